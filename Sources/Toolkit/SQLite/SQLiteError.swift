public import Failures

/// Why a database could not be read or written.
public enum SQLiteError: NamedError, Equatable {
    /// It can't be opened: missing, a folder, or not permitted.
    case cannotOpen(path: String, reason: String)
    /// The file system, or the limit of the file's size, is reached.
    case full(path: String)
    /// The file is damaged, or is no database.
    case corrupt(path: String, reason: String)
    /// Another program holds it.
    case busy(path: String)
    /// Anything else that SQLite says.
    case failed(path: String, statement: String, reason: String)

    /// The error as a failure.
    public var failure: Failure {
        switch self {
        case .cannotOpen(let path, let reason):
            Failure(
                "database.open", .target, what: "The database \(path) can't be opened.",
                why: "SQLite says: \(reason).", remedy: "Check that the folder exists and can be written by this user.")
        case .full(let path):
            Failure(
                "database.full", .target, what: "The database \(path) can't be written: there is no space left.",
                why: "Nothing of the change was kept; what was there before can still be read.",
                remedy: "Free some space on that file system, and try again.")
        case .corrupt(let path, let reason):
            Failure(
                "database.corrupt", .integrity, what: "The database \(path) is damaged.",
                why: "SQLite says: \(reason).",
                remedy: "Put a good copy of the file in its place.")
        case .busy(let path):
            Failure(
                "database.busy", .target, what: "The database \(path) is in use.",
                why: "Another program holds its lock.", remedy: "End the other program, and try again.")
        case .failed(let path, let statement, let reason):
            Failure(
                "database.failed", .internal, what: "The database \(path) refused a statement.",
                why: "SQLite says of \"\(statement)\": \(reason).", remedy: "Report it with this text.")
        }
    }
}
