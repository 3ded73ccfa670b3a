internal import Failures
public import ResourceStore
public import Resources
internal import Synchronization

/// Keeps a cache of the objects of a type, and tells handlers what changes; shared by all who need the type.
public final class Informer: Sendable {
    /// A change, as handlers are told of it.
    public enum Change: Sendable, Equatable {
        /// It is new here.
        case added(ResourceObject)
        /// It changed.
        case changed(from: ResourceObject, to: ResourceObject)
        /// It is gone; as it was seen last.
        case removed(ResourceObject)

        /// The key of the object.
        public var key: ResourceKey {
            switch self {
            case .added(let object), .changed(_, let object), .removed(let object): ResourceKey(object)
            }
        }
    }

    /// Is told changes, one after the other; it must return at once: put a key into a queue, no more.
    public typealias Handler = @Sendable (Change) -> Void

    /// What it follows.
    public struct Scope: Sendable {
        /// The type.
        public var type: ResourceTypeID
        /// The namespace; nil for all.
        public var namespace: String?
        /// Which labels objects must have.
        public var labelSelector = LabelSelector()

        /// All objects of a type, or those of a namespace.
        public init(_ type: ResourceTypeID, namespace: String? = nil) {
            self.type = type
            self.namespace = namespace
        }
    }

    /// The objects.
    public let cache: ResourceCache
    private let store: any ResourceStore
    private let scope: Scope
    private let onFailure: @Sendable (any Error) -> Void
    private let state = Mutex(State())

    private struct State {
        var handlers: [Handler] = []
        var isSynced = false
        var waiters: [Int: CheckedContinuation<Void, any Error>] = [:]
        var nextWaiter = 0
    }

    /// Makes an informer; `run` starts it.
    /// - Parameter onFailure: is told what went wrong, before it is tried again.
    public init(
        _ store: any ResourceStore, _ scope: Scope, indexes: [String: ResourceCache.Index] = [:],
        onFailure: @escaping @Sendable (any Error) -> Void = { _ in }
    ) {
        self.store = store
        self.scope = scope
        self.onFailure = onFailure
        cache = ResourceCache(indexes: indexes)
    }

    /// Adds a handler; it is told of all that is already there as added.
    public func addHandler(_ handler: @escaping Handler) {
        // Under the lock that `deliver` takes, too: nothing is missed or told twice.
        state.withLock { state in
            state.handlers.append(handler)
            for object in cache.objects() { handler(.added(object)) }
        }
    }

    /// Whether the cache has been filled once.
    public var isSynced: Bool { state.withLock { $0.isSynced } }

    /// Waits until the cache has been filled once.
    public func waitUntilSynced() async throws {
        let number = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let ready: Result<Void, any Error>? = state.withLock { state in
                    if state.isSynced { return .success(()) }
                    if Task.isCancelled { return .failure(CancellationError()) }
                    state.waiters[number] = continuation
                    return nil
                }
                if let ready { continuation.resume(with: ready) }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: number) }?.resume(throwing: CancellationError())
        }
    }

    /// Lists and watches until its task is cancelled; failures are tried again, ever more slowly up to 30 s.
    public func run() async throws {
        var failures = 0
        while true {
            do {
                let version = try await fill()
                failures = 0
                try await follow(after: version)
            } catch let error as StoreError where error.reason == .expired {
                // Too far behind to go on from there: the next list is the remedy.
                onFailure(error)
            } catch {
                try Task.checkCancellation()
                onFailure(error)
                failures += 1
            }
            try Task.checkCancellation()
            let limit = min(30, 0.1 * Double(1 << min(failures, 10)))
            try await Task.sleep(for: .seconds(Double.random(in: limit / 2...limit)))
        }
    }

    private func fill() async throws -> String {
        var options = ListOptions()
        options.labelSelector = scope.labelSelector
        let list = try await store.list(scope.type, in: scope.namespace, options)
        var gone = Set(cache.keys)
        for object in list.items {
            gone.remove(ResourceKey(object))
            deliver(ResourceKey(object), object)
        }
        for key in gone { deliver(key, nil) }
        let waiters = state.withLock { state in
            state.isSynced = true
            defer { state.waiters = [:] }
            return state.waiters
        }
        for waiter in waiters.values { waiter.resume() }
        return list.resourceVersion
    }

    private func follow(after version: String) async throws {
        var options = WatchOptions()
        options.labelSelector = scope.labelSelector
        options.resourceVersion = version
        for try await event in try await store.watch(scope.type, in: scope.namespace, options) {
            switch event {
            case .added(let object), .modified(let object): deliver(ResourceKey(object), object)
            case .deleted(let object): deliver(ResourceKey(object), nil, last: object)
            case .bookmark: break
            }
        }
    }

    /// Puts a change into the cache and tells the handlers, if it is one.
    private func deliver(_ key: ResourceKey, _ object: ResourceObject?, last: ResourceObject? = nil) {
        state.withLock { state in
            let before = cache.replace(key, by: object)
            let change: Change
            switch (before, object) {
            case (nil, nil): return
            case (nil, let object?): change = .added(object)
            case (let before?, nil): change = .removed(last ?? before)
            case (let before?, let object?):
                if before.resourceVersion == object.resourceVersion, !object.resourceVersion.isEmpty { return }
                change = .changed(from: before, to: object)
            }
            for handler in state.handlers { handler(change) }
        }
    }
}
