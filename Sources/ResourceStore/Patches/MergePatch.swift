public import Values

/// JSON merge patch (RFC 7386).
public enum MergePatch {
    /// The target with the patch applied; null removes a field.
    public static func apply(_ patch: JSONValue, to target: JSONValue) -> JSONValue {
        guard case .object(let changes) = patch else { return patch }
        var fields = target.object ?? OrderedFields()
        for change in changes {
            fields[change.key] = change.value.isNull ? nil : apply(change.value, to: fields[change.key] ?? .null)
        }
        return .object(fields)
    }
}
