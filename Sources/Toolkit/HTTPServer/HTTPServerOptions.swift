/// Where a server listens, and what it puts up with.
public struct HTTPServerOptions: Sendable {
    /// The address in numbers, or `localhost`.
    public var host = "127.0.0.1"
    /// The port; 0 for any that is free.
    public var port: UInt16 = 0
    /// The certificate (with its chain) and its key in PEM; nil for plain HTTP.
    public var identity: Identity?
    /// The most connections at a time; more wait at the door.
    public var maximumConnections = 1200
    /// The most connections of one client's address.
    public var maximumConnectionsPerClient = 1200
    /// The most bytes of a request's body.
    public var maximumBodyBytes = 3 << 20
    /// The memory of a connection, which holds the header of a request among others.
    public var connectionMemoryBytes = 20 << 10
    /// When a connection that does nothing is closed.
    public var idleSeconds = 60
    /// How long a client may take to send a whole request.
    public var requestSeconds = 90.0
    /// How long a handler may take to begin its answer.
    public var handlerSeconds = 60.0
    /// What the server answers by itself.
    public var rejection: @Sendable (HTTPRejection) -> HTTPResponse = HTTPServerOptions.plainRejection

    /// Loopback, any port, plain.
    public init() {}

    /// What a server shows of itself.
    public struct Identity: Sendable, Equatable {
        /// The certificate, then those above it.
        public var certificatePEM: String
        /// Its private key.
        public var keyPEM: String

        /// Names the two.
        public init(certificatePEM: String, keyPEM: String) {
            self.certificatePEM = certificatePEM
            self.keyPEM = keyPEM
        }
    }

    private static func plainRejection(_ reason: HTTPRejection) -> HTTPResponse {
        let (status, text) =
            switch reason {
            case .bodyTooLarge(let most): (413, "The body has more than \(most) bytes.\n")
            case .timedOut: (504, "The answer took too long.\n")
            case .failed: (500, "The request could not be handled.\n")
            }
        return HTTPResponse(status: status, headers: [("Content-Type", "text/plain")], body: .bytes(Array(text.utf8)))
    }
}
