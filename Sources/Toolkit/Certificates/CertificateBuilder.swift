internal import CCertificates

/// Makes one certificate with a fresh key on the curve P-256.
struct CertificateBuilder {
    var commonName: String
    var days: Int

    func build(issuer: KeyedCertificate?, extensions: [(Int32, String)]) throws -> KeyedCertificate {
        guard let key = gantry_new_p256_key() else { throw CertificateError.notMade(step: "making a key") }
        defer { EVP_PKEY_free(key) }
        guard let certificate = X509_new() else { throw CertificateError.notMade(step: "making a certificate") }
        defer { X509_free(certificate) }
        try fill(certificate, key)
        let issuerCertificate = try issuer.map { try PEM.certificate($0.certificatePEM) }
        defer { X509_free(issuerCertificate) }
        let issuerKey = try issuer.map { try PEM.key($0.keyPEM) }
        defer { EVP_PKEY_free(issuerKey) }
        X509_set_issuer_name(certificate, X509_get_subject_name(issuerCertificate ?? certificate))
        for (kind, text) in extensions { try add(kind, text, to: certificate, issuer: issuerCertificate) }
        guard X509_sign(certificate, issuerKey ?? key, EVP_sha256()) > 0 else {
            throw CertificateError.notMade(step: "signing")
        }
        return KeyedCertificate(
            certificatePEM: try PEM.text { PEM_write_bio_X509($0, certificate) }
                + (issuer?.certificatePEM ?? ""),
            keyPEM: try PEM.text { PEM_write_bio_PKCS8PrivateKey($0, key, nil, nil, 0, nil, nil) })
    }

    private func fill(_ certificate: OpaquePointer, _ key: OpaquePointer) throws {
        // 2 is version 3, which extensions need (RFC 5280, 4.1.2.1); serial numbers are random and positive.
        X509_set_version(certificate, 2)
        var serial = [UInt8](repeating: 0, count: 16)
        guard RAND_bytes(&serial, 16) == 1 else { throw CertificateError.notMade(step: "a random number") }
        serial[0] &= 0x7f
        guard let number = BN_bin2bn(serial, 16, nil) else { throw CertificateError.notMade(step: "a serial number") }
        defer { BN_free(number) }
        BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate))
        // An hour back, for clients whose clock is behind.
        X509_gmtime_adj(X509_getm_notBefore(certificate), -3600)
        X509_gmtime_adj(X509_getm_notAfter(certificate), days * 86400)
        guard X509_set_pubkey(certificate, key) == 1,
            X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8, commonName, -1, -1, 0)
                == 1
        else { throw CertificateError.notMade(step: "naming the certificate") }
    }

    private func add(_ kind: Int32, _ text: String, to certificate: OpaquePointer, issuer: OpaquePointer?) throws {
        var context = X509V3_CTX()
        X509V3_set_ctx(&context, issuer ?? certificate, certificate, nil, nil, 0)
        guard let made = X509V3_EXT_conf_nid(nil, &context, kind, text) else {
            throw CertificateError.notMade(step: "the extension \(text)")
        }
        defer { X509_EXTENSION_free(made) }
        guard X509_add_ext(certificate, made, -1) == 1 else { throw CertificateError.notMade(step: "adding \(text)") }
    }
}

/// PEM texts to and from OpenSSL's objects, in memory.
enum PEM {
    static func text(_ write: (OpaquePointer) -> Int32) throws -> String {
        guard let memory = BIO_new(BIO_s_mem()) else { throw CertificateError.notMade(step: "memory for PEM") }
        defer { BIO_free(memory) }
        var data: UnsafeMutablePointer<CChar>?
        guard write(memory) == 1 else { throw CertificateError.notMade(step: "writing PEM") }
        let count = gantry_memory(memory, &data)
        guard let data else { throw CertificateError.notMade(step: "writing PEM") }
        return String(decoding: UnsafeRawBufferPointer(start: data, count: count), as: UTF8.self)
    }

    static func certificate(_ text: String) throws -> OpaquePointer {
        let found = reading(text) { PEM_read_bio_X509($0, nil, nil, nil) }
        guard let found else { throw CertificateError.unreadable(what: "certificate") }
        return found
    }

    static func key(_ text: String) throws -> OpaquePointer {
        let found = reading(text) { PEM_read_bio_PrivateKey($0, nil, nil, nil) }
        guard let found else { throw CertificateError.unreadable(what: "private key") }
        return found
    }

    private static func reading(_ text: String, _ read: (OpaquePointer) -> OpaquePointer?) -> OpaquePointer? {
        guard let memory = BIO_new(BIO_s_mem()) else { return nil }
        defer { BIO_free(memory) }
        BIO_write(memory, text, Int32(text.utf8.count))
        return read(memory)
    }
}
