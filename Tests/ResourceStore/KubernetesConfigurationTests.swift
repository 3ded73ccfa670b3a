import Failures
import Files
import Glibc
import HTTPClient
@testable import KubernetesStore
import Testing

@Suite("Kubeconfig", .timeLimit(.minutes(1)))
struct KubernetesConfigurationTests {
    private let folder = Folder()

    @Test("A context gives its cluster's address and trust and its user's credentials")
    func whole() throws {
        try folder.write("ca.pem", "CA")
        let file = try folder.write(
            "config",
            """
            apiVersion: v1
            kind: Config
            current-context: here
            clusters:
            - name: c
              cluster: {server: "https://host:6443/", certificate-authority: ca.pem, tls-server-name: inner, \
            proxy-url: "http://proxy:3128"}
            users:
            - name: u
              user: {client-certificate-data: Q0VSVA==, client-key-data: "S0VZ", token: secret}
            contexts:
            - name: here
              context: {cluster: c, user: u, namespace: team}
            """)
        let connection = try Kubeconfig(file: file).connection()
        #expect(connection.server == "https://host:6443")
        #expect(connection.namespace == "team")
        #expect(connection.http.trust == .authorities(pem: Array("CA".utf8)))
        #expect(connection.http.serverName == "inner")
        #expect(connection.http.proxy == .url("http://proxy:3128"))
        let identity = HTTPClientConfiguration.Identity(
            certificatePEM: Array("CERT".utf8), keyPEM: Array("KEY".utf8))
        #expect(connection.http.identity == identity)
        #expect("\(connection.credentials)" == "a token")
        #expect("\(identity)" == "a client certificate")
    }

