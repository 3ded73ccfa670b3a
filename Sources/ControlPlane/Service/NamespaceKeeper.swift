internal import ResourceStore
internal import Resources
internal import Values

/// What Kubernetes' namespace controller does: a namespace goes when everything in it has gone.
///
/// Each namespace carries a finalizer of ours; so nothing is forgotten when the server is stopped in between.
struct NamespaceKeeper: Sendable {
    static let finalizer = "gantry.io/contents"
    let store: any ResourceStore
    let types: [ResourceType]

    /// What a namespace gets when it is created (as the API server of a cluster does).
    static func prepared(_ namespace: ResourceObject) -> ResourceObject {
        var namespace = namespace
        if !namespace.finalizers.contains(finalizer) { namespace.finalizers.append(finalizer) }
        var labels = namespace.metadata["labels"] ?? [:]
        labels.setField("kubernetes.io/metadata.name", .string(namespace.name))
        namespace.metadata["labels"] = labels
        namespace.setField("status", ["phase": "Active"])
        return namespace
    }

    /// Works until it is cancelled.
    func run() async throws {
        let hasNamespaces = types.contains { $0.id == .namespaces }
        while true {
            try Task.checkCancellation()
            guard hasNamespaces else {
                try await Task.sleep(for: .seconds(3600))
                continue
            }
            do {
                if try await sweep() { try await waitForDeletion() }
            } catch is StoreError {
                // Somebody changed it at the same time, or the watch was too old: it is looked at again.
            }
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    /// Whether nothing is left to be done.
    private func sweep() async throws -> Bool {
        var isDone = true
        for item in try await store.list(.namespaces, in: nil, ListOptions()).items where item.deletionTimestamp != nil
        {
            let isEmptied = try await empty(item)
            isDone = isDone && isEmptied
        }
        return isDone
    }

    private func waitForDeletion() async throws {
        for try await event in try await store.watch(.namespaces, in: nil, WatchOptions()) {
            switch event {
            case .added(let item), .modified(let item): if item.deletionTimestamp != nil { return }
            case .deleted, .bookmark: break
            }
        }
    }

    /// Deletes what is in a namespace; the finalizer goes when nothing is left.
    private func empty(_ namespace: ResourceObject) async throws -> Bool {
        let own = ResourceReference(.namespaces, namespace: nil, name: namespace.name)
        var options = WriteOptions(fieldManager: "gantry-namespaces")
        options.fieldValidation = .ignore
        if namespace.value["status"]?["phase"]?.string != "Terminating" {
            _ = try await store.patch(own, .merge(["status": ["phase": "Terminating"]]), .status, options)
        }
        var isEmpty = true
        for type in types where type.isNamespaced {
            for item in try await store.list(type.id, in: namespace.name, ListOptions()).items {
                isEmpty = false
                let reference = ResourceReference(type.id, namespace: namespace.name, name: item.name)
                if item.deletionTimestamp == nil { _ = try await store.delete(reference, DeleteOptions()) }
            }
        }
        guard isEmpty, namespace.finalizers.contains(Self.finalizer) else { return isEmpty }
        let left = namespace.finalizers.filter { $0 != Self.finalizer }
        let patch: JSONValue = ["metadata": ["finalizers": .array(left.map { .string($0) })]]
        _ = try await store.patch(own, .merge(patch), .main, options)
        return true
    }
}

extension ResourceTypeID {
    static let namespaces = ResourceTypeID(group: "", version: "v1", plural: "namespaces")
}
