public import Resources

/// Where resources live, with Kubernetes' semantics: SQLite on this host, or a cluster.
///
/// Both implementations pass one conformance suite. Calls never block the cooperative pool, honour cancellation, and
/// have a deadline of their own. Errors are `StoreError`.
public protocol ResourceStore: Sendable {
    /// Reads one object.
    func get(_ reference: ResourceReference) async throws -> ResourceObject

    /// Lists the objects of a type, in a namespace or (nil) in all, in the order of their namespaces and names.
    func list(_ type: ResourceTypeID, in namespace: String?, _ options: ListOptions) async throws -> ResourceList

    /// Follows changes after a resource version.
    ///
    /// The stream's buffer is bounded: a reader that falls behind gets `StoreError.expired` and lists anew.
    /// It ends with the consuming task.
    func watch(
        _ type: ResourceTypeID, in namespace: String?, _ options: WatchOptions
    ) async throws -> AsyncThrowingStream<WatchEvent, any Error>

    /// Creates an object; its name, or its generateName, is its own.
    func create(_ object: ResourceObject, _ type: ResourceTypeID, _ options: WriteOptions) async throws
        -> ResourceObject

    /// Replaces an object, or its status alone.
    ///
    /// With a resourceVersion in it, a conflict when that isn't the current one.
    func update(
        _ object: ResourceObject, _ type: ResourceTypeID, _ part: ResourcePart, _ options: WriteOptions
    ) async throws -> ResourceObject

    /// Changes an object, or its status alone; a server-side apply creates it when it isn't there.
    func patch(
        _ reference: ResourceReference, _ patch: Patch, _ part: ResourcePart, _ options: WriteOptions
    ) async throws -> ResourceObject

    /// Deletes an object: at once, or when its finalizers and dependents are gone.
    func delete(_ reference: ResourceReference, _ options: DeleteOptions) async throws -> Deletion
}

/// What names one object.
public struct ResourceReference: Sendable, Hashable {
    /// Its type.
    public var type: ResourceTypeID
    /// Its namespace; nil for types of the whole cluster.
    public var namespace: String?
    /// Its name.
    public var name: String

    /// Names an object.
    public init(_ type: ResourceTypeID, namespace: String?, name: String) {
        self.type = type
        self.namespace = namespace
        self.name = name
    }
}

/// What of an object is written.
public enum ResourcePart: String, Sendable, Equatable {
    /// All but the status, where the type keeps that apart.
    case main
    /// The status alone.
    case status
}

/// A page of a list.
public struct ResourceList: Sendable, Equatable {
    /// The objects.
    public var items: [ResourceObject]
    /// The version of the whole: watch from here, and nothing is missed.
    public var resourceVersion: String
    /// Where the next page begins; nil on the last.
    public var continuation: String?
    /// How many follow, where that is known.
    public var remainingCount: Int?

    /// Makes a page.
    public init(
        items: [ResourceObject], resourceVersion: String, continuation: String? = nil, remainingCount: Int? = nil
    ) {
        self.items = items
        self.resourceVersion = resourceVersion
        self.continuation = continuation
        self.remainingCount = remainingCount
    }
}

/// A change that a watcher is told of.
public enum WatchEvent: Sendable, Equatable {
    /// It is there now, or matches the selector now.
    case added(ResourceObject)
    /// It changed.
    case modified(ResourceObject)
    /// It is gone, or doesn't match the selector any more; as it was last.
    case deleted(ResourceObject)
    /// Nothing happened up to this version.
    case bookmark(resourceVersion: String)
}

/// What came of a deletion.
public enum Deletion: Sendable, Equatable {
    /// It is gone; as it was last.
    case gone(ResourceObject)
    /// It will go when its finalizers are done.
    case pending(ResourceObject)
}
