internal import CCertificates
internal import Glibc

/// A certificate with its private key, both in PEM.
public struct KeyedCertificate: Sendable, Equatable {
    /// The certificate; what issued it may follow.
    public var certificatePEM: String
    /// The private key (PKCS #8).
    public var keyPEM: String

    /// Takes texts that were made before.
    public init(certificatePEM: String, keyPEM: String) {
        self.certificatePEM = certificatePEM
        self.keyPEM = keyPEM
    }

    /// Makes a certificate authority of its own.
    ///
    /// - Throws: `CertificateError`.
    public static func authority(named name: String, days: Int) throws -> KeyedCertificate {
        try CertificateBuilder(commonName: name, days: days).build(
            issuer: nil,
            extensions: [
                (NID_basic_constraints, "critical,CA:TRUE,pathlen:0"), (NID_key_usage, "critical,keyCertSign,cRLSign"),
                (NID_subject_key_identifier, "hash"),
            ])
    }

    /// Has this authority issue a server's certificate for names and addresses.
    ///
    /// - Throws: `CertificateError`.
    public func issueServer(for names: [String], days: Int) throws -> KeyedCertificate {
        let entries = names.map { Self.isAddress($0) ? "IP:\($0)" : "DNS:\($0)" }.joined(separator: ",")
        return try CertificateBuilder(commonName: names.first ?? "gantry", days: days).build(
            issuer: self,
            extensions: [
                (NID_basic_constraints, "critical,CA:FALSE"), (NID_key_usage, "critical,digitalSignature"),
                (NID_ext_key_usage, "serverAuth"), (NID_subject_alt_name, entries),
                (NID_subject_key_identifier, "hash"), (NID_authority_key_identifier, "keyid"),
            ])
    }

    /// Whether it ends within so many days from now.
    ///
    /// - Throws: `CertificateError.unreadable` when it is no certificate.
    public func expires(withinDays days: Int) throws -> Bool {
        let certificate = try PEM.certificate(certificatePEM)
        defer { X509_free(certificate) }
        var limit = time(nil) + days * 86400
        // -1: its end comes before the limit (X509_cmp_time(3)).
        return X509_cmp_time(X509_get0_notAfter(certificate), &limit) < 0
    }

    /// Whether the certificate is valid for a name or an address.
    ///
    /// - Throws: `CertificateError.unreadable` when it is no certificate.
    public func isValid(for name: String) throws -> Bool {
        let certificate = try PEM.certificate(certificatePEM)
        defer { X509_free(certificate) }
        return Self.isAddress(name)
            ? X509_check_ip_asc(certificate, name, 0) == 1 : X509_check_host(certificate, name, 0, 0, nil) == 1
    }

    private static func isAddress(_ name: String) -> Bool {
        var bytes = [UInt8](repeating: 0, count: 16)
        return inet_pton(AF_INET, name, &bytes) == 1 || inet_pton(AF_INET6, name, &bytes) == 1
    }
}
