internal import ResourceStore
internal import Resources
internal import Values

/// Creates and changes objects in a workspace; pure but for the clock and random names.
struct ObjectWriter: Sendable {
    let types: TypeCatalog
    let rules: any SchemaRules
    let deleter: ObjectDeleter

    init(_ types: TypeCatalog, _ rules: any SchemaRules) {
        self.types = types
        self.rules = rules
        deleter = ObjectDeleter(types)
    }

    func create(
        _ sent: ResourceObject, _ number: Int, _ options: WriteOptions, _ workspace: Workspace, isApplied: Bool = false
    ) throws -> ResourceObject {
        let type = types.all[number]
        let checks = ObjectChecks(type: type)
        var object = try checks.typed(sent)
        guard object.resourceVersion.isEmpty else {
            throw StoreError(.badRequest, "resourceVersion should not be set on objects to be created")
        }
        try place(&object, type, workspace)
        let id = try name(&object, number, workspace)
        if type.hasStatus { object.setField("status", nil) }
        for key in ["deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "generation"] {
            object.metadata[key] = nil
        }
        object.metadata["uid"] = .string(ServerFields.newUID())
        object.metadata["creationTimestamp"] = .string(ServerFields.now())
        if type.id.countsGenerations { object.generation = 1 }
        object = try admit(object, nil, type, .main, options)
        try checks.check(object)
        if !isApplied { object = tracking(type, .main, options).recordingUpdate(from: nil, to: object) }
        let stored = try workspace.put(object, id, type)
        return options.isDryRun ? Self.unversioned(stored.object) : stored.object
    }

    func update(
        _ sent: ResourceObject, _ number: Int, _ part: ResourcePart, _ options: WriteOptions, _ workspace: Workspace,
        isApplied: Bool = false
    ) throws -> ResourceObject {
        let type = types.all[number]
        guard part == .main || type.hasStatus else { throw StoreError.unknownType() }
        let checks = ObjectChecks(type: type)
        var object = try checks.typed(sent)
        let id = ObjectID(type: number, key: ObjectID.key(type.isNamespaced ? object.namespace : nil, object.name))
        guard let old = workspace[id] else { throw StoreError.notFound(type.id, object.name) }
        try checks.checkVersion(old, object)
        object = Self.part(part, of: object, on: old.object, type)
        ServerFields.keep(old.object, in: &object)
        try checks.checkFinalizers(old.object, object)
        object = try admit(object, old.object, type, part, options)
        try checks.check(object)
        if type.id.countsGenerations, ServerFields.isWantedChanged(old.object, object, type) {
            object.generation = old.object.generation + 1
        }
        if !isApplied { object = tracking(type, part, options).recordingUpdate(from: old.object, to: object) }
        return try keep(object, old, id, type, options, workspace)
    }

    func patch(
        _ reference: ResourceReference, _ patch: Patch, _ part: ResourcePart, _ options: WriteOptions,
        _ workspace: Workspace
    ) throws -> ResourceObject {
        let number = try types.number(reference.type)
        let type = types.all[number]
        let key = ObjectID.key(type.isNamespaced ? reference.namespace : nil, reference.name)
        let old = workspace[ObjectID(type: number, key: key)]?.object
        if case .apply(let wanted) = patch {
            return try apply(ResourceObject(wanted), to: old, reference, number, part, options, workspace)
        }
        guard let old else { throw StoreError.notFound(type.id, reference.name) }
        let patched = try patched(old, patch, type)
        try checkName(patched, reference)
        return try update(patched, number, part, options, workspace)
    }

    private func patched(_ old: ResourceObject, _ patch: Patch, _ type: ResourceType) throws -> ResourceObject {
        switch patch {
        case .merge(let change):
            guard change.object != nil else {
                throw StoreError(.badRequest, "error decoding patch: an object is expected")
            }
            return ResourceObject(MergePatch.apply(change, to: old.value))
        case .json(let steps): return ResourceObject(try JSONPatch.apply(steps, to: old.value))
        case .strategicMerge(let change):
            guard type.id.isBuiltIn else {
                throw StoreError(
                    .unsupportedMediaType,
                    "the body of the request was in an unknown format - accepted media types include: "
                        + "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml")
            }
            return ResourceObject(try StrategicMergePatch.apply(change, to: old.value, MergeShape(of: type)))
        case .apply(let wanted): return ResourceObject(wanted)
        }
    }

    private func apply(
        _ sent: ResourceObject, to old: ResourceObject?, _ reference: ResourceReference, _ number: Int,
        _ part: ResourcePart, _ options: WriteOptions, _ workspace: Workspace
    ) throws -> ResourceObject {
        let type = types.all[number]
        guard !options.fieldManager.isEmpty else {
            throw StoreError(
                .invalid,
                "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch",
                causes: [.required("fieldManager", "is required for apply patch")])
        }
        var wanted = try ObjectChecks(type: type).typed(sent)
        if wanted.name.isEmpty { wanted.name = reference.name }
        if type.isNamespaced, wanted.namespace == nil { wanted.namespace = reference.namespace }
        try checkName(wanted, reference)
        if type.hasStatus { wanted = Self.applicable(wanted, part) }
        let author = tracking(type, part, options)
        guard let old else {
            guard part == .main else { throw StoreError.notFound(type.id, reference.name) }
            guard wanted.uid.isEmpty else {
                throw StoreError.conflict(
                    type.id, reference.name,
                    "uid mismatch: the provided object specified uid \(wanted.uid), and no"
                        + " existing object was found")
            }
            var applied = try author.applying(wanted, to: nil, isForced: options.isForced)
            // Applying looks at what managers own, which identity isn't.
            applied.name = wanted.name
            applied.namespace = wanted.namespace
            return try create(applied, number, options, workspace, isApplied: true)
        }
        if !wanted.resourceVersion.isEmpty, wanted.resourceVersion != old.resourceVersion {
            throw StoreError.modified(type.id, reference.name)
        }
        let applied = try author.applying(wanted, to: old, isForced: options.isForced)
        return try update(applied, number, part, options, workspace, isApplied: true)
    }

