internal import ResourceStore
internal import Resources
internal import Values

/// Deletes objects and what hangs on them: dependents, and the content of namespaces.
///
/// Kubernetes does this in controllers, some time later; here it is one transaction with the deletion, so that
/// nothing is left over after a crash.
struct ObjectDeleter: Sendable {
    private let types: TypeCatalog
    private static let foreground = "foregroundDeletion"

    init(_ types: TypeCatalog) { self.types = types }

    func delete(
        _ reference: ResourceReference, _ options: DeleteOptions, _ workspace: Workspace
    ) throws -> Deletion {
        let number = try types.number(reference.type)
        let type = types.all[number]
        let id = ObjectID(
            type: number, key: ObjectID.key(type.isNamespaced ? reference.namespace : nil, reference.name))
        guard let old = workspace[id] else { throw StoreError.notFound(type.id, reference.name) }
        try check(options, old, type)
        let result = try delete(old, id, options.propagation, workspace)
        try settleNamespaces(workspace)
        if case .pending(let object) = result, workspace[id] == nil { return .gone(object) }
        return result
    }

    /// Whether something besides finalizers in metadata keeps an object that is to go.
    func isHeld(_ object: ResourceObject, _ type: ResourceType) -> Bool { type.id == .namespaces }

    /// Takes away an object whose last finalizer is gone.
    func finish(_ object: StoredObject, _ id: ObjectID, _ workspace: Workspace) throws -> ResourceObject {
        let gone = try remove(object, id, workspace)
        try settleNamespaces(workspace)
        return gone
    }

    /// Deletes an object whose owners are all gone, where their kinds are known here.
    func collectIfOwnerless(_ id: ObjectID, _ workspace: Workspace) throws {
        guard let object = workspace[id], !object.owners.isEmpty, object.object.deletionTimestamp == nil else { return }
        let isKnown = object.owners.allSatisfy { types.hasKind($0.kind, apiVersion: $0.apiVersion) }
        guard isKnown, !object.owners.contains(where: { livingOwner($0, of: object, workspace) != nil }) else { return }
        _ = try delete(object, id, .background, workspace)
        try settleNamespaces(workspace)
    }

    private func check(_ options: DeleteOptions, _ old: StoredObject, _ type: ResourceType) throws {
        let name = type.id.group.isEmpty ? type.kind : "\(type.kind).\(type.id.group)"
        func refused(_ what: String, _ wanted: String, _ found: String, _ ending: String) -> StoreError {
            StoreError(
                .conflict,
                "Operation cannot be fulfilled on \(name) \"\(old.name)\": the \(what) in the precondition (\(wanted)) does"
                    + " not match the \(what) in record (\(found)). The object might have been \(ending)",
                subject: StoreError.Subject(name: old.name, group: type.id.group, kind: type.kind))
        }
        if let uid = options.uid, uid != old.uid {
            throw refused("UID", uid, old.uid, "deleted and then recreated")
        }
        if let version = options.resourceVersion, version != String(old.version) {
            throw refused("ResourceVersion", version, String(old.version), "modified")
        }
        if type.id == .namespaces, ["default", "kube-system", "kube-public"].contains(old.name) {
            throw StoreError.forbidden(type.id, old.name, "this namespace may not be deleted")
        }
    }

    private func delete(
        _ old: StoredObject, _ id: ObjectID, _ propagation: DeleteOptions.Propagation, _ workspace: Workspace
    ) throws -> Deletion {
        let type = types.all[id.type]
        guard old.object.deletionTimestamp == nil else { return .pending(old.object) }
        if propagation == .orphan { try orphan(old, workspace) }
        if type.id == .namespaces { return try terminate(old, id, workspace) }
        let waits = propagation == .foreground && !workspace.dependents(of: old.uid).isEmpty
        guard waits || !old.object.finalizers.isEmpty else { return .gone(try remove(old, id, workspace)) }
        var marked = Self.marked(old.object, type)
        if waits { marked.finalizers.append(Self.foreground) }
        let pending = try workspace.put(marked, id, type)
        guard waits else { return .pending(pending.object) }
        for dependent in workspace.dependents(of: old.uid) {
            guard let object = workspace[dependent] else { continue }
            if hasOtherOwner(object, than: old.uid, workspace) {
                try disown(object, dependent, old.uid, workspace)
            } else {
                _ = try delete(object, dependent, .foreground, workspace)
            }
        }
        try releaseForeground(old.uid, workspace)
        return .pending(workspace[id]?.object ?? pending.object)
    }

