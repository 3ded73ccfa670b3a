import ResourceStore
import Resources
import Synchronization
import Values

/// A store in memory with the faults that informers have to live with.
final class InformerFakeStore: ResourceStore {
    fileprivate struct Watcher {
        var number: Int
        var version: Int
        var continuation: AsyncThrowingStream<WatchEvent, any Error>.Continuation
    }

    fileprivate struct State {
        var version = 10
        var objects: [ResourceReference: ResourceObject] = [:]
        var history: [(version: Int, event: WatchEvent)] = []
        var watchers: [Watcher] = []
        var nextWatcher = 0
        var failingLists = 0
        var lists = 0
        /// Holds writes until it is let go.
        var isHeld = false
    }

    private let state = Mutex(State())

    /// How often it was listed.
    var lists: Int { state.withLock { $0.lists } }
    /// How many watch.
    var watchers: Int { state.withLock { $0.watchers.count } }

    /// Lets the next lists fail.
    func failLists(_ count: Int) { state.withLock { $0.failingLists = count } }

    /// Lets writes hang.
    func hold() { state.withLock { $0.isHeld = true } }

    /// Ends all watches: by the connection, or because their version is gone.
    func endWatches(expired: Bool) {
        let watchers = state.withLock { state in
            defer { state.watchers = [] }
            return state.watchers
        }
        for watcher in watchers {
            watcher.continuation.finish(throwing: expired ? StoreError(.expired, "too old") : nil)
        }
    }

    /// Writes without telling anyone, as what happens while a watch is down.
    func setSilently(_ reference: ResourceReference, _ object: ResourceObject?) {
        state.withLock { state in
            state.version += 1
            var object = object
            object?.resourceVersion = String(state.version)
            state.objects[reference] = object
        }
    }

    func get(_ reference: ResourceReference) async throws -> ResourceObject {
        guard let object = state.withLock({ $0.objects[reference] }) else { throw StoreError(.notFound, "not found") }
        return object
    }

    func list(_ type: ResourceTypeID, in namespace: String?, _ options: ListOptions) async throws -> ResourceList {
        try state.withLock { state in
            state.lists += 1
            if state.failingLists > 0 {
                state.failingLists -= 1
                throw StoreError(.unavailable, "not now")
            }
            let items = state.objects.filter { entry in
                entry.key.type == type && (namespace == nil || entry.key.namespace == namespace)
            }
            return ResourceList(
                items: items.sorted { $0.key.name < $1.key.name }.map(\.value), resourceVersion: String(state.version))
        }
    }

    func watch(
        _ type: ResourceTypeID, in namespace: String?, _ options: WatchOptions
    ) async throws -> AsyncThrowingStream<WatchEvent, any Error> {
        let (stream, continuation) = AsyncThrowingStream<WatchEvent, any Error>.makeStream()
        let after = Int(options.resourceVersion ?? "0") ?? 0
        let number = state.withLock { state in
            for entry in state.history where entry.version > after { continuation.yield(entry.event) }
            state.nextWatcher += 1
            state.watchers.append(Watcher(number: state.nextWatcher, version: after, continuation: continuation))
            return state.nextWatcher
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { $0.watchers.removeAll { $0.number == number } }
        }
        return stream
    }

    func create(
        _ object: ResourceObject, _ type: ResourceTypeID, _ options: WriteOptions
    ) async throws -> ResourceObject {
        try await waitWhileHeld()
        let reference = ResourceReference(type, namespace: object.namespace, name: object.name)
        return try state.withLock { state in
            guard state.objects[reference] == nil else { throw StoreError(.alreadyExists, "already exists") }
            return state.put(reference, object) { .added($0) }
        }
    }

    func update(
        _ object: ResourceObject, _ type: ResourceTypeID, _ part: ResourcePart, _ options: WriteOptions
    ) async throws -> ResourceObject {
        try await waitWhileHeld()
        let reference = ResourceReference(type, namespace: object.namespace, name: object.name)
        return try state.withLock { state in
            guard let current = state.objects[reference] else { throw StoreError(.notFound, "not found") }
            guard object.resourceVersion.isEmpty || object.resourceVersion == current.resourceVersion else {
                throw StoreError(.conflict, "modified")
            }
            return state.put(reference, object) { .modified($0) }
        }
    }

    func patch(
        _ reference: ResourceReference, _ patch: Patch, _ part: ResourcePart, _ options: WriteOptions
    ) async throws -> ResourceObject { throw StoreError(.methodNotAllowed, "not in this fake") }

    func delete(_ reference: ResourceReference, _ options: DeleteOptions) async throws -> Deletion {
        try state.withLock { state in
            guard let object = state.objects[reference] else { throw StoreError(.notFound, "not found") }
            let last = state.put(reference, object) { .deleted($0) }
            state.objects[reference] = nil
            return .gone(last)
        }
    }

    private func waitWhileHeld() async throws {
        while state.withLock({ $0.isHeld }) { try await Task.sleep(for: .milliseconds(5)) }
    }
}

extension InformerFakeStore.State {
    fileprivate mutating func put(
        _ reference: ResourceReference, _ object: ResourceObject, _ event: (ResourceObject) -> WatchEvent
    ) -> ResourceObject {
        version += 1
        var object = object
        object.resourceVersion = String(version)
        objects[reference] = object
        history.append((version, event(object)))
        for watcher in watchers { watcher.continuation.yield(event(object)) }
        return object
    }
}