    private func keep(
        _ object: ResourceObject, _ old: StoredObject, _ id: ObjectID, _ type: ResourceType, _ options: WriteOptions,
        _ workspace: Workspace
    ) throws -> ResourceObject {
        var object = object
        object.resourceVersion = String(old.version)
        let isDone = object.deletionTimestamp != nil && object.finalizers.isEmpty && !deleter.isHeld(object, type)
        // A write that changes nothing is no change: no version, no event.
        guard isDone || !object.value.means(old.object.value) else { return old.object }
        let stored = try workspace.put(object, id, type)
        if isDone { return try deleter.finish(stored, id, workspace) }
        if deleter.isHeld(object, type) { try deleter.settleNamespaces(workspace) }
        return options.isDryRun ? object : stored.object
    }

    private func admit(
        _ object: ResourceObject, _ old: ResourceObject?, _ type: ResourceType, _ part: ResourcePart,
        _ options: WriteOptions
    ) throws -> ResourceObject {
        let filled = CoreDefaults.fill(object, type, isNew: old == nil)
        return try rules.admit(
            ProposedWrite(
                object: filled, old: old, type: type, part: part, fieldValidation: options.fieldValidation))
    }

    /// Puts a new object into a namespace that is there and stays.
    private func place(_ object: inout ResourceObject, _ type: ResourceType, _ workspace: Workspace) throws {
        guard type.isNamespaced else {
            object.namespace = nil
            return
        }
        guard let namespace = object.namespace, !namespace.isEmpty else {
            throw StoreError(.badRequest, "an empty namespace may not be set during creation")
        }
        guard let number = types.namespaces else { return }
        guard let home = workspace[ObjectID(type: number, key: namespace)] else {
            throw StoreError.notFound(.namespaces, namespace)
        }
        guard home.object.deletionTimestamp == nil else {
            let why = "unable to create new content in namespace \(namespace) because it is being terminated"
            throw StoreError.forbidden(
                type.id, object.name, why,
                causes: [
                    StoreError.Cause(
                        reason: "NamespaceTerminating", message: "namespace \(namespace) is being terminated",
                        field: "metadata.namespace")
                ])
        }
    }

    private func name(_ object: inout ResourceObject, _ number: Int, _ workspace: Workspace) throws -> ObjectID {
        let type = types.all[number]
        let prefix = object.metadata["generateName"]?.string ?? ""
        guard object.name.isEmpty, !prefix.isEmpty else {
            let id = ObjectID(type: number, key: ObjectID.key(object.namespace, object.name))
            guard workspace[id] == nil else { throw StoreError.alreadyExists(type.id, object.name) }
            return id
        }
        // As many tries as the API server makes (apiserver, registry/rest create).
        for _ in 0..<8 {
            object.name = String(prefix.prefix(58)) + ServerFields.nameSuffix()
            let id = ObjectID(type: number, key: ObjectID.key(object.namespace, object.name))
            if workspace[id] == nil { return id }
        }
        throw StoreError.alreadyExists(type.id, object.name)
    }

    private func checkName(_ object: ResourceObject, _ reference: ResourceReference) throws {
        guard object.name == reference.name else {
            throw StoreError(
                .badRequest,
                "the name of the object (\(object.name)) does not match the name on the URL (\(reference.name))")
        }
        let namespace = reference.namespace ?? ""
        guard object.namespace == nil || object.namespace == reference.namespace else {
            throw StoreError(
                .badRequest,
                "the namespace of the object (\(object.namespace ?? "")) does not match the namespace on the URL"
                    + " (\(namespace))")
        }
    }

    private func tracking(_ type: ResourceType, _ part: ResourcePart, _ options: WriteOptions) -> FieldTracking {
        FieldTracking(type, part, manager: options.fieldManager, time: ServerFields.now())
    }

    /// What a write to one part leaves of the object.
    private static func part(
        _ part: ResourcePart, of new: ResourceObject, on old: ResourceObject, _ type: ResourceType
    ) -> ResourceObject {
        guard type.hasStatus else { return new }
        var result = part == .main ? new : old
        result.setField("status", part == .main ? old.value["status"] : new.value["status"])
        if part == .status { result.metadata["managedFields"] = new.metadata["managedFields"] }
        return result
    }

    /// What of an applied object counts for a part.
    private static func applicable(_ wanted: ResourceObject, _ part: ResourcePart) -> ResourceObject {
        var result = wanted
        for field in wanted.value.object ?? OrderedFields() {
            let isIdentity = ["apiVersion", "kind", "metadata"].contains(field.key)
            guard !isIdentity, (field.key == "status") != (part == .status) else { continue }
            result.setField(field.key, nil)
        }
        guard part == .status else { return result }
        for field in wanted.metadata
        where !["name", "namespace", "uid", "resourceVersion", "managedFields"].contains(field.key) {
            result.metadata[field.key] = nil
        }
        return result
    }

    private static func unversioned(_ object: ResourceObject) -> ResourceObject {
        var result = object
        result.resourceVersion = ""
        return result
    }
}
