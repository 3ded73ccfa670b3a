public import Resources
internal import Values

extension FieldTracking {
    /// Server-side apply: the live object with all that the manager wants, and without what it wants no more.
    /// - Throws: `conflict` with a cause for each field that another manager owns, unless forced; `badRequest`.
    public func applying(
        _ wanted: ResourceObject, to live: ResourceObject?, isForced: Bool
    ) throws(StoreError) -> ResourceObject {
        guard wanted.metadata["managedFields"] == nil else {
            throw StoreError(.badRequest, "metadata.managedFields must be nil")
        }
        let outcome = apply(wanted, to: live)
        guard !isForced else { return finished(outcome, wanted, live) }
        var conflicts = outcome.conflicts
        if manager == "kubectl", let live { conflicts = conflicts.withoutLastApplied(of: live, shape) }
        guard conflicts.isEmpty else { throw conflicts.error }
        return finished(outcome, wanted, live)
    }

    private struct Outcome {
        var object: ResourceObject
        var managed: ManagedFields
        var conflicts: Conflicts
    }

    private func apply(_ wanted: ResourceObject, to live: ResourceObject?) -> Outcome {
        let author = author("Apply")
        let config = Self.tracked(wanted.value).withoutNulls
        let empty = JSONValue.object(OrderedFields())
        let before = live?.value ?? wanted.identityAlone
        var managed = ManagedFields(live?.metadata["managedFields"])
        let last = managed.entries.first { $0.isOf(author) }?.fields ?? FieldSet()
        let applied = Self.withoutIdentity(FieldSet.places(of: config, shape, countsContainers: false))

        var result = ApplyMerge.merge(config, into: before, shape)
        let kept = managed.fields(exceptOf: author).union(applied)
        result = ApplyMerge.remove(last.subtracting(applied), keeping: kept, from: result, shape) ?? empty

        let difference = FieldSet.difference(from: Self.tracked(before), to: Self.tracked(result), shape)
        let written = Self.withoutIdentity(difference.added.union(difference.modified))
        let conflicts = Conflicts(managed.entries.filter { !$0.isOf(author) }, written)
        managed.set(applied, of: author, time: time)
        managed.take(written, exceptFrom: author)
        managed.take(difference.removed)
        managed.tidy()
        return Outcome(object: ResourceObject(result), managed: managed, conflicts: conflicts)
    }

    // Who applies with kubectl on the client's side next finds its own last wish (lastappliedupdater.go).
    private func finished(_ outcome: Outcome, _ wanted: ResourceObject, _ live: ResourceObject?) -> ResourceObject {
        var object = Self.setting(outcome.managed, of: outcome.object)
        if manager == "kubectl", live?.annotations[lastAppliedKey] != nil {
            var annotations = object.metadata["annotations"] ?? .object(OrderedFields())
            annotations.setField(lastAppliedKey, .string(wanted.withoutLastApplied.jsonText(sortedKeys: true) + "\n"))
            object.metadata["annotations"] = annotations
        }
        return object
    }
}

let lastAppliedKey = "kubectl.kubernetes.io/last-applied-configuration"

extension ResourceObject {
    /// What of an applied object is there before it is: its type and its name.
    fileprivate var identityAlone: JSONValue {
        var result: JSONValue = ["apiVersion": .string(apiVersion), "kind": .string(kind), "metadata": [:]]
        for field in metadata where ["name", "namespace", "uid", "resourceVersion"].contains(field.key) {
            var metadata = result["metadata"] ?? [:]
            metadata.setField(field.key, field.value)
            result.setField("metadata", metadata)
        }
        return result
    }

    fileprivate var withoutLastApplied: JSONValue {
        var copy = self
        guard var annotations = copy.metadata["annotations"]?.object else { return value }
        annotations[lastAppliedKey] = nil
        copy.metadata["annotations"] = .object(annotations)
        return copy.value
    }
}

extension JSONValue {
    /// The value without fields that are null: to an apply they are not there.
    fileprivate var withoutNulls: JSONValue {
        switch self {
        case .object(let fields):
            var result = OrderedFields()
            for field in fields where !field.value.isNull { result[field.key] = field.value.withoutNulls }
            return .object(result)
        case .array(let elements): return .array(elements.map(\.withoutNulls))
        default: return self
        }
    }
}
