internal import Failures
internal import Files
internal import Glibc
internal import HTTPClient
internal import Threads

/// How we show a cluster who we are.
public enum Credentials: Sendable, CustomStringConvertible {
    /// Not at all, or by a certificate alone.
    case none
    /// A bearer token.
    case token(String)
    /// A file with a bearer token that changes; the field of the kubeconfig that names it, for messages.
    case tokenFile(path: String, field: String)
    /// A name and a password.
    case basic(name: String, password: String)
    /// A program that gives credentials.
    case program(CredentialProgram)

    /// The kind alone: the rest is secret.
    public var description: String {
        switch self {
        case .none: "no credentials"
        case .token: "a token"
        case .tokenFile(let path, _): "the token in \(path)"
        case .basic(let name, _): "the password of \(name)"
        case .program(let program): "what \(program.command) gives"
        }
    }
}

/// What goes with a request to show who we are.
struct Credential: Sendable {
    var authorization: String?
    var identity: HTTPClientConfiguration.Identity?
    /// When it has to be asked for again; nil for never.
    var validUntil: ContinuousClock.Instant?
}

/// Gives the credential of the moment, and renews it when it is old or was refused.
actor CredentialSource {
    private let credentials: Credentials
    private let server: String
    private var current: Credential?
    private var renewal: Task<Credential, any Error>?

    init(_ connection: ClusterConnection) {
        credentials = connection.credentials
        server = connection.server
    }

    /// The credential of the moment.
    /// - Parameter isRefused: whether the server did not take the one it had.
    func credential(isRefused: Bool) async throws -> Credential {
        if !isRefused, let current, current.validUntil.map({ $0 > .now }) ?? true { return current }
        // Requests that come in the meantime wait for the same answer; a program is never started twice.
        if let renewal { return try await renewal.value }
        let renewal = Task { try await Self.make(credentials, server: server) }
        self.renewal = renewal
        defer { self.renewal = nil }
        let credential = try await renewal.value
        current = credential
        return credential
    }

    private static func make(_ credentials: Credentials, server: String) async throws -> Credential {
        switch credentials {
        case .none: return Credential()
        case .token(let token): return Credential(authorization: "Bearer \(token)")
        case .basic(let name, let password):
            return Credential(authorization: "Basic " + base64(of: Array("\(name):\(password)".utf8)))
        case .tokenFile(let path, let field):
            let token = try await onOwnThread(named: "token-file") { try readToken(path, field: field) }
            // Kubelets rotate tokens long before they expire; client-go reads them once a minute, too.
            return Credential(authorization: "Bearer \(token)", validUntil: .now + .seconds(60))
        case .program(let program): return try await program.credential(server: server)
        }
    }

    private static func readToken(_ path: String, field: String) throws -> String {
        do {
            let text = String(decoding: try Files.read(path, maximumBytes: 1 << 20), as: UTF8.self)
            guard let token = text.split(whereSeparator: \.isWhitespace).first else {
                throw KubeconfigError.unreadable(file: path, field: field, reason: "It is empty.")
            }
            return String(token)
        } catch let error as SystemError {
            throw KubeconfigError.unreadable(file: path, field: field, reason: error.reason + ".")
        }
    }
}