    /// Takes an object away, then what it owned, then owners that waited for it; step by step, not in each other.
    private func remove(_ object: StoredObject, _ id: ObjectID, _ workspace: Workspace) throws -> ResourceObject {
        let result = workspace.remove(object, id)
        var removed = [object]
        while let owner = removed.popLast() {
            for dependent in workspace.dependents(of: owner.uid) {
                guard let object = workspace[dependent] else { continue }
                if hasOtherOwner(object, than: owner.uid, workspace) {
                    try disown(object, dependent, owner.uid, workspace)
                } else if object.object.finalizers.isEmpty, types.all[dependent.type].id != .namespaces {
                    workspace.remove(object, dependent)
                    removed.append(object)
                } else {
                    _ = try delete(object, dependent, .background, workspace)
                }
            }
            for reference in owner.owners { try releaseForeground(reference.uid, workspace) }
        }
        return result
    }

    /// Lets an owner go that waits for its dependents, when the last of those that block it is gone.
    private func releaseForeground(_ uid: String, _ workspace: Workspace) throws {
        guard let (id, owner) = workspace.object(uid: uid), owner.object.finalizers.contains(Self.foreground) else {
            return
        }
        let blocking = workspace.dependents(of: uid).contains { dependent in
            workspace[dependent]?.owners.contains { $0.uid == uid && $0.blocksDeletion } ?? false
        }
        guard !blocking else { return }
        var freed = owner.object
        freed.finalizers.removeAll { $0 == Self.foreground }
        let stored = try workspace.put(freed, id, types.all[id.type])
        if freed.finalizers.isEmpty { _ = try remove(stored, id, workspace) }
    }

    private func orphan(_ owner: StoredObject, _ workspace: Workspace) throws {
        for dependent in workspace.dependents(of: owner.uid) {
            guard let object = workspace[dependent] else { continue }
            try disown(object, dependent, owner.uid, workspace)
        }
    }

    private func disown(
        _ dependent: StoredObject, _ id: ObjectID, _ uid: String, _ workspace: Workspace
    ) throws {
        var object = dependent.object
        let left = (object.metadata["ownerReferences"]?.array ?? []).filter { $0["uid"]?.string != uid }
        object.metadata["ownerReferences"] = nil
        if !left.isEmpty { object.metadata["ownerReferences"] = .array(left) }
        _ = try workspace.put(object, id, types.all[id.type])
    }

    private func hasOtherOwner(_ object: StoredObject, than uid: String, _ workspace: Workspace) -> Bool {
        object.owners.contains { $0.uid != uid && livingOwner($0, of: object, workspace) != nil }
    }

    /// The owner, if it is there: of the whole cluster or of the same namespace.
    private func livingOwner(
        _ reference: OwnerReference, of object: StoredObject, _ workspace: Workspace
    ) -> StoredObject? {
        guard let owner = workspace.object(uid: reference.uid)?.object else { return nil }
        return owner.namespace == nil || owner.namespace == object.namespace ? owner : nil
    }

    private func terminate(_ old: StoredObject, _ id: ObjectID, _ workspace: Workspace) throws -> Deletion {
        var marked = Self.marked(old.object, types.all[id.type])
        marked.setField("status", ["phase": "Terminating"])
        let pending = try workspace.put(marked, id, types.all[id.type])
        for content in content(of: old.name, workspace) {
            guard let object = workspace[content] else { continue }
            _ = try delete(object, content, .background, workspace)
        }
        return .pending(pending.object)
    }

    /// Namespaces that are to go, go when they are empty.
    func settleNamespaces(_ workspace: Workspace) throws {
        guard let number = types.namespaces else { return }
        let touched = Set(
            workspace.changes.filter { $0.new == nil || $0.id.type == number }
                .map { $0.id.type == number ? $0.id.key : $0.old?.namespace ?? "" })
        for name in touched.sorted() {
            let id = ObjectID(type: number, key: name)
            guard let namespace = workspace[id], namespace.object.deletionTimestamp != nil else { continue }
            guard namespace.object.finalizers.isEmpty, content(of: name, workspace).isEmpty else { continue }
            _ = try remove(namespace, id, workspace)
        }
    }

    private func content(of namespace: String, _ workspace: Workspace) -> [ObjectID] {
        types.all.indices.filter { types.all[$0].isNamespaced }.flatMap { workspace.keys($0, in: namespace) }
    }

    private static func marked(_ object: ResourceObject, _ type: ResourceType) -> ResourceObject {
        var result = object
        result.metadata["deletionTimestamp"] = .string(ServerFields.now())
        result.metadata["deletionGracePeriodSeconds"] = 0
        if type.id.countsGenerations { result.generation = object.generation + 1 }
        return result
    }
}
