public import Values

/// JSON merge patch (RFC 7386).
public enum MergePatch {
    /// The target with the patch applied; null removes a field.
    public static func apply(_ patch: JSONValue, to target: JSONValue) -> JSONValue {
        guard case .object(let changes) = patch else { return patch }
        var fields = target.object ?? OrderedFields()
        for change in changes {
            // Not by a conditional expression: there nil would be taken for JSON's null.
            if change.value.isNull {
                fields[change.key] = nil
            } else {
                fields[change.key] = apply(change.value, to: fields[change.key] ?? .null)
            }
        }
        return .object(fields)
    }
}
