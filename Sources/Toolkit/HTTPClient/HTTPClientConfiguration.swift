/// What a client trusts, how it shows who it is, and how it gets there; one for all its connections.
///
/// A client never shares connections with one of another configuration: curl's pool would hand a connection that was
/// accepted under one trust to a request under another.
public struct HTTPClientConfiguration: Sendable {
    /// Whom it trusts.
    public var trust = Trust.system
    /// The certificate that it shows; nil for none.
    public var identity: Identity?
    /// The name that the server's certificate must have, and that is asked for; nil for the URL's host.
    public var serverName: String?
    /// The way to the server.
    public var proxy = Proxy.environment
    /// The longest time to make a connection, in seconds.
    public var connectSeconds: Double = 15
    /// The most connections at once; further requests wait for one.
    public var maximumConnections = 256
    /// The largest head of an answer, in bytes.
    public var maximumHeadBytes = 64 << 10
    /// The most bytes of a body that wait for their reader; then the server waits.
    public var maximumBufferedBytes = 256 << 10
    /// What it calls itself.
    public var userAgent = "gantry"

    /// A client that trusts what the system trusts.
    public init() {}

    /// Whom a client trusts.
    public enum Trust: Sendable, Equatable {
        /// The authorities that the system has.
        case system
        /// These authorities alone, in PEM.
        case authorities(pem: [UInt8])
        /// This one certificate in PEM, whatever its name: what a person compared by its thumbprint.
        case exactly(pem: [UInt8])
        /// Anyone. Whoever sits between can read and change everything.
        case anyoneInsecurely
    }

    /// A certificate with its key, both in PEM.
    public struct Identity: Sendable, Equatable, CustomStringConvertible {
        /// The certificate, with those between it and its authority.
        public var certificatePEM: [UInt8]
        /// Its private key.
        public var keyPEM: [UInt8]

        /// Wraps a certificate and its key.
        public init(certificatePEM: [UInt8], keyPEM: [UInt8]) {
            self.certificatePEM = certificatePEM
            self.keyPEM = keyPEM
        }

        /// A word without the key, for logs.
        public var description: String { "a client certificate" }
    }

    /// The way to a server.
    public enum Proxy: Sendable, Equatable {
        /// What `https_proxy`, `http_proxy` and `no_proxy` say.
        case environment
        /// Straight.
        case none
        /// Through this one: `http://`, `https://` or `socks5://`.
        case url(String)
    }
}
