import Certificates
import Files
import Glibc
import Subprocess
import Testing

@Suite("Certificates")
struct CertificateTests {
    @Test("a server's certificate holds for its names and addresses, and openssl agrees")
    func names() async throws {
        let authority = try KeyedCertificate.authority(named: "test authority", days: 10)
        let server = try authority.issueServer(for: ["localhost", "127.0.0.1", "::1", "gantry.example"], days: 5)
        for name in ["localhost", "127.0.0.1", "::1", "gantry.example"] { #expect(try server.isValid(for: name)) }
        #expect(try !server.isValid(for: "other.example"))
        try await withTemporaryFolder { folder in
            try Files.writeDurably(Array(authority.certificatePEM.utf8), to: "\(folder)/ca")
            try Files.writeDurably(Array(server.certificatePEM.utf8), to: "\(folder)/server")
            let command = Command(
                "openssl",
                ["verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", "\(folder)/ca", "\(folder)/server"])
            let output = try await runSuccessfully(command, deadlineSeconds: 10).output
            #expect(output.hasSuffix(": OK\n"))
        }
    }

    @Test("are kept, for their owner only, and made anew before they end or when a name is missing")
    func folder() async throws {
        try await withTemporaryFolder { path in
            var folder = CertificateFolder(path: "\(path)/pki")
            let first = try folder.load(names: ["127.0.0.1"])
            let second = try folder.load(names: ["127.0.0.1"])
            #expect(second.server == first.server && second.authority == first.authority)
            var status = stat()
            #expect(stat("\(path)/pki/server.pem", &status) == 0 && status.st_mode & 0o777 == 0o600)
            let third = try folder.load(names: ["127.0.0.1", "gantry.example"])
            #expect(third.server != first.server && third.authority == first.authority)
            folder.renewalDays = 366
            #expect(try folder.load(names: ["127.0.0.1"]).server != third.server)
            try Files.writeDurably(Array("x".utf8), to: "\(path)/pki/ca.pem")
            #expect(throws: CertificateError.self) { try folder.load(names: []) }
        }
    }
}
