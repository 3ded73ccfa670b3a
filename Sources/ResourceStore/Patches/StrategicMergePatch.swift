public import Values

/// Kubernetes' strategic merge patch (apimachinery, pkg/util/strategicpatch), for types whose lists have merge keys.
public enum StrategicMergePatch {
    /// The target with the patch applied.
    /// - Throws: `badRequest` when a directive can't be understood.
    public static func apply(
        _ patch: JSONValue, to target: JSONValue, _ shape: MergeShape
    ) throws(StoreError) -> JSONValue {
        guard case .object(let changes) = patch else {
            throw StoreError(.badRequest, "error decoding patch: an object is expected")
        }
        return .object(try merge(changes, into: target.object ?? OrderedFields(), shape))
    }

    private static func merge(
        _ patch: OrderedFields, into target: OrderedFields, _ shape: MergeShape
    ) throws(StoreError) -> OrderedFields {
        switch try directive(patch) {
        case .replace: return withoutDirectives(patch)
        case .delete: return OrderedFields()
        case .merge: break
        }
        var result = retaining(patch["$retainKeys"], in: target)
        for change in patch where !change.key.hasPrefix("$") {
            result[change.key] = try merged(
                change.value, result[change.key], shape.field(change.key), change.key, patch)
        }
        for change in patch { try applyListDirective(change, to: &result, shape) }
        return result
    }

    private static func merged(
        _ change: JSONValue, _ old: JSONValue?, _ shape: MergeShape, _ key: String, _ patch: OrderedFields
    ) throws(StoreError) -> JSONValue? {
        switch change {
        case .null: return nil
        case .object(let fields):
            if try directive(fields) == .delete { return nil }
            return .object(try merge(fields, into: old?.object ?? OrderedFields(), shape))
        case .array(let elements): return .array(try mergeList(elements, old?.array, shape))
        default: return change
        }
    }

    private static func mergeList(
        _ patch: [JSONValue], _ old: [JSONValue]?, _ shape: MergeShape
    ) throws(StoreError) -> [JSONValue] {
        let old = old ?? []
        switch shape.list {
        case .atomic: return patch
        case .set: return old + patch.filter { new in !old.contains { $0.means(new) } }
        case .keyed: break
        }
        guard let key = shape.patchKey else { return patch }
        if patch.contains(where: { $0["$patch"]?.string == "replace" }) {
            return patch.filter { $0["$patch"] == nil }
        }
        return try mergeKeyed(patch, old, key, shape.element)
    }

    private static func mergeKeyed(
        _ patch: [JSONValue], _ old: [JSONValue], _ key: String, _ shape: MergeShape
    ) throws(StoreError) -> [JSONValue] {
        var result = old
        for element in patch {
            guard let fields = element.object, let identity = fields[key] else {
                throw StoreError(.badRequest, "map: \(element.jsonText()) does not contain declared merge key: \(key)")
            }
            let position = result.firstIndex { ($0[key] ?? .null).means(identity) }
            if try directive(fields) == .delete {
                result.removeAll { ($0[key] ?? .null).means(identity) }
            } else if let position {
                result[position] = .object(try merge(fields, into: result[position].object ?? OrderedFields(), shape))
            } else {
                result.append(.object(try merge(fields, into: OrderedFields(), shape)))
            }
        }
        return result
    }

    private static func applyListDirective(
        _ change: OrderedFields.Field, to result: inout OrderedFields, _ shape: MergeShape
    ) throws(StoreError) {
        guard let slash = change.key.firstIndex(of: "/"), change.key.hasPrefix("$") else { return }
        let field = String(change.key[change.key.index(after: slash)...])
        guard let values = change.value.array else {
            throw StoreError(.badRequest, "\(change.key) must be a list")
        }
        switch change.key[..<slash] {
        case "$deleteFromPrimitiveList":
            guard let old = result[field]?.array else { return }
            result[field] = .array(old.filter { element in !values.contains { $0.means(element) } })
        case "$setElementOrder":
            guard let old = result[field]?.array else { return }
            result[field] = .array(ordered(old, by: values, key: shape.field(field).patchKey))
        default: throw StoreError(.badRequest, "unknown directive: \(change.key)")
        }
    }

    /// Elements that the order names come in its order; others keep their place behind who stood before them.
    private static func ordered(_ elements: [JSONValue], by order: [JSONValue], key: String?) -> [JSONValue] {
        func identity(_ element: JSONValue) -> JSONValue { key.map { element[$0] ?? .null } ?? element }
        func rank(_ element: JSONValue) -> Int? {
            order.firstIndex { identity($0).means(identity(element)) }
        }
        var ranked: [(rank: Int, place: Int, element: JSONValue)] = []
        var last = -1
        for (place, element) in elements.enumerated() {
            last = rank(element) ?? last
            ranked.append((last, place, element))
        }
        return ranked.sorted { ($0.rank, $0.place) < ($1.rank, $1.place) }.map(\.element)
    }

    private static func retaining(_ keys: JSONValue?, in target: OrderedFields) -> OrderedFields {
        guard let kept = keys?.array?.compactMap(\.string) else { return target }
        var result = OrderedFields()
        for field in target where kept.contains(field.key) { result[field.key] = field.value }
        return result
    }

    private enum Directive { case merge, replace, delete }

    private static func directive(_ fields: OrderedFields) throws(StoreError) -> Directive {
        switch fields["$patch"]?.string {
        case nil, "merge": return .merge
        case "replace": return .replace
        case "delete": return .delete
        case let word?: throw StoreError(.badRequest, "unknown patch type: \(word)")
        }
    }

    private static func withoutDirectives(_ fields: OrderedFields) -> OrderedFields {
        var result = OrderedFields()
        for field in fields where !field.key.hasPrefix("$") { result[field.key] = field.value }
        return result
    }
}
