@testable import Informers
import ResourceStore
import Resources
import Testing
import Values

@Suite("Leader election", .timeLimit(.minutes(1)))
struct LeaseTests {
    private static let type = ResourceTypeID(group: "", version: "v1", plural: "configmaps")
    private let store = InformerFakeStore()

    private func elector(_ identity: String, seconds: Int = 15) -> LeaderElector {
        var options = LeaderElector.Options(namespace: "n", name: "gantry", identity: identity)
        options.leaseSeconds = seconds
        options.marginSeconds = 0.4
        options.retrySeconds = 0.05
        return LeaderElector(store, options)
    }

    private var object: ResourceObject {
        ResourceObject(["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "a", "namespace": "n"]])
    }

    @Test("One of several leads, and when it is done the next one does, with a higher epoch")
    func succession() async throws {
        let log = EventLog()
        let epochs = try await withThrowingTaskGroup(of: Int64.self) { group in
            for name in ["a", "b", "c"] {
                let elector = elector(name)
                group.addTask {
                    try await elector.run { epoch in
                        log.add("begin")
                        try await Task.sleep(for: .milliseconds(100))
                        log.add("end")
                        return epoch
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(epochs == [1, 2, 3])
        #expect(log.events == ["begin", "end", "begin", "end", "begin", "end"])
    }

    @Test("A leader keeps its lease by renewing it, and the others wait")
    func renewal() async throws {
        let first = elector("a")
        let second = elector("b")
        let waiting = Task { try await second.run { $0 } }
        defer { waiting.cancel() }
        let lease = ResourceReference(
            .init(group: "coordination.k8s.io", version: "v1", plural: "leases"), namespace: "n", name: "gantry")
        let winner = try await first.run { epoch in
            var versions: Set<String> = []
            try await eventually {
                versions.insert(try await store.get(lease).resourceVersion)
                return versions.count > 3
            }
            #expect(first.leadership.epoch == epoch)
            #expect(second.leadership.epoch == nil)
            return epoch
        }
        #expect(try await waiting.value < 3)
        #expect(winner < 3)
    }

    @Test("A leader whose lease ran out can't write, though its task was not cancelled yet")
    func fence() async throws {
        let first = elector("a", seconds: 1)
        let fenced = try await leadAndStop(first)
        // As after SIGSTOP: nothing of the first ran, and the second took over when the lease was over.
        let epoch = try await elector("b").run { $0 }
        #expect(epoch == fenced.epoch + 1)
        await #expect(throws: LeadershipError.notLeading) { try await fenced.create(object, Self.type, .init()) }
        await #expect(throws: StoreError.self) {
            try await store.get(ResourceReference(Self.type, namespace: "n", name: "a"))
        }
    }

    @Test("The end of the lease comes before anyone else may take it, even without a successor")
    func margin() async throws {
        let fenced = try await leadAndStop(elector("a", seconds: 1))
        try await Task.sleep(for: .milliseconds(700))
        await #expect(throws: LeadershipError.notLeading) { try await fenced.create(object, Self.type, .init()) }
    }

    @Test("A write that hangs is given up when the lease ends")
    func hangingWrite() async throws {
        let fenced = try await leadAndStop(elector("a", seconds: 1))
        store.hold()
        let started = ContinuousClock.now
        await #expect(throws: LeadershipError.notLeading) { try await fenced.create(object, Self.type, .init()) }
        #expect(ContinuousClock.now - started < .seconds(20))
    }

    @Test("A leader that leads again does not revive the writers of its earlier term")
    func earlierTerm() async throws {
        let first = elector("a", seconds: 1)
        let fenced = try await leadAndStop(first)
        _ = try await elector("b").run { $0 }
        try await first.run { epoch in
            #expect(epoch > fenced.epoch)
            await #expect(throws: LeadershipError.notLeading) {
                try await fenced.create(object, Self.type, .init())
            }
        }
    }

    @Test("A leader's update must say what it read")
    func blindUpdate() async throws {
        let elector = elector("a")
        try await elector.run { epoch in
            let fenced = FencedStore(store, elector.leadership, epoch: epoch)
            let written = try await fenced.create(object, Self.type, .init())
            await #expect(throws: StoreError.self) { try await fenced.update(object, Self.type, .main, .init()) }
            _ = try await fenced.update(written, Self.type, .main, .init())
        }
    }

    @Test("Losing the lease ends the work")
    func losing() async throws {
        let elector = elector("a", seconds: 1)
        let store = store
        await #expect(throws: LeadershipError.notLeading) {
            try await elector.run { _ in
                store.hold()
                try await Task.sleep(for: .seconds(30))
            }
        }
    }

    /// Leads once and is then stopped, as by SIGSTOP: the lease is neither renewed nor given back.
    private func leadAndStop(_ elector: LeaderElector) async throws -> FencedStore {
        var observation = LeaderElector.Observation()
        let epoch = try await elector.acquire(&observation)
        return FencedStore(store, elector.leadership, epoch: epoch)
    }
}
