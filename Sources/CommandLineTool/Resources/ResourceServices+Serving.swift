internal import ControlPlane
internal import Failures
internal import KubernetesStore
internal import ResourceStore
internal import Resources
internal import Threads

extension ResourceServices {
    /// Runs the control plane over the store that is meant.
    static func serve(_ options: ServeOptions, _ ready: @escaping @Sendable (ServeStart) -> Void) async throws {
        let store = try await store(for: options)
        var settings = ControlPlaneOptions(dataFolder: options.dataFolder)
        settings.host = options.listen.host == "localhost" ? "127.0.0.1" : options.listen.host
        settings.port = UInt16(options.listen.port)
        try await ControlPlaneServer(settings, store: store, types: ResourceRegistry.all).run { url in
            ready(ServeStart(url: url, kubeconfig: "\(options.dataFolder)/kubeconfig"))
        }
        // It ends by itself only when it was asked to.
        throw CancellationError()
    }

    private static func store(for options: ServeOptions) async throws -> any ResourceStore {
        guard let kubeconfig = options.kubeconfig else {
            throw PlainFailure(failure: .interrupted)
        }
        return try await onOwnThread(named: "kubeconfig") {
            try KubernetesStore(try Kubeconfig(file: kubeconfig).connection())
        }
    }

    /// Makes a token in the data folder of a control plane.
    static func createToken(_ options: TokenOptions) async throws -> String {
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
