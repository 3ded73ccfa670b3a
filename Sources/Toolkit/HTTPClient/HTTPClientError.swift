public import Failures

/// Why a request got no whole answer.
public enum HTTPClientError: NamedError, Equatable {
    /// The request can't be sent as it is.
    case unusableRequest(reason: String)
    /// No connection came about.
    case notConnected(url: String, reason: String)
    /// The server isn't one that is trusted, or does not trust our certificate.
    case untrusted(url: String, reason: String)
    /// The connection ended in the middle.
    case interrupted(url: String, reason: String)
    /// The answer took too long.
    case deadlineExceeded(url: String, reason: String)
    /// The head of the answer is larger than it may be.
    case headTooLarge(url: String, limitBytes: Int)
    /// The body of the answer is larger than it may be.
    case bodyTooLarge(url: String, limitBytes: Int)
    /// The client was closed.
    case closed

    /// The error as a failure.
    public var failure: Failure {
        switch self {
        case .unusableRequest(let reason):
            Failure(
                "http.request", .internal, what: "A request could not be sent.", why: reason,
                remedy: "Correct the address or the setting that it names.")
        case .notConnected(let url, let reason):
            Failure(
                "http.not-connected", .source, what: "There is no connection to \(url).", why: reason,
                remedy: "Check the address, that the server runs, and what lies between.")
        case .untrusted(let url, let reason):
            Failure(
                "http.untrusted", .source, what: "There is no secure connection to \(url).", why: reason,
                remedy: "Give the authority that signed the server's certificate, and a client certificate if it asks.")
        case .interrupted(let url, let reason):
            Failure(
                "http.interrupted", .source, what: "The answer of \(url) broke off.", why: reason,
                remedy: "Try again; look at the server's log if it happens again.")
        case .deadlineExceeded(let url, let reason):
            Failure(
                "http.deadline", .source, what: "\(url) did not answer in time.", why: reason,
                remedy: "Look at the load of the server and the network, and try again.")
        case .headTooLarge(let url, let limit):
            Failure(
                "http.head-too-large", .source, what: "The head of the answer of \(url) is too large.",
                why: "It has more than \(limit) bytes.", remedy: "Check that the address is the right one.")
        case .bodyTooLarge(let url, let limit):
            Failure(
                "http.body-too-large", .source, what: "The answer of \(url) is too large.",
                why: "It has more than \(limit) bytes.", remedy: "Check that the address is the right one.")
        case .closed:
            Failure(
                "http.closed", .internal, what: "A request was sent after its client was closed.",
                why: "The program is ending.", remedy: "Nothing needs to be done.")
        }
    }
}
