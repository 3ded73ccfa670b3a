internal import ResourceStore
internal import Resources

/// All objects and what follows them; read under a lock, changed by the writer's thread alone.
struct StoreState {
    var tables: [ObjectTable]
    var history: ChangeHistory
    /// The version of the last change.
    var version: Int64
    var watchers: [Int: Watcher] = [:]
    var nextWatcher = 0
    private var dependents: [String: Set<ObjectID>] = [:]
    private var identities: [String: ObjectID] = [:]

    init(tables: [ObjectTable], version: Int64, history: ChangeHistory) {
        self.tables = tables
        self.version = version
        self.history = history
        for (type, table) in tables.enumerated() {
            for object in table.objects { index(object, ObjectID(type: type, key: object.key)) }
        }
    }

    func object(_ id: ObjectID) -> StoredObject? { tables[id.type][id.key] }

    func dependents(of uid: String) -> Set<ObjectID> { dependents[uid] ?? [] }

    func identity(_ uid: String) -> ObjectID? { identities[uid] }

    /// Takes committed changes over, and tells watchers; returns those that have to be cut.
    mutating func publish(_ changes: [Change]) -> [Watcher] {
        for change in changes {
            if let old = change.old { unindex(old, change.id) }
            if let new = change.new { index(new, change.id) }
            tables[change.id.type].set(change.id.key, change.new)
            version = change.version
            var kept = change
            kept.bytes = []
            history.append(kept)
        }
        var slow: [Watcher] = []
        for (number, watcher) in watchers where !changes.allSatisfy({ watcher.tell($0) }) {
            watchers[number] = nil
            slow.append(watcher)
        }
        return slow
    }

    /// The objects of a type as they were at an older version.
    func objects(_ type: Int, _ namespace: String?, at past: Int64) throws(StoreError) -> [StoredObject] {
        let now = tables[type].slice(namespace)
        guard past != version else { return Array(now) }
        guard past >= history.floor else { throw StoreError.continuationExpired() }
        var before: [String: StoredObject?] = [:]
        for change in history.after(past) where change.id.type == type && before[change.id.key] == nil {
            before[change.id.key] = .some(change.old)
        }
        var result = now.filter { before[$0.key] == nil }
        result += before.values.compactMap { $0 }.filter { namespace == nil || $0.namespace == namespace }
        return result.sorted { $0.key < $1.key }
    }

    private mutating func index(_ object: StoredObject, _ id: ObjectID) {
        identities[object.uid] = id
        for owner in object.owners { dependents[owner.uid, default: []].insert(id) }
    }

    private mutating func unindex(_ object: StoredObject, _ id: ObjectID) {
        identities[object.uid] = nil
        for owner in object.owners {
            dependents[owner.uid]?.remove(id)
            if dependents[owner.uid]?.isEmpty ?? false { dependents[owner.uid] = nil }
        }
    }
}
