internal import Certificates
internal import EmbeddedStore
internal import Failures
internal import Files
internal import HTTPServer
public import ResourceStore
public import Resources
internal import Threads
internal import Values

/// A control plane without a cluster: the Kubernetes API for our types, over any store.
public struct ControlPlaneServer: Sendable {
    private let options: ControlPlaneOptions
    private let store: any ResourceStore
    private let types: [ResourceType]

    /// Prepares a server; nothing happens before `run()`.
    public init(_ options: ControlPlaneOptions, store: any ResourceStore, types: [ResourceType]) {
        self.options = options
        self.store = store
        self.types = types
    }

    /// Serves all our types from an embedded store in the data folder until the task is cancelled.
    ///
    /// - Throws: what `run(ready:)` throws, and the store's errors.
    public static func runEmbedded(
        _ options: ControlPlaneOptions, ready: @Sendable (_ address: String) async throws -> Void = { _ in }
    ) async throws {
        var settings = EmbeddedStore.Configuration(folder: options.dataFolder, types: ResourceRegistry.all)
        settings.rules = ResourceRules()
        settings.report = options.report
        let store = try await EmbeddedStore.open(settings)
        do {
            try await ControlPlaneServer(options, store: store, types: ResourceRegistry.all).run(ready: ready)
        } catch {
            await store.close()
            throw error
        }
        await store.close()
    }

    /// Serves until the task is cancelled.
    ///
    /// Once it answers, it writes `kubeconfig` into the data folder, in one step, and calls `ready`.
    /// - Throws: `HTTPServerError` when the port is in use, `CertificateError`, `TokenError`, `ControlPlaneError`.
    public func run(ready: @Sendable (_ address: String) async throws -> Void = { _ in }) async throws {
        let (identity, tokens) = try await prepare()
        let api = APIServer(
            store: store, types: types, tokens: tokens, maximumRequestsPerUser: options.maximumRequestsPerUser,
            maximumWatchesPerUser: options.maximumWatchesPerUser)
        let server = try HTTPServer(listening(identity.server)) { await api.answer($0) }
        let keeper = NamespaceKeeper(store: store, types: types)
        do {
            let address = "https://\(Self.reachable(options.host)):\(server.port)"
            try await writeKubeconfig(address, identity.authority, tokens)
            try await ready(address)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await keeper.run() }
                try await group.waitForAll()
            }
        } catch {
            await server.stop()
            if error is CancellationError { return }
            throw error
        }
        await server.stop()
    }

    private func prepare() async throws -> (
        (authority: KeyedCertificate, server: KeyedCertificate), TokenFile
    ) {
        let options = self.options
        return try await onOwnThread(named: "control-plane") {
            try Self.access { () throws(SystemError) in try Files.createFolder(options.dataFolder, mode: 0o700) }
            let names = ["localhost", "127.0.0.1", "::1"] + [options.host].filter { !Self.isAny($0) } + options.names
            let identity = try CertificateFolder(path: "\(options.dataFolder)/pki").load(names: names)
            return (identity, TokenFile(dataFolder: options.dataFolder))
        }
    }

    private func listening(_ identity: KeyedCertificate) -> HTTPServerOptions {
        var listening = HTTPServerOptions()
        listening.host = options.host
        listening.port = options.port
        listening.identity = .init(certificatePEM: identity.certificatePEM, keyPEM: identity.keyPEM)
        listening.maximumConnections = options.maximumConnections
        listening.maximumConnectionsPerClient = options.maximumConnections
        listening.rejection = { Answers.rejection($0) }
        return listening
    }

    /// The administrator's token is made anew at each start; the one before stays good for a while.
    private func writeKubeconfig(_ address: String, _ authority: KeyedCertificate, _ tokens: TokenFile) async throws {
        let folder = options.dataFolder
        try await onOwnThread(named: "control-plane") {
            let month = 31 * 86400
            let token = try tokens.create(
                user: "gantry-admin", role: .admin, namespace: nil, lifetimeSeconds: 12 * month)
            let text = try Kubeconfig.text(
                server: address, authorityPEM: authority.certificatePEM, token: token, user: "gantry-admin")
            try Self.access { () throws(SystemError) in
                try Files.writeDurably(Array(text.utf8), to: "\(folder)/kubeconfig", mode: 0o600)
            }
        }
    }

    private static func access(_ work: () throws(SystemError) -> Void) throws {
        do throws(SystemError) {
            try work()
        } catch {
            throw ControlPlaneError.file(path: error.subject, call: error.call, reason: error.reason)
        }
    }

    private static func isAny(_ host: String) -> Bool { ["0.0.0.0", "::"].contains(host) }

    /// An address that a client on this host can use; IPv6 addresses stand in brackets (RFC 3986, 3.2.2).
    private static func reachable(_ host: String) -> String {
        if isAny(host) { return "127.0.0.1" }
        return host.contains(":") ? "[\(host)]" : host
    }
}
