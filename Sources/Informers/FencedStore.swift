public import ResourceStore
public import Resources

/// A store that writes only while this process leads.
///
/// Right before each write the lease is checked by the clock, and a write that isn't answered by the end of the lease is
/// cancelled. Updates must carry the resourceVersion that was read: should a write slip through at the very end, the
/// store refuses it as soon as the next leader has touched the object.
public struct FencedStore: ResourceStore {
    private let store: any ResourceStore
    private let leadership: Leadership
    /// The takeover for which it writes; it never writes for a later one.
    public let epoch: Int64

    /// Fences a store for an epoch, as `LeaderElector.run` gives it.
    public init(_ store: any ResourceStore, _ leadership: Leadership, epoch: Int64) {
        self.store = store
        self.leadership = leadership
        self.epoch = epoch
    }

    /// Reads one object; no lease is needed.
    public func get(_ reference: ResourceReference) async throws -> ResourceObject { try await store.get(reference) }

    /// Lists objects; no lease is needed.
    public func list(
        _ type: ResourceTypeID, in namespace: String?, _ options: ListOptions
    ) async throws -> ResourceList { try await store.list(type, in: namespace, options) }

    /// Follows changes; no lease is needed.
    public func watch(
        _ type: ResourceTypeID, in namespace: String?, _ options: WatchOptions
    ) async throws -> AsyncThrowingStream<WatchEvent, any Error> {
        try await store.watch(type, in: namespace, options)
    }

    /// Creates an object.
    public func create(
        _ object: ResourceObject, _ type: ResourceTypeID, _ options: WriteOptions
    ) async throws -> ResourceObject {
        try await fenced { try await $0.create(object, type, options) }
    }

    /// Replaces an object that was read before.
    public func update(
        _ object: ResourceObject, _ type: ResourceTypeID, _ part: ResourcePart, _ options: WriteOptions
    ) async throws -> ResourceObject {
        guard !object.resourceVersion.isEmpty else {
            throw StoreError(.badRequest, "A leader's update must carry the resourceVersion that it read.")
        }
        return try await fenced { try await $0.update(object, type, part, options) }
    }

    /// Changes an object.
    public func patch(
        _ reference: ResourceReference, _ patch: Patch, _ part: ResourcePart, _ options: WriteOptions
    ) async throws -> ResourceObject {
        try await fenced { try await $0.patch(reference, patch, part, options) }
    }

    /// Deletes an object.
    public func delete(_ reference: ResourceReference, _ options: DeleteOptions) async throws -> Deletion {
        try await fenced { try await $0.delete(reference, options) }
    }

    private func fenced<Value: Sendable>(
        _ write: @escaping @Sendable (any ResourceStore) async throws -> Value
    ) async throws -> Value {
        try leadership.check(epoch: epoch)
        let store = store
        let leadership = leadership
        let epoch = epoch
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                // Once more: the task may have waited for a thread, or the process for the machine.
                try leadership.check(epoch: epoch)
                return try await write(store)
            }
            group.addTask {
                try await leadership.waitForEnd(of: epoch)
                return nil
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() ?? nil else { throw LeadershipError.notLeading }
            return value
        }
    }
}
