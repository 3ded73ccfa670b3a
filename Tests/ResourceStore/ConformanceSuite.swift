import ControlPlane
import EmbeddedStore
import Files
import KubernetesStore
import ResourceStore
import Resources
import Synchronization
import Testing
import Values

/// A kind of store that the suite runs against; it opens one store for all cases.
struct StoreFactory: Sendable, CustomTestStringConvertible {
    let name: String
    let open: @Sendable () async throws -> any ResourceStore

    var testDescription: String { name }

    static let all = [
        StoreFactory(name: "embedded") {
            try await EmbeddedStore.open(.init(folder: temporaryFolder(), types: ConformanceTypes.all))
        },
        StoreFactory(name: "client of the embedded server", open: openServed),
    ]

    /// The client, on our own API server, on the embedded store: all that kubectl goes through.
    private static func openServed() async throws -> any ResourceStore {
        let folder = try temporaryFolder()
        let types = ConformanceTypes.all
        let store = try await EmbeddedStore.open(.init(folder: folder, types: types))
        var options = ControlPlaneOptions(dataFolder: folder)
        options.port = 0
        let server = ControlPlaneServer(options, store: store, types: types)
        let (answers, answer) = AsyncStream<Void>.makeStream()
        // It serves until the test process ends.
        Task {
            do {
                try await server.run { _ in answer.yield() }
            } catch {
                Issue.record(error)
            }
            answer.finish()
        }
        for await _ in answers { break }
        return try KubernetesStore(try Kubeconfig(file: "\(folder)/kubeconfig").connection())
    }
}

/// The stores that are open, each opened once.
private actor OpenStores {
    static let shared = OpenStores()
    private var stores: [String: Task<any ResourceStore, any Error>] = [:]
    private var count = 0

    func conformance(_ factory: StoreFactory) async throws -> StoreConformance {
        let opening = stores[factory.name] ?? Task { try await factory.open() }
        stores[factory.name] = opening
        let store = try await opening.value
        count += 1
        let namespace = "case-\(count)-\(Int.random(in: 10_000..<100_000))"
        let object = ResourceObject([
            "apiVersion": "v1", "kind": "Namespace", "metadata": ["name": .string(namespace)],
        ])
        _ = try await store.create(object, .namespaces, WriteOptions(fieldManager: "test"))
        return StoreConformance(store: store, namespace: namespace)
    }
}

@Suite("Conformance")
struct ConformanceSuite {
    @Test("A store", .timeLimit(.minutes(1)), arguments: StoreFactory.all, ConformanceCase.all)
    func conforms(_ factory: StoreFactory, _ behaviour: ConformanceCase) async throws {
        try await behaviour.run(OpenStores.shared.conformance(factory))
    }
}

/// A folder of its own under the system's for temporary files.
func temporaryFolder() throws -> String {
    let folder = "/tmp/gantry-store-test-\(UInt64.random(in: .min ... .max))"
    try Files.createFolder(folder, mode: 0o700)
    return folder
}
