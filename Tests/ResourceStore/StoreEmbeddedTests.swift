import Failures
import Files
import Glibc
import ResourceStore
import Resources
import SQLite
import Subprocess
import Testing
import Values

@testable import EmbeddedStore

@Suite("The embedded store", .serialized)
struct StoreEmbeddedTests {
    private let folder: String

    init() throws { folder = try temporaryFolder() }

    private func open(_ change: (inout EmbeddedStore.Configuration) -> Void = { _ in }) async throws -> EmbeddedStore {
        var settings = EmbeddedStore.Configuration(folder: folder, types: ConformanceTypes.all)
        change(&settings)
        return try await EmbeddedStore.open(settings)
    }

    private func widget(_ name: String, _ spec: JSONValue = ["size": 1]) -> ResourceObject {
        ResourceObject([
            "apiVersion": "conformance.gantry.dev/v1", "kind": "Widget",
            "metadata": ["name": .string(name), "namespace": "default"], "spec": spec,
        ])
    }

    private func create(_ store: EmbeddedStore, _ name: String, _ spec: JSONValue = ["size": 1]) async throws {
        _ = try await store.create(widget(name, spec), StoreConformance.widgets, WriteOptions())
    }

    private func all(_ store: EmbeddedStore) async throws -> ResourceList {
        try await store.list(StoreConformance.widgets, in: nil, ListOptions())
    }

    @Test("keeps objects and versions over a restart")
    func restart() async throws {
        let first = try await open()
        for name in ["a", "b"] { try await create(first, name) }
        _ = try await first.delete(
            ResourceReference(StoreConformance.widgets, namespace: "default", name: "b"), DeleteOptions())
        let before = try await all(first)
        await first.close()
        let second = try await open()
        let after = try await all(second)
        #expect(after.items.map(\.name) == ["a"])
        #expect(after.items == before.items)
        #expect(after.resourceVersion == before.resourceVersion)
        try await create(second, "c")
        #expect(try await Int64(all(second).resourceVersion) ?? 0 > Int64(before.resourceVersion) ?? 0)
        await second.close()
    }

    @Test("lets one process at a time into a folder")
    func locked() async throws {
        let store = try await open()
        await #expect(throws: EmbeddedStoreError.folderInUse(path: folder)) { _ = try await open() }
        await store.close()
    }

    @Test("refuses a damaged file, and names the backup that brings the resources back")
    func damaged() async throws {
        let first = try await open()
        try await create(first, "a")
        await first.close()
        await (try open()).close()
        var bytes = try Files.read("\(folder)/resources.db")
        for position in 100..<bytes.count { bytes[position] = 0xAA }
        try Files.writeDurably(bytes, to: "\(folder)/resources.db")
        let error = try #require(await #expect(throws: EmbeddedStoreError.self) { _ = try await open() })
        guard case .damaged(let path, _, let backup?) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(error.failure.remedy.contains("cp \(backup) \(path)"))
        for ending in ["-wal", "-shm"] { unlink(path + ending) }
        try Files.writeDurably(Files.read(backup), to: path)
        let second = try await open()
        #expect(try await all(second).items.map(\.name) == ["a"])
        await second.close()
    }

    @Test("refuses the file of a later version")
    func tooNew() async throws {
        await (try open()).close()
        let database = try SQLiteDatabase(path: "\(folder)/resources.db")
        try database.execute("PRAGMA user_version = 99")
        await #expect(throws: EmbeddedStoreError.self) { _ = try await open() }
    }

    @Test("says that the disk is full, reads on, and recovers")
    func fullDisk() async throws {
        let store = try await open()
        try await create(store, "a")
        let version = try await all(store).resourceVersion
        store.limitGrowth(pages: 2)
        let long: JSONValue = ["color": .string(String(repeating: "x", count: 200_000))]
        let error = try #require(await #expect(throws: StoreError.self) { try await create(store, "big", long) })
        #expect(error.reason == .unavailable)
        #expect(error.message.contains("there is no space left"))
        #expect(try await all(store).items.map(\.name) == ["a"])
        #expect(try await all(store).resourceVersion == version)
        store.limitGrowth(pages: nil)
        try await create(store, "big", long)
        #expect(try await all(store).items.count == 2)
        await store.close()
    }

