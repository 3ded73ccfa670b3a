import EmbeddedStore
import Glibc
import ResourceStore
import Resources
import Values

/// Measures the embedded store; one line of JSON per row.
struct StoreBench {
    let folder: String
    private let type = WriteLoop.type

    func run() async throws {
        for writers in [1, 16] { try await durableWrites(writers) }
        try await list()
        try await fanOut()
    }

    private func open(_ name: String) async throws -> EmbeddedStore {
        try await EmbeddedStore.open(.init(folder: "\(folder)/\(name)", types: [type]))
    }

    private func object(_ name: String, _ sizeBytes: Int) -> ResourceObject {
        // Twenty fields of text each: more like an object of the field than one long text is.
        var spec = JSONValue.object(OrderedFields())
        for number in 0..<20 {
            spec.setField("field\(number)", .string(String(repeating: "x", count: sizeBytes / 20)))
        }
        return ResourceObject([
            "apiVersion": "conformance.gantry.dev/v1", "kind": "Widget",
            "metadata": ["name": .string(name), "namespace": "default"], "spec": spec,
        ])
    }

    private func durableWrites(_ writers: Int) async throws {
        let store = try await open("writes-\(writers)")
        let each = writers == 1 ? 500 : 200
        let seconds = try await measured {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<writers {
                    group.addTask {
                        for number in 0..<each {
                            _ = try await store.create(object("w\(writer)-\(number)", 2048), type.id, WriteOptions())
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        row(
            "durable writes of 2 KiB, \(writers) writer\(writers == 1 ? "" : "s")", Double(writers * each) / seconds,
            "writes/s")
        await store.close()
    }

    private func list() async throws {
        let store = try await open("list")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<50 {
                group.addTask {
                    for number in 0..<200 {
                        _ = try await store.create(object("o\(writer)-\(number)", 8192), type.id, WriteOptions())
                    }
                }
            }
            try await group.waitForAll()
        }
        var options = ListOptions()
        var best = Double.infinity
        for _ in 0..<5 {
            best = min(best, try await measured { try await expect(10_000, store.list(type.id, in: nil, options)) })
        }
        row("list of 10,000 objects of 8 KiB", best * 1000, "ms")
        options.labelSelector = try LabelSelector(parsing: "a!=b")
        let selected = try await measured { try await expect(10_000, store.list(type.id, in: nil, options)) }
        row("the same with a label selector", selected * 1000, "ms")
        await store.close()
        let opening = try await measured { await (try open("list")).close() }
        row("opening 10,000 objects of 8 KiB, with check and backup", opening * 1000, "ms")
    }

    private func fanOut() async throws {
        let store = try await open("watch")
        let changes = 200
        var options = WatchOptions()
        options.resourceVersion = try await store.list(type.id, in: nil, ListOptions()).resourceVersion
        var streams: [AsyncThrowingStream<WatchEvent, any Error>] = []
        for _ in 0..<100 { streams.append(try await store.watch(type.id, in: nil, options)) }
        let seconds = try await measured {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for stream in streams {
                    group.addTask {
                        var seen = 0
                        for try await _ in stream {
                            seen += 1
                            if seen == changes { break }
                        }
                    }
                }
                for number in 0..<changes {
                    _ = try await store.create(object("c\(number)", 2048), type.id, WriteOptions())
                }
                try await group.waitForAll()
            }
        }
        row("events to 100 watchers, durable writes included", Double(changes * 100) / seconds, "events/s")
        await store.close()
    }

    private func expect(_ count: Int, _ list: ResourceList) throws {
        guard list.items.count == count else { throw StoreError(.internalError, "\(list.items.count) objects") }
    }

    private func measured(_ work: () async throws -> Void) async throws -> Double {
        let duration = try await ContinuousClock().measure { try await work() }
        return Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }

    private func row(_ what: String, _ figure: Double, _ unit: String) {
        let rounded = (figure * 10).rounded() / 10
        let line: JSONValue = ["what": .string(what), "figure": .double(rounded), "unit": .string(unit)]
        say(line.jsonText())
    }
}
