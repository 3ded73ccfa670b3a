internal import Failures
internal import Files
internal import Synchronization
internal import Values

/// The tokens of a control plane: a file that only its owner reads, with hashes instead of tokens.
///
/// The command line adds tokens to it while the server runs; the server notices by the file's identity.
public final class TokenFile: Sendable {
    private let path: String
    private let kept = Mutex<(identity: FileIdentity?, tokens: [String: Token])>((nil, [:]))

    struct Token: Sendable, Codable, Equatable {
        var id: String
        var user: String
        var role: Role
        var namespace: String?
        var sha256: String
        var createdAt: Int
        var expiresAt: Int?
    }

    /// Names the file in a data folder; it is made with the first token.
    public init(dataFolder: String) { path = "\(dataFolder)/tokens.json" }

    /// Makes a token; this is the only time that it is seen.
    ///
    /// - Throws: `TokenError`.
    public func create(
        user: String, role: Role, namespace: String?, lifetimeSeconds: Int?
    ) throws -> String {
        guard (role == .admin) == (namespace == nil) else { throw TokenError.namespaceMismatch(role) }
        let id = Self.random(characters: 10)
        let secret = Self.random(characters: 43)
        let now = Moment.nowSeconds
        let token = Token(
            id: id, user: user, role: role, namespace: namespace, sha256: try SHA256.hexadecimal(Array(secret.utf8)),
            createdAt: now, expiresAt: lifetimeSeconds.map { now + $0 })
        try access {
            let lock = try FolderLock(path: path + ".lock")
            guard lock != nil else { throw TokenError.busy(path) }
            try withExtendedLifetime(lock) {
                // Tokens that ended a day ago help nobody any more.
                var tokens = try read().filter { ($0.expiresAt ?? .max) > now - 86400 }
                tokens.append(token)
                let value = try ValueEncoder().encode(tokens)
                try Files.writeDurably(value.jsonBytes(pretty: true) + [10], to: path, mode: 0o600)
            }
        }
        return "gantry_\(id)_\(secret)"
    }

    /// Whose token it is; nil when it is unknown or has expired.
    func user(of text: String) throws -> User? {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, parts[0] == "gantry", let token = try tokens()[parts[1]] else { return nil }
        let given = try SHA256.hexadecimal(Array(parts[2].utf8))
        guard Self.isSame(given, token.sha256), (token.expiresAt ?? .max) > Moment.nowSeconds else { return nil }
        let own = token.role == .admin ? "system:masters" : "gantry:\(token.role.rawValue)s:\(token.namespace ?? "")"
        return User(
            name: token.user, groups: [own, "system:authenticated"], uid: token.id, role: token.role,
            namespace: token.namespace)
    }

    private func tokens() throws -> [String: Token] {
        guard Files.exists(path) else { return [:] }
        var result: [String: Token] = [:]
        try access {
            let identity = try FileIdentity(path: path)
            let known = kept.withLock { $0.identity == identity ? $0.tokens : nil }
            if let known { return result = known }
            let fresh = Dictionary(try read().map { ($0.id, $0) }) { _, last in last }
            kept.withLock { $0 = (identity, fresh) }
            result = fresh
        }
        return result
    }

    private func read() throws -> [Token] {
        guard Files.exists(path) else { return [] }
        let bytes = try Files.read(path, maximumBytes: 8 << 20)
        return try ValueDecoder().decode([Token].self, from: JSONValue.parse(bytes))
    }

    private func access(_ work: () throws -> Void) throws {
        do {
            try work()
        } catch let error as SystemError {
            throw TokenError.file(path, reason: "\(error)")
        } catch let error as ValueError {
            throw TokenError.damaged(path, reason: "\(error.failure.what)")
        }
    }
}

extension TokenFile {
    /// The whole of both is looked at always, so that the time taken doesn't tell how far a guess was right.
    private static func isSame(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// 62 characters, so 43 of them hold 256 bits; the system's generator is the kernel's (getrandom(2)).
    private static func random(characters count: Int) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
        var generator = SystemRandomNumberGenerator()
        return String((0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] })
    }
}
