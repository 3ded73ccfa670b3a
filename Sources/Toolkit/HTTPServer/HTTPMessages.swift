/// A request, read whole.
public struct HTTPRequest: Sendable, Equatable {
    /// `GET`, `POST`, ….
    public var method: String
    /// The path, unescaped, without the query.
    public var path: String
    /// The parameters of the query in order, unescaped.
    public var query: [Parameter]
    /// The header's fields by name in lower case; repeated ones joined by commas.
    public var headers: [String: String]
    /// The body.
    public var body: [UInt8]

    /// Describes a request.
    public init(
        method: String, path: String, query: [Parameter] = [], headers: [String: String] = [:], body: [UInt8] = []
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }

    /// The first parameter of a name; nil when there is none.
    public func parameter(_ name: String) -> String? { query.first { $0.name == name }?.value }

    /// A parameter of the query.
    public struct Parameter: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// Its value; empty when it has none.
        public var value: String

        /// Describes a parameter.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }
}

/// An answer.
public struct HTTPResponse: Sendable {
    /// The status code.
    public var status: Int
    /// The header's fields, in order, besides those that frame the message.
    public var headers: [(name: String, value: String)]
    /// What follows the header.
    public var body: Body

    /// Describes an answer.
    public init(status: Int = 200, headers: [(name: String, value: String)] = [], body: Body = .bytes([])) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// What follows the header.
    public enum Body: Sendable {
        /// Bytes at hand.
        case bytes([UInt8])
        /// Bytes as they come, in chunks, until the closure returns; its task is cancelled when the client goes.
        case stream(@Sendable (HTTPBodyWriter) async throws -> Void)
    }
}

/// Why the server answers by itself, without asking the handler or waiting for it.
public enum HTTPRejection: Sendable, Equatable {
    /// The body is larger than allowed.
    case bodyTooLarge(maximumBytes: Int)
    /// The handler took too long.
    case timedOut
    /// The handler threw.
    case failed(String)
}
