public import Failures

/// Why a server does not serve.
public enum HTTPServerError: NamedError, Equatable {
    /// Another program listens there.
    case portInUse(host: String, port: UInt16)
    /// The address can't be listened on.
    case notListening(host: String, port: UInt16, reason: String)
    /// The server could not be started on its socket.
    case notStarted(usesTLS: Bool)
    /// The client went away before its answer was complete.
    case clientGone

    /// The error as a failure.
    public var failure: Failure {
        switch self {
        case .portInUse(let host, let port):
            Failure(
                "server.port-in-use", .target, what: "Port \(port) of \(host) is in use.",
                why: "Another program, perhaps another gantry, listens there.",
                remedy: "Stop it, or choose another with --listen.")
        case .notListening(let host, let port, let reason):
            Failure(
                "server.cannot-listen", .target, what: "Cannot listen on \(host), port \(port).", why: reason,
                remedy: "Give an address of this host in numbers, and a port that you may use (1024 and above).")
        case .notStarted(let usesTLS):
            Failure(
                "server.not-started", .component, what: "The HTTP server could not be started.",
                why: usesTLS
                    ? "The certificate or its key may be damaged, or the process has too few file descriptors."
                    : "The process may have too few file descriptors or threads.",
                remedy: "Remove the certificates folder to have new ones made, and look at `ulimit -n`.")
        case .clientGone:
            Failure(
                "server.client-gone", .interrupted, what: "The client closed its connection.",
                why: "It went away before the answer was complete.", remedy: "Nothing has to be done.")
        }
    }
}
