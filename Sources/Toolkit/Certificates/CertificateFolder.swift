internal import Failures
internal import Files

/// The certificates of a server, kept in a folder of its own: made once, renewed before they end.
public struct CertificateFolder: Sendable {
    /// The folder; its files can be read by its owner only.
    public var path: String
    /// The life of the authority.
    public var authorityDays = 3650
    /// The life of the server's certificate.
    public var serverDays = 365
    /// How long before its end a certificate is renewed.
    public var renewalDays = 30

    /// Names the folder; it is made when it is needed.
    public init(path: String) { self.path = path }

    /// The authority and the server's certificate for names and addresses, from the folder or freshly made.
    ///
    /// A new authority means a new server certificate; names that the kept one lacks mean a new one, too.
    /// - Throws: `CertificateError`.
    public func load(names: [String]) throws -> (authority: KeyedCertificate, server: KeyedCertificate) {
        try access { () throws(SystemError) in try Files.createFolder(path, mode: 0o700) }
        var isFresh = false
        var authority = try kept("ca")
        if try authority?.expires(withinDays: renewalDays) ?? true {
            authority = try KeyedCertificate.authority(named: "gantry authority", days: authorityDays)
            isFresh = true
        }
        guard let authority else { throw CertificateError.unreadable(what: "certificate authority") }
        if isFresh { try keep(authority, "ca") }
        if !isFresh, let server = try kept("server"), try !server.expires(withinDays: renewalDays),
            try names.allSatisfy({ try server.isValid(for: $0) })
        {
            return (authority, server)
        }
        let server = try authority.issueServer(for: names, days: serverDays)
        try keep(server, "server")
        return (authority, server)
    }

    /// One file holds key and certificate, so that a crash never leaves one without the other.
    private func kept(_ name: String) throws -> KeyedCertificate? {
        let file = "\(path)/\(name).pem"
        guard Files.exists(file) else { return nil }
        var text = ""
        try access { () throws(SystemError) in
            text = String(decoding: try Files.read(file, maximumBytes: 1 << 20), as: UTF8.self)
        }
        let mark = "-----BEGIN CERTIFICATE-----"
        let parts = text.split(separator: mark, maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw CertificateError.unreadable(what: "file \(file)") }
        let pair = KeyedCertificate(certificatePEM: mark + parts[1], keyPEM: String(parts[0]))
        return pair
    }

    private func keep(_ pair: KeyedCertificate, _ name: String) throws {
        try access { () throws(SystemError) in
            try Files.writeDurably(
                Array((pair.keyPEM + pair.certificatePEM).utf8), to: "\(path)/\(name).pem", mode: 0o600)
        }
    }

    private func access(_ work: () throws(SystemError) -> Void) throws {
        do throws(SystemError) {
            try work()
        } catch {
            throw CertificateError.file(call: error.call, path: error.subject, reason: error.reason)
        }
    }
}
