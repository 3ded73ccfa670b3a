internal import Resources
internal import Values

/// Fields that an apply would take from others.
struct Conflicts {
    private var owned: [(words: String, fields: FieldSet)]

    init(_ others: [ManagedFields.Entry], _ written: FieldSet) {
        owned = others.compactMap { entry in
            // Objects that hold fields are not fought over; only the fields are.
            let common = entry.fields.intersection(written).leaves
            return common.isEmpty ? nil : (entry.words, common)
        }
        owned.sort { $0.words < $1.words }
    }

    var isEmpty: Bool { owned.isEmpty }

    /// What is left when the fields of the last client-side apply may be taken (lastappliedmanager.go).
    func withoutLastApplied(of live: ResourceObject, _ shape: MergeShape) -> Conflicts {
        guard let text = live.annotations[lastAppliedKey], let last = try? JSONValue.parse(text) else { return self }
        let allowed = FieldSet.places(of: last, shape, countsContainers: false)
        var result = self
        result.owned = owned.compactMap { entry in
            let rest = entry.fields.subtracting(allowed)
            return rest.isEmpty ? nil : (entry.words, rest)
        }
        return result
    }

    /// The API's sentence (apimachinery, managedfields/internal/conflict.go).
    var error: StoreError {
        let causes = owned.flatMap { entry in
            entry.fields.pathTexts.map {
                StoreError.Cause(reason: "FieldManagerConflict", message: "conflict with \(entry.words)", field: $0)
            }
        }
        let list =
            causes.count == 1
            ? causes.map { "\($0.message): \($0.field)" }
            : owned.map { entry in
                (["conflicts with \(entry.words):"] + entry.fields.pathTexts.map { "- \($0)" }).joined(separator: "\n")
            }
        let count = causes.count == 1 ? "1 conflict" : "\(causes.count) conflicts"
        return StoreError(
            .conflict, "Apply failed with \(count): \(list.joined(separator: "\n"))", causes: causes)
    }
}

extension FieldSet {
    /// The set without places that have others of the set below them.
    fileprivate var leaves: FieldSet {
        guard !children.isEmpty else { return self }
        var result = FieldSet()
        for (step, child) in children {
            let leaves = child.leaves
            if !leaves.isEmpty { result.children[step] = leaves }
        }
        return result
    }
}
