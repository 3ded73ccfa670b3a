internal import ResourceStore
internal import Resources
internal import Values

/// What one group of writes sees: what is committed, with its own changes on top.
///
/// It lives on the writer's thread. A write that fails, or only tries, is undone back to its mark.
final class Workspace {
    private let committed: @Sendable (ObjectID) -> StoredObject?
    private let committedDependents: @Sendable (String) -> Set<ObjectID>
    private let committedKeys: @Sendable (Int, String) -> [String]
    private let committedIdentity: @Sendable (String) -> ObjectID?
    private(set) var changes: [Change] = []
    private var overlay: [ObjectID: StoredObject?] = [:]
    private var dependents: [String: Set<ObjectID>] = [:]
    private var uids: [String: ObjectID] = [:]
    /// Objects whose owners may not be there.
    var suspects: Set<ObjectID> = []
    private var version: Int64

    init(
        version: Int64, object: @escaping @Sendable (ObjectID) -> StoredObject?,
        dependents: @escaping @Sendable (String) -> Set<ObjectID>, keys: @escaping @Sendable (Int, String) -> [String],
        identity: @escaping @Sendable (String) -> ObjectID?
    ) {
        self.version = version
        committed = object
        committedDependents = dependents
        committedKeys = keys
        committedIdentity = identity
    }

    subscript(id: ObjectID) -> StoredObject? { overlay[id] ?? committed(id) }

    /// The object with a uid, if it is there.
    func object(uid: String) -> (id: ObjectID, object: StoredObject)? {
        guard let id = uids[uid] ?? committedIdentity(uid), let object = self[id], object.uid == uid else { return nil }
        return (id, object)
    }

    /// The objects that name an owner, in a stable order.
    func dependents(of uid: String) -> [ObjectID] {
        let all = committedDependents(uid).union(dependents[uid] ?? [])
        return all.filter { self[$0]?.owners.contains { $0.uid == uid } ?? false }
            .sorted { ($0.type, $0.key) < ($1.type, $1.key) }
    }

    /// The objects of a type in a namespace.
    func keys(_ type: Int, in namespace: String) -> [ObjectID] {
        let all = Set(committedKeys(type, namespace).map { ObjectID(type: type, key: $0) })
            .union(overlay.keys.filter { $0.type == type && $0.key.hasPrefix(namespace + "/") })
        return all.filter { self[$0] != nil }.sorted { $0.key < $1.key }
    }

    /// Puts an object; it comes back with its new version.
    func put(_ object: ResourceObject, _ id: ObjectID, _ type: ResourceType) throws -> StoredObject {
        var stamped = object
        stamped.resourceVersion = String(version + 1)
        let bytes = stamped.value.jsonBytes()
        guard bytes.count <= Self.limitBytes else {
            throw StoreError(.tooLarge, "Request entity too large: limit is \(Self.limitBytes)")
        }
        let new = StoredObject(stamped, version: version + 1, sizeBytes: bytes.count)
        record(Change(id: id, version: version + 1, old: self[id], new: new, bytes: bytes))
        if !new.owners.isEmpty { suspects.insert(id) }
        return new
    }

    /// Takes an object away; it comes back as it was last.
    @discardableResult
    func remove(_ old: StoredObject, _ id: ObjectID) -> ResourceObject {
        var gone = old.object
        gone.resourceVersion = String(version + 1)
        record(Change(id: id, version: version + 1, old: old, new: nil, gone: gone))
        return gone
    }

    /// Where changes stand now, to come back to.
    var mark: Int { changes.count }

    /// Undoes all changes after a mark.
    func undo(to mark: Int) {
        while changes.count > mark {
            let change = changes.removeLast()
            // What stays in the look-ups is checked against the object whenever it is used.
            overlay[change.id] = .some(change.old)
            version -= 1
        }
    }

    private func record(_ change: Change) {
        changes.append(change)
        version = change.version
        overlay[change.id] = .some(change.new)
        guard let new = change.new else { return }
        uids[new.uid] = change.id
        for owner in new.owners { dependents[owner.uid, default: []].insert(change.id) }
    }

    // etcd's limit for a request (--max-request-bytes), which real clusters have.
    private static let limitBytes = 3 << 19
}
