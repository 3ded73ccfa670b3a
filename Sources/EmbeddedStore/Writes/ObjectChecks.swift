internal import ResourceStore
internal import Resources
internal import Values

/// What must hold of the metadata of every object (apimachinery, pkg/api/validation).
struct ObjectChecks {
    let type: ResourceType

    /// Fills in apiVersion and kind, or says that they are of another type.
    func typed(_ object: ResourceObject) throws -> ResourceObject {
        guard object.value.object != nil else { throw StoreError(.badRequest, "an object is expected") }
        let expected = type.id.apiVersion
        guard object.apiVersion.isEmpty || object.apiVersion == expected else {
            throw StoreError(
                .badRequest,
                "the API version in the data (\(object.apiVersion)) does not match the expected API version (\(expected))"
            )
        }
        guard object.kind.isEmpty || object.kind == type.kind else {
            throw StoreError(
                .badRequest, "\(object.kind) in version \"\(type.id.version)\" cannot be handled as a \(type.kind)")
        }
        guard object.apiVersion.isEmpty || object.kind.isEmpty else { return object }
        var result = JSONValue.object(OrderedFields())
        result.setField("apiVersion", .string(expected))
        result.setField("kind", .string(type.kind))
        for field in object.value.object ?? OrderedFields() where !["apiVersion", "kind"].contains(field.key) {
            result.setField(field.key, field.value)
        }
        return ResourceObject(result)
    }

    /// Names, labels, finalizers and owners.
    func check(_ object: ResourceObject) throws {
        var causes: [StoreError.Cause] = []
        if object.name.isEmpty {
            causes.append(.required("metadata.name", "name or generateName is required"))
        } else if let problem = problem(ofName: object.name) {
            causes.append(.invalid("metadata.name", quoted(object.name), problem))
        }
        for label in object.metadata["labels"]?.object ?? OrderedFields() {
            if let problem = LabelSyntax.problem(ofKey: label.key) {
                causes.append(.invalid("metadata.labels", quoted(label.key), problem))
            }
            if let problem = LabelSyntax.problem(ofValue: label.value.string ?? "?") {
                causes.append(.invalid("metadata.labels", quoted(label.value.string ?? ""), problem))
            }
        }
        for finalizer in object.finalizers {
            guard let problem = LabelSyntax.problem(ofKey: finalizer) else { continue }
            causes.append(.invalid("metadata.finalizers", quoted(finalizer), problem))
        }
        for reference in object.metadata["ownerReferences"]?.array ?? [] {
            for key in ["apiVersion", "kind", "name", "uid"] where (reference[key]?.string ?? "").isEmpty {
                causes.append(.invalid("metadata.ownerReferences.\(key)", "\"\"", "must not be empty"))
            }
        }
        guard causes.isEmpty else { throw StoreError.invalid(type.id, kind: type.kind, object.name, causes) }
    }

    /// An object that is to go takes no new finalizers.
    func checkFinalizers(_ old: ResourceObject, _ new: ResourceObject) throws {
        guard old.deletionTimestamp != nil else { return }
        let added = new.finalizers.filter { !old.finalizers.contains($0) }
        guard !added.isEmpty else { return }
        let list = added.map(quoted).joined(separator: ", ")
        throw StoreError.invalid(
            type.id, kind: type.kind, new.name,
            [
                .forbidden(
                    "metadata.finalizers",
                    "no new finalizers can be added if the object is being deleted, found new finalizers"
                        + " []string{\(list)}")
            ])
    }

    /// The object is the one, and at the version, that the writer has read.
    func checkVersion(_ old: StoredObject, _ new: ResourceObject) throws {
        if new.resourceVersion.isEmpty {
            guard type.id.isBuiltIn else {
                throw StoreError(
                    .invalid,
                    "\(type.id.groupResource) \"\(old.name)\" is invalid: metadata.resourceVersion: Invalid value: 0: "
                        + "must be specified for an update",
                    causes: [.invalid("metadata.resourceVersion", "0", "must be specified for an update")],
                    subject: StoreError.Subject(name: old.name, group: type.id.group, kind: type.id.plural))
            }
        } else if new.resourceVersion != String(old.version) {
            throw StoreError.modified(type.id, old.name)
        }
        guard new.uid.isEmpty || new.uid == old.uid else {
            throw StoreError.conflict(
                type.id, old.name,
                "Precondition failed: UID in precondition: \(new.uid), UID in object meta: \(old.uid)")
        }
    }

    private func problem(ofName name: String) -> String? {
        type.id == .namespaces ? LabelSyntax.problem(ofDNSLabel: name) : LabelSyntax.problem(ofSubdomain: name)
    }

    private func quoted(_ text: String) -> String { JSONValue.string(text).jsonText() }
}