    @Test("cuts a watcher that falls behind, after what it has still got")
    func slowWatcher() async throws {
        let store = try await open { $0.watchBufferCount = 3 }
        var options = WatchOptions()
        options.resourceVersion = try await all(store).resourceVersion
        let stream = try await store.watch(StoreConformance.widgets, in: nil, options)
        for number in 0..<10 { try await create(store, "w\(number)") }
        var seen = 0
        let error = await #expect(throws: StoreError.self) { for try await _ in stream { seen += 1 } }
        #expect(error?.reason == .expired)
        #expect(seen == 3)
        await store.close()
    }

    @Test("sends bookmarks, and forgets watchers that went away")
    func bookmarks() async throws {
        let store = try await open { $0.bookmarkSeconds = 0.05 }
        var options = WatchOptions()
        options.resourceVersion = try await all(store).resourceVersion
        for try await event in try await store.watch(StoreConformance.widgets, in: nil, options) {
            #expect(event == .bookmark(resourceVersion: options.resourceVersion ?? ""))
            break
        }
        #expect(store.shared.read { $0.watchers.count } == 0)
        await store.close()
    }

    @Test("forgets history beyond its bound, and says so")
    func boundedHistory() async throws {
        let store = try await open { $0.historyCount = 5 }
        var options = WatchOptions()
        options.resourceVersion = try await all(store).resourceVersion
        for number in 0..<10 { try await create(store, "w\(number)") }
        let error = await #expect(throws: StoreError.self) {
            _ = try await store.watch(StoreConformance.widgets, in: nil, options)
        }
        #expect(error?.reason == .expired)
        await store.close()
    }

    @Test("ends watches when it closes, and takes no more writes")
    func closing() async throws {
        let store = try await open()
        var options = WatchOptions()
        options.resourceVersion = try await all(store).resourceVersion
        let stream = try await store.watch(StoreConformance.widgets, in: nil, options)
        await store.close()
        for try await event in stream { Issue.record("\(event)") }
        await #expect(throws: StoreError.self) { try await create(store, "late") }
    }

    @Test("loses no acknowledged write to kill -9", .timeLimit(.minutes(2)))
    func crash() async throws {
        let program = try #require(storeWriter(), "gantry-store-writer is built with the tests")
        var seed = SeededGenerator(seed: UInt64.random(in: 1...UInt64.max))
        var acknowledged: [String: (count: Int64, version: Int64)] = [:]
        for round in 0..<5 {
            let lines = AcknowledgedLines()
            let writer = try RunningProcess.start(Command(program, ["write", folder])) { _, line in lines.add(line) }
            try await Task.sleep(for: .milliseconds(Int.random(in: 300...900, using: &seed)))
            writer.send(signal: SIGKILL)
            _ = await writer.wait()
            acknowledged.merge(lines.last) { $1 }
            let store = try await EmbeddedStore.open(.init(folder: folder, types: ConformanceTypes.all))
            for (name, last) in acknowledged {
                let reference = ResourceReference(StoreConformance.widgets, namespace: "default", name: name)
                let object = try await store.get(reference)
                let found = (object.value["spec"]?["count"]?.integer ?? 0, Int64(object.resourceVersion) ?? 0)
                #expect(found >= (last.count, last.version), "seed \(seed.seed), round \(round), \(name)")
            }
            await store.close()
        }
        #expect(!acknowledged.isEmpty, "seed \(seed.seed): no write was acknowledged in time")
    }

    private func storeWriter() -> String? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        let test = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
        let candidates = [Files.parent(of: test), Files.currentFolder() + "/.build/debug"]
        return candidates.map { "\($0)/gantry-store-writer" }.first { Files.exists($0) }
    }
}

/// Numbers that come again with their seed (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
    let seed: UInt64
    private var state: UInt64

    init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
