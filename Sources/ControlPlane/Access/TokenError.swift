public import Failures

/// Why there is no token.
public enum TokenError: NamedError, Equatable {
    /// Administrators have no namespace, all others have one.
    case namespaceMismatch(Role)
    /// Somebody else is writing the file.
    case busy(String)
    /// The file can't be read or written.
    case file(String, reason: String)
    /// The file isn't what was written.
    case damaged(String, reason: String)

    /// The error as a failure.
    public var failure: Failure {
        switch self {
        case .namespaceMismatch(let role):
            Failure(
                "token.namespace", .usage, what: "The role \(role.rawValue) does not fit the namespace given.",
                why: "An admin's token holds in all namespaces; an editor's and a viewer's holds in one.",
                remedy: "Give --namespace with the roles editor and viewer, and none with admin.")
        case .busy(let path):
            Failure(
                "token.busy", .target, what: "The file \(path) is being written by another program.",
                why: "Two tokens were made at the same time.", remedy: "Try again.")
        case .file(let path, let reason):
            Failure(
                "token.file", .target, what: "The file of tokens \(path) can't be used.", why: reason,
                remedy: "Check the data folder's owner, its mode and the free space.")
        case .damaged(let path, let reason):
            Failure(
                "token.damaged", .source, what: "The file of tokens \(path) is damaged.", why: reason,
                remedy: "Move it away and start again; all tokens have to be made anew.")
        }
    }
}
