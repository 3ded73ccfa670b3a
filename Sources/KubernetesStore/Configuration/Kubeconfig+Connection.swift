internal import HTTPClient

extension Kubeconfig {
    /// How to reach the cluster of a context.
    /// - Parameter context: its name; nil for the current one.
    /// - Throws: `KubeconfigError`, which names the file and the field.
    public func connection(context: String? = nil) throws -> ClusterConnection {
        let name = context ?? currentContext
        guard let chosen = contexts[name] else {
            throw KubeconfigError.unknownContext(name: name, known: contextNames)
        }
        let cluster = try entry(of: clusters, named: "cluster", in: chosen)
        guard let cluster, let server = try cluster.text("server") else {
            throw (cluster ?? chosen).malformed(cluster == nil ? "cluster" : "server", "It is needed.")
        }
        guard server.hasPrefix("https://") || server.hasPrefix("http://") else {
            throw cluster.malformed("server", "An address that begins with https:// is expected.")
        }
        var http = HTTPClientConfiguration()
        http.trust = try trust(of: cluster)
        http.serverName = try cluster.text("tls-server-name")
        if let proxy = try cluster.text("proxy-url") { http.proxy = .url(proxy) }
        let user = try entry(of: users, named: "user", in: chosen)
        http.identity = try user.flatMap(identity)
        return ClusterConnection(
            server: server, http: http, namespace: try chosen.text("namespace") ?? "default",
            credentials: try user.map { try credentials(of: $0, cluster) } ?? .none)
    }

    private func entry(
        of entries: [String: ConfigurationFields], named field: String, in context: ConfigurationFields
    ) throws -> ConfigurationFields? {
        guard let name = try context.text(field) else { return nil }
        guard let entry = entries[name] else { throw context.malformed(field, "There is no \(field) '\(name)'.") }
        return entry
    }

    private func trust(of cluster: ConfigurationFields) throws -> HTTPClientConfiguration.Trust {
        let authorities = try cluster.material("certificate-authority")
        guard try cluster.truth("insecure-skip-tls-verify") else {
            return authorities.map { .authorities(pem: $0) } ?? .system
        }
        guard authorities == nil else {
            throw cluster.malformed("insecure-skip-tls-verify", "It contradicts certificate-authority.")
        }
        return .anyoneInsecurely
    }

    private func identity(of user: ConfigurationFields) throws -> HTTPClientConfiguration.Identity? {
        let certificate = try user.material("client-certificate")
        let key = try user.material("client-key")
        switch (certificate, key) {
        case (let certificate?, let key?): return .init(certificatePEM: certificate, keyPEM: key)
        case (nil, nil): return nil
        case (_, nil): throw user.malformed("client-key", "It is needed beside client-certificate.")
        case (nil, _): throw user.malformed("client-certificate", "It is needed beside client-key.")
        }
    }

    private func credentials(of user: ConfigurationFields, _ cluster: ConfigurationFields) throws -> Credentials {
        // tokenFile wins over token, as in client-go: the file is what is kept fresh.
        if let file = try user.text("tokenFile") {
            return .tokenFile(path: user.resolved(file), field: user.pathOf("tokenFile"))
        }
        if let token = try user.text("token") { return .token(token) }
        if let name = try user.text("username") { return .basic(name: name, password: try user.text("password") ?? "") }
        if let program = try user.part("exec") { return .program(try CredentialProgram(program, cluster: cluster)) }
        if try user.part("auth-provider") != nil {
            throw user.malformed("auth-provider", "Kubernetes 1.26 dropped it; use exec with the cloud's program.")
        }
        return .none
    }
}
