import Informers
import ResourceStore
import Resources
import Synchronization
import Testing
import Values

@Suite("Informers", .timeLimit(.minutes(1)))
struct InformerTests {
    private static let type = ResourceTypeID(group: "", version: "v1", plural: "configmaps")
    private let store = InformerFakeStore()

    private func object(_ name: String, owner: String = "") -> ResourceObject {
        ResourceObject([
            "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": .string(name), "namespace": "n"],
            "data": ["owner": .string(owner)],
        ])
    }

    private func reference(_ name: String) -> ResourceReference {
        ResourceReference(Self.type, namespace: "n", name: name)
    }

    /// Runs an informer for the length of the body, and gives it what its handler was told.
    private func withInformer(
        _ body: (Informer, @escaping @Sendable () -> [String]) async throws -> Void
    ) async throws {
        let informer = Informer(
            store, .init(Self.type), indexes: ["owner": { [$0.value["data"]?["owner"]?.string ?? ""] }])
        let told = EventLog()
        informer.addHandler { change in
            switch change {
            case .added: told.add("+\(change.key.name)")
            case .changed: told.add("~\(change.key.name)")
            case .removed: told.add("-\(change.key.name)")
            }
        }
        let running = Task { try await informer.run() }
        defer { running.cancel() }
        try await informer.waitUntilSynced()
        try await body(informer) { told.events }
    }

    @Test("The cache has what was there and follows what changes, and handlers are told each change once")
    func following() async throws {
        store.setSilently(reference("a"), object("a", owner: "x"))
        try await withInformer { informer, told in
            try await eventually { store.watchers == 1 }
            var b = try await store.create(object("b", owner: "x"), Self.type, .init())
            try await eventually { informer.cache.count == 2 }
            #expect(informer.cache.objects(index: "owner", value: "x").map(\.name) == ["a", "b"])
            b.setField("data", ["owner": "y"])
            _ = try await store.update(b, Self.type, .main, .init())
            try await eventually { informer.cache.objects(index: "owner", value: "y").map(\.name) == ["b"] }
            #expect(informer.cache.objects(index: "owner", value: "x").map(\.name) == ["a"])
            _ = try await store.delete(reference("a"), .init())
            try await eventually { told() == ["+a", "+b", "~b", "-a"] }
            #expect(informer.cache.objects(in: "n").map(\.name) == ["b"])
        }
    }

    @Test("What happened while the watch was down is found out", arguments: [false, true])
    func relisting(expired: Bool) async throws {
        store.setSilently(reference("a"), object("a"))
        store.setSilently(reference("b"), object("b"))
        try await withInformer { informer, told in
            try await eventually { store.watchers == 1 }
            store.setSilently(reference("a"), nil)
            store.setSilently(reference("b"), object("b", owner: "z"))
            store.setSilently(reference("c"), object("c"))
            store.endWatches(expired: expired)
            try await eventually { Set(told()) == ["+a", "+b", "+c", "~b", "-a"] }
            #expect(told().count == 5)
            #expect(informer.cache.objects().map(\.name) == ["b", "c"])
        }
    }

    @Test("A list that fails is tried again")
    func failingLists() async throws {
        store.failLists(2)
        store.setSilently(reference("a"), object("a"))
        try await withInformer { informer, _ in
            #expect(store.lists == 3)
            #expect(informer.cache.count == 1)
        }
    }

    @Test("A handler that comes late is told what is already there")
    func lateHandler() async throws {
        store.setSilently(reference("a"), object("a"))
        try await withInformer { informer, _ in
            let told = EventLog()
            informer.addHandler { told.add("\($0.key)") }
            #expect(told.events == ["n/a"])
        }
    }

    @Test("Waiting for the first list ends with its task")
    func cancelledWait() async throws {
        let informer = Informer(store, .init(Self.type))
        let waiting = Task { try await informer.waitUntilSynced() }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
    }
}

/// What happened, in order.
final class EventLog: Sendable {
    private let log = Mutex<[String]>([])
    var events: [String] { log.withLock { $0 } }
    func add(_ event: String) { log.withLock { $0.append(event) } }
}

/// Waits until something holds; fails the test when it doesn't within some seconds.
func eventually(
    withinSeconds seconds: Double = 30, _ condition: () async throws -> Bool,
    sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    let end = ContinuousClock.now + .seconds(seconds)
    while try await !condition() {
        guard ContinuousClock.now < end else {
            try #require(Bool(false), "It did not come about within \(seconds) s.", sourceLocation: sourceLocation)
            return
        }
        try await Task.sleep(for: .milliseconds(5))
    }
}
