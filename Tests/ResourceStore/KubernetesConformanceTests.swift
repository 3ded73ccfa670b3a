import KubernetesStore
import ResourceStore
import Resources
import Testing
import Values

extension KubernetesServerSuites {
    /// The suite that every store passes, on the client against a real kube-apiserver.
    @Suite("Conformance of a real kube-apiserver")
    struct KubernetesConformanceTests {
        @Test("A cluster", .timeLimit(.minutes(2)), arguments: ConformanceCase.all)
        func conforms(_ behaviour: ConformanceCase) async throws {
            let store = try KubernetesTestServer.store()
            try await PreparedCluster.shared.prepare(store)
            let namespace = try await store.create(
                ResourceObject([
                    "apiVersion": "v1", "kind": "Namespace", "metadata": ["generateName": "conformance-"],
                ]), .namespaces, .init()
            ).name
            let conformance = StoreConformance(store: store, namespace: namespace)
            let version = try await store.connection.value(APICall("GET", "/version"))
            guard version["minor"] == "20", let difference = Self.differences120[behaviour.sentence] else {
                return try await behaviour.run(conformance)
            }
            await withKnownIssue(Comment(rawValue: difference)) { try await behaviour.run(conformance) }
        }

        /// Where Kubernetes 1.20, which Debian has the sources of, is not yet what 1.32 and our own store are.
        private static let differences120 = [
            "applies the status alone": "1.21 began to leave fields out of an apply that a subresource resets.",
            "records writers of the status apart": "1.22 gave managedFields their subresource.",
            "wants a version in an update of a custom type": "1.20 words the invalid value as 0x0.",
            "removes what is applied no more": "1.20 leaves a null behind where the last field of a map went.",
        ]
    }
}

/// Gives the cluster the type that the suite works with, once.
private actor PreparedCluster {
    static let shared = PreparedCluster()
    private var preparing: Task<Void, any Error>?

    func prepare(_ store: KubernetesStore) async throws {
        let preparing = preparing ?? Task { try await Self.install(store) }
        self.preparing = preparing
        try await preparing.value
    }

    private static func install(_ store: KubernetesStore) async throws {
        let definitions = ResourceTypeID(
            group: "apiextensions.k8s.io", version: "v1", plural: "customresourcedefinitions")
        do {
            _ = try await store.create(ResourceObject(ConformanceTypes.widgetDefinition), definitions, .init())
        } catch let error as StoreError where error.reason == .alreadyExists {}
        // A new type is served some moments after it is created.
        try await eventually {
            (try? await store.list(StoreConformance.widgets, in: nil, .init())) != nil
        }
        try await waitForCollector(store)
    }

    /// The garbage collector looks for new types every 30 s; cases that need it would wait in vain before.
    private static func waitForCollector(_ store: KubernetesStore) async throws {
        let conformance = StoreConformance(store: store, namespace: "default")
        let name = "collected-\(Int.random(in: 0..<1_000_000))"
        let owner = try await conformance.create(conformance.widget("owner-\(name)"))
        _ = try await conformance.create(conformance.dependent(name, of: owner))
        _ = try await conformance.delete(StoreConformance.widgets, owner.name)
        try await eventually(withinSeconds: 90) { try await conformance.isGone(StoreConformance.widgets, name) }
    }
}
