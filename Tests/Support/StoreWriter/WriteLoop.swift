import EmbeddedStore
import ResourceStore
import Resources
import Values

/// Writes until it is killed, and says of every write that was acknowledged: `name count version`.
struct WriteLoop {
    let folder: String

    static let type = ResourceType(
        id: ResourceTypeID(group: "conformance.gantry.dev", version: "v1", plural: "widgets"), kind: "Widget",
        schema: Schema(.any))

    func run() async throws {
        let store = try await EmbeddedStore.open(.init(folder: folder, types: [Self.type]))
        let names = (0..<8).map { "writer-\($0)" }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for name in names { group.addTask { try await Self.write(name, store) } }
            try await group.waitForAll()
        }
    }

    private static func write(_ name: String, _ store: EmbeddedStore) async throws {
        let reference = ResourceReference(type.id, namespace: "default", name: name)
        var count: Int64 = 0
        if let old = try? await store.get(reference) { count = old.value["spec"]?["count"]?.integer ?? 0 }
        while true {
            count += 1
            let spec: JSONValue = ["count": .integer(count), "text": .string(String(repeating: "x", count: 2000))]
            let object: JSONValue = [
                "apiVersion": "conformance.gantry.dev/v1", "kind": "Widget",
                "metadata": ["name": .string(name), "namespace": "default"], "spec": spec,
            ]
            var options = WriteOptions(fieldManager: "writer")
            options.isForced = true
            let written = try await store.patch(reference, .apply(object), .main, options)
            say("\(name) \(count) \(written.resourceVersion)")
        }
    }
}
