public import Failures

/// What can go wrong on the way to an NBD export.
public enum NBDError: NamedError, Equatable {
    /// libnbd gives no handle.
    case noHandle(String)
    /// The server can't be reached, or the handshake failed.
    case connection(uri: String, reason: String)
    /// A request was answered with an error, or the connection broke.
    case request(String, uri: String, code: Int32, reason: String)
    /// A request got no answer in time.
    case noAnswer(String, uri: String, seconds: Int)
    /// The export is read-only and was to be written.
    case readOnly(uri: String)

    /// What a person is told.
    public var failure: Failure {
        switch self {
        case .noHandle(let reason):
            Failure(
                "nbd.library", .component, what: "An NBD connection can't be prepared.",
                why: "libnbd said: \(reason).", remedy: "Look at the memory and the open files that are left.")
        case .connection(let uri, let reason):
            Failure(
                "nbd.connection", .source, what: "The NBD server at \(uri) can't be used.",
                why: "The connection failed: \(reason).", remedy: "Check that the server runs and gives this export.")
        case .request(let request, let uri, let code, let reason):
            Failure(
                "nbd.request", code == 28 ? .target : .source, what: "A \(request) request to \(uri) failed.",
                why: "The server answered: \(reason).",
                remedy: "Look at the server's own log; the copy goes on from its journal when it is run again.")
        case .noAnswer(let request, let uri, let seconds):
            Failure(
                "nbd.silence", .source, what: "A \(request) request to \(uri) got no answer.",
                why: "\(seconds) s are over.",
                remedy: "Check the server and the storage behind it; the copy goes on when it is run again.")
        case .readOnly(let uri):
            Failure(
                "nbd.read-only", .target, what: "The NBD export at \(uri) can't be written.",
                why: "The server says that it is read-only.", remedy: "Start the server with write access.")
        }
    }

    /// Whether the server's storage is full.
    public var isOutOfSpace: Bool {
        if case .request(_, _, let code, _) = self { return code == 28 }
        return false
    }
}
