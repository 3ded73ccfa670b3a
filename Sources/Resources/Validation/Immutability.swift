internal import Values

extension ResourceType {
    /// What of a change is not allowed: fields that stay as they are once they are set.
    public func changeViolations(from old: ResourceObject, to new: ResourceObject) -> [SchemaViolation] {
        metadataChangeViolations(old, new) + fieldChangeViolations(schema, old.value, new.value, "")
            + frozenDataViolations(old, new)
    }

    private func metadataChangeViolations(_ old: ResourceObject, _ new: ResourceObject) -> [SchemaViolation] {
        var found: [SchemaViolation] = ["name", "namespace", "uid", "creationTimestamp", "deletionTimestamp"].compactMap
        {
            guard let was = old.metadata[$0], let now = new.metadata[$0], was != now else { return nil }
            return .invalid("metadata.\($0)", GoText.value(now), "field is immutable")
        }
        let added = Set(new.finalizers).subtracting(old.finalizers).sorted()
        if old.deletionTimestamp != nil, !added.isEmpty {
            let names = added.map { GoText.quoted($0) }.joined(separator: ", ")
            found.append(
                .forbidden(
                    "metadata.finalizers",
                    "no new finalizers can be added if the object is being deleted, found new finalizers "
                        + "[]string{\(names)}"))
        }
        return found
    }

    /// Secrets and ConfigMaps may say of themselves that they never change.
    private func frozenDataViolations(_ old: ResourceObject, _ new: ResourceObject) -> [SchemaViolation] {
        guard origin == .kubernetes, old.value["immutable"] == true else { return [] }
        var found: [SchemaViolation] = []
        if new.value["immutable"] != true {
            found.append(.forbidden("immutable", "field is immutable when `immutable` is set"))
        }
        for field in ["data", "binaryData"]
        where old.value[field]?.object?.sorted() != new.value[field]?.object?.sorted() {
            found.append(.forbidden(field, "field is immutable when `immutable` is set"))
        }
        return found
    }

    private func fieldChangeViolations(
        _ schema: Schema, _ old: JSONValue, _ new: JSONValue, _ path: String
    ) -> [SchemaViolation] {
        if schema.isImmutable, !Self.isUnset(old), !Self.isSame(old, new) {
            guard origin == .kubernetes else {
                return [.invalid(path, "\"\(new.openAPIType)\"", "\(path) is immutable")]
            }
            return [.invalid(path, GoText.value(new), "field is immutable")]
        }
        guard case .object(let properties, _, _) = schema.kind else { return [] }
        return properties.flatMap { property -> [SchemaViolation] in
            guard let was = old[property.name], let now = new[property.name] else { return [] }
            return fieldChangeViolations(property.schema, was, now, SchemaValidator.join(path, property.name))
        }
    }

    /// A reference without a name, or an empty text, may still be set.
    private static func isUnset(_ value: JSONValue) -> Bool {
        switch value {
        case .null: true
        case .string(let text): text.isEmpty
        case .object(let fields): fields.isEmpty || fields["name"]?.string?.isEmpty == true
        default: false
        }
    }

    private static func isSame(_ left: JSONValue, _ right: JSONValue) -> Bool {
        left == right || left.jsonText(sortedKeys: true) == right.jsonText(sortedKeys: true)
    }
}