    @Test("Of several files the first that has a name wins, and missing ones are left out")
    func merging() throws {
        func config(_ server: String, _ context: String, current: Bool) -> String {
            """
            clusters: [{name: c, cluster: {server: "https://\(server)"}}]
            contexts: [{name: \(context), context: {cluster: c}}]
            \(current ? "current-context: \(context)" : "{}")
            """.replacing("\n{}", with: "")
        }
        let first = try folder.write("1", config("one", "a", current: false))
        let second = try folder.write("2", config("two", "b", current: true))
        let merged = try Kubeconfig(environment: ["KUBECONFIG": "\(first):/no/such/file:\(second)"])
        #expect(merged.contextNames == ["a", "b"])
        #expect(merged.currentContext == "b")
        #expect(try merged.connection().server == "https://one")
        #expect(throws: KubeconfigError.missing(searched: ["/no/such/file"])) {
            try Kubeconfig(environment: ["KUBECONFIG": "/no/such/file"])
        }
    }

    private static let broken: [(String, String, String)] = [
        ("clusters: 3", "clusters", "an integer"),
        ("clusters: [{cluster: {}}]", "clusters[0].name", "name is needed"),
        ("clusters: [{name: c, cluster: {server: [x]}}]", "clusters[c].cluster.server", "a list"),
        ("clusters: [{name: c, cluster: {}}]", "clusters[c].cluster.server", "needed"),
        ("clusters: [{name: c, cluster: {server: host}}]", "clusters[c].cluster.server", "https://"),
        (
            "clusters: [{name: c, cluster: {server: \"https://h\", certificate-authority-data: \"?\"}}]",
            "clusters[c].cluster.certificate-authority-data", "Base64"
        ),
        (
            "clusters: [{name: c, cluster: {server: \"https://h\", certificate-authority: missing.pem}}]",
            "clusters[c].cluster.certificate-authority", "No such file"
        ),
        (
            "clusters: [{name: c, cluster: {server: \"https://h\"}}]\nusers: [{name: u, user: {client-key-data: UVE=}}]",
            "users[u].user.client-certificate", "needed"
        ),
        (
            "clusters: [{name: c, cluster: {server: \"https://h\"}}]\nusers: [{name: u, user: {exec: {}}}]",
            "users[u].user.exec.command", "needed"
        ),
        (
            "clusters: [{name: c, cluster: {server: \"https://h\"}}]\n"
                + "users: [{name: u, user: {exec: {command: x, apiVersion: v0}}}]",
            "users[u].user.exec.apiVersion", "v1beta1"
        ),
        ("users: [{name: u, user: {}}]", "contexts[x].context.cluster", "no cluster 'c'"),
    ]

    @Test("What is wrong is named with its file and field", arguments: broken)
    func errors(text: String, field: String, reason: String) throws {
        let users = text.contains("users:") ? "" : "\nusers: [{name: u, user: {}}]"
        let file = try folder.write(
            "config", "\(text)\(users)\ncontexts: [{name: x, context: {cluster: c, user: u}}]\ncurrent-context: x\n")
        let error = #expect(throws: KubeconfigError.self) { try Kubeconfig(file: file).connection() }
        let failure = error?.failure
        #expect(failure?.why.contains(field) == true, "\(failure?.why ?? "")")
        #expect(failure?.why.contains(reason) == true, "\(failure?.why ?? "")")
        #expect(failure?.what.contains(folder.path) == true)
    }

    @Test("YAML that can't be read is named with file and line")
    func malformedYAML() throws {
        let file = try folder.write("config", "a: [\nb: }")
        let error = #expect(throws: KubeconfigError.self) { try Kubeconfig(file: file) }
        #expect(error?.failure.id == "kubeconfig.malformed")
        #expect(error?.failure.what.contains(file) == true)
        #expect(error?.failure.why.contains("Line 2") == true, "\(error?.failure.why ?? "")")
    }

    @Test("An unknown context tells which there are")
    func unknownContext() throws {
        let file = try folder.write("config", "contexts: [{name: a, context: {}}, {name: b, context: {}}]")
        #expect(throws: KubeconfigError.unknownContext(name: "c", known: ["a", "b"])) {
            try Kubeconfig(file: file).connection(context: "c")
        }
    }

    @Test("A pod finds its cluster, and its token anew when that was changed and refused")
    func inCluster() async throws {
        try folder.write("ca.crt", "CA")
        try folder.write("token", "one\n")
        try folder.write("namespace", "team")
        let environment = ["KUBERNETES_SERVICE_HOST": "fd00::1", "KUBERNETES_SERVICE_PORT": "443"]
        let connection = try ClusterConnection.inCluster(environment: environment, folder: folder.path)
        #expect(connection.server == "https://[fd00::1]:443")
        #expect(connection.namespace == "team")
        let source = CredentialSource(connection)
        #expect(try await source.credential(isRefused: false).authorization == "Bearer one")
        try folder.write("token", "two\n")
        #expect(try await source.credential(isRefused: false).authorization == "Bearer one")
        #expect(try await source.credential(isRefused: true).authorization == "Bearer two")
    }

    @Test("A program gives credentials until they expire", arguments: ["v1", "v1beta1"])
    func program(version: String) async throws {
        let counter = "\(folder.path)/count"
        let program = try folder.write(
            "login.sh",
            """
            #!/bin/sh
            echo x >> \(counter)
            case "$KUBERNETES_EXEC_INFO" in *'"server":"https://h"'*) seen=cluster;; esac
            printf '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/\(version)","status":{"token":"%s",'\
            '"expirationTimestamp":"%s"}}' "$1-$FLAVOUR-$seen-$(wc -l < \(counter))" "$EXPIRY"
            """, mode: 0o700)
        #expect(program.hasSuffix("login.sh"))
        func source(expiry: String) throws -> CredentialSource {
            let file = try folder.write(
                "config",
                """
                current-context: x
                clusters: [{name: c, cluster: {server: "https://h"}}]
                contexts: [{name: x, context: {cluster: c, user: u}}]
                users:
                - name: u
                  user:
                    exec:
                      apiVersion: client.authentication.k8s.io/\(version)
                      command: ./login.sh
                      args: [arg]
                      env: [{name: FLAVOUR, value: sweet}, {name: EXPIRY, value: "\(expiry)"}]
                      interactiveMode: IfAvailable
                      provideClusterInfo: true
                """)
            return CredentialSource(try Kubeconfig(file: file).connection())
        }
        let lasting = try source(expiry: "2999-01-01T00:00:00Z")
        for _ in 0..<2 {
            #expect(try await lasting.credential(isRefused: false).authorization == "Bearer arg-sweet-cluster-1")
        }
        #expect(try await lasting.credential(isRefused: true).authorization == "Bearer arg-sweet-cluster-2")
        let over = try source(expiry: "2001-01-01T00:00:00+02:00")
        #expect(try await over.credential(isRefused: false).authorization == "Bearer arg-sweet-cluster-3")
        #expect(try await over.credential(isRefused: false).authorization == "Bearer arg-sweet-cluster-4")
    }

    @Test("A program that fails says why, and how to get it", arguments: ["exit 3", "echo '{}'", "echo nonsense"])
    func failingProgram(body: String) async throws {
        try folder.write("login.sh", "#!/bin/sh\necho 'log in first' >&2\n\(body)\n", mode: 0o700)
        let file = try folder.write(
            "config",
            """
            current-context: x
            clusters: [{name: c, cluster: {server: "https://h"}}]
            contexts: [{name: x, context: {cluster: c, user: u}}]
            users: [{name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: ./login.sh}}}]
            """)
        let source = CredentialSource(try Kubeconfig(file: file).connection())
        let error = await #expect(throws: KubeconfigError.self) { try await source.credential(isRefused: false) }
        #expect(error?.failure.id == "kubeconfig.credentials")
        if body == "exit 3" { #expect(error?.failure.why.contains("log in first") == true) }
    }

    @Test(
        "Base64 is what RFC 4648 says", arguments: ["", "f", "fo", "foo", "foob", "fooba", "foobar", "\u{FF}\u{0}~?"])
    func base64Vectors(text: String) {
        #expect(bytes(ofBase64: base64(of: Array(text.utf8))) == Array(text.utf8))
    }

    @Test("What isn't Base64 is refused", arguments: ["A", "AB", "AB=", "A===", "AB==C", "A-B=", "=AAA"])
    func notBase64(text: String) {
        #expect(bytes(ofBase64: text) == nil)
    }

    @Test(
        "Times of RFC 3339 are read",
        arguments: [
            ("1970-01-01T00:00:10Z", 10.0), ("1970-01-01T01:00:00+01:00", 0),
            ("2026-11-20T12:00:00.123456Z", 1_795_176_000),
            ("1970-01-01", nil), ("1970-13-01T00:00:00Z", nil), ("1970-01-01T00:00:00", nil),
        ] as [(String, Double?)])
    func timestamps(text: String, seconds: Double?) {
        #expect(secondsSince1970(ofTimestamp: text) == seconds)
    }
}

/// A folder that goes away with the test.
private final class Folder: Sendable {
    let path = "/tmp/gantry-kubeconfig-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"

    @discardableResult
    func write(_ name: String, _ text: String, mode: UInt32 = 0o600) throws -> String {
        try Files.createFolder(path, mode: 0o700)
        // Not durably: waiting for the disk here would hold up the tests beside this one.
        let stream = try #require(fopen("\(path)/\(name)", "w"))
        fputs(text, stream)
        fchmod(fileno(stream), mode)
        fclose(stream)
        return "\(path)/\(name)"
    }

    deinit { try? Files.removeTree(path) }
}
