public import Resources
internal import Synchronization

/// The objects of a type as an informer last saw them, with indexes; reading it costs no request.
///
/// It may be behind the store: whoever writes from it lets the resourceVersion find that out.
public final class ResourceCache: Sendable {
    /// Gives the values under which an object is found in an index.
    public typealias Index = @Sendable (ResourceObject) -> [String]

    private let indexes: [String: Index]
    private let state = Mutex(State())

    private struct State {
        var objects: [ResourceKey: ResourceObject] = [:]
        /// Keys by index and value.
        var found: [String: [String: Set<ResourceKey>]] = [:]
    }

    init(indexes: [String: Index]) { self.indexes = indexes }

    /// An object; nil when it isn't there.
    public func object(_ key: ResourceKey) -> ResourceObject? { state.withLock { $0.objects[key] } }

    /// The objects of a namespace, or of all, by namespace and name.
    public func objects(in namespace: String? = nil) -> [ResourceObject] {
        let objects = state.withLock { $0.objects }
        return objects.filter { namespace == nil || $0.key.namespace == namespace }
            .sorted { $0.key < $1.key }.map(\.value)
    }

    /// The objects that an index has under a value, by namespace and name.
    public func objects(index: String, value: String) -> [ResourceObject] {
        let objects = state.withLock { state in
            (state.found[index]?[value] ?? []).compactMap { key in state.objects[key].map { (key, $0) } }
        }
        return objects.sorted { $0.0 < $1.0 }.map(\.1)
    }

    /// The keys of all.
    public var keys: [ResourceKey] { state.withLock { Array($0.objects.keys) } }

    /// How many there are.
    public var count: Int { state.withLock { $0.objects.count } }

    /// Puts an object in, or (nil) takes it out.
    /// - Returns: what was there before.
    @discardableResult
    func replace(_ key: ResourceKey, by object: ResourceObject?) -> ResourceObject? {
        let entries = indexes.mapValues { index in object.map(index) ?? [] }
        return state.withLock { state in
            let before = state.objects[key]
            if let before { forget(key, before, &state) }
            state.objects[key] = object
            for (name, values) in entries {
                for value in values { state.found[name, default: [:]][value, default: []].insert(key) }
            }
            return before
        }
    }

    private func forget(_ key: ResourceKey, _ object: ResourceObject, _ state: inout State) {
        for (name, index) in indexes {
            for value in index(object) {
                state.found[name]?[value]?.remove(key)
                if state.found[name]?[value]?.isEmpty == true { state.found[name]?[value] = nil }
            }
        }
    }
}

/// What names an object among those of its type.
public struct ResourceKey: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Its namespace; nil for types of the whole cluster.
    public var namespace: String?
    /// Its name.
    public var name: String

    /// Names an object.
    public init(namespace: String?, name: String) {
        self.namespace = namespace
        self.name = name
    }

    /// The key of an object.
    public init(_ object: ResourceObject) { self.init(namespace: object.namespace, name: object.name) }

    /// `namespace/name`, or the name alone.
    public var description: String { namespace.map { "\($0)/\(name)" } ?? name }

    /// By namespace, then by name.
    public static func < (left: ResourceKey, right: ResourceKey) -> Bool {
        (left.namespace ?? "", left.name) < (right.namespace ?? "", right.name)
    }
}
