internal import ControlPlane
internal import EmbeddedStore
internal import Files
internal import KubernetesStore
internal import Resources
internal import Threads

extension ResourceServices {
    /// Runs the control plane over the store that is meant.
    static func serve(
        _ options: ServeOptions, _ ready: @escaping @Sendable (ServeStart) throws -> Void,
        _ warn: @escaping @Sendable (String) -> Void
    ) async throws {
        var settings = ControlPlaneOptions(dataFolder: options.dataFolder)
        settings.host = options.listen.host == "localhost" ? "127.0.0.1" : options.listen.host
        settings.port = UInt16(options.listen.port)
        let tell: @Sendable (String) throws -> Void = { url in
            try ready(ServeStart(url: url, kubeconfig: "\(options.dataFolder)/kubeconfig"))
        }
        if let kubeconfig = options.kubeconfig {
            let store = try await onOwnThread(named: "kubeconfig") {
                try KubernetesStore(try Kubeconfig(file: kubeconfig).connection())
            }
            try await ControlPlaneServer(settings, store: store, types: ResourceRegistry.all).run(ready: tell)
        } else {
            try await serveFolder(options.dataFolder, settings, tell, warn)
        }
    }

    private static func serveFolder(
        _ folder: String, _ settings: ControlPlaneOptions, _ ready: @escaping @Sendable (String) throws -> Void,
        _ warn: @escaping @Sendable (String) -> Void
    ) async throws {
        var configuration = EmbeddedStore.Configuration(folder: folder, types: ResourceRegistry.all)
        configuration.rules = ResourceRules()
        configuration.report = warn
        let store = try await EmbeddedStore.open(configuration)
        do {
            try await ControlPlaneServer(settings, store: store, types: ResourceRegistry.all).run(ready: ready)
        } catch {
            await store.close()
            throw error
        }
        await store.close()
    }

    /// Makes a token in the data folder of a control plane.
    static func createToken(_ options: TokenOptions) async throws -> String {
        guard Files.isFolder(options.dataFolder) else { throw ResourceFailure.noDataFolder(options.dataFolder) }
        let role: Role =
            switch options.role {
            case .admin: .admin
            case .editor: .editor
            case .viewer: .viewer
            }
        return try await onOwnThread(named: "token") {
            try TokenFile(dataFolder: options.dataFolder).create(
                user: options.user, role: role, namespace: options.namespace, lifetimeSeconds: options.expirySeconds)
        }
    }
}
