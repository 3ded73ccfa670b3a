internal import Values

/// Carries the change between two values over to a third, which may know more fields.
enum FieldMerge {
    static func apply(from before: JSONValue, to after: JSONValue, on whole: JSONValue) -> JSONValue {
        if before == after { return whole }
        switch (after, whole) {
        case (.object(let new), .object(let fields)):
            return .object(merge(before.object ?? OrderedFields(), new, fields))
        case (.array(let new), .array(let elements)):
            return .array(merge(before.array ?? [], new, elements))
        default: return after
        }
    }

    private static func merge(
        _ before: OrderedFields, _ after: OrderedFields, _ whole: OrderedFields
    ) -> OrderedFields {
        var result = whole
        for field in before where after[field.key] == nil { result[field.key] = nil }
        for field in after {
            guard let present = whole[field.key], let was = before[field.key] else {
                result[field.key] = field.value
                continue
            }
            result[field.key] = apply(from: was, to: field.value, on: present)
        }
        return result
    }

    /// Elements that were there keep their unknown fields; they are found again by what names them, or by place.
    private static func merge(_ before: [JSONValue], _ after: [JSONValue], _ whole: [JSONValue]) -> [JSONValue] {
        guard before.count == whole.count else { return after }
        var places: [String: [Int]] = [:]
        for (place, element) in before.enumerated().reversed() {
            if let identity = identity(of: element) { places[identity, default: []].append(place) }
        }
        return after.enumerated().map { place, element in
            if let identity = identity(of: element) {
                guard let match = places[identity]?.popLast() else { return element }
                return apply(from: before[match], to: element, on: whole[match])
            }
            guard before.indices.contains(place), identity(of: before[place]) == nil else { return element }
            return apply(from: before[place], to: element, on: whole[place])
        }
    }

    /// What names an element of a list, in the order in which the API's lists use them.
    private static func identity(of element: JSONValue) -> String? {
        for key in ["id", "name", "uid", "device", "type", "mountPath"] {
            if let name = element[key]?.string { return "\(key)=\(name)" }
        }
        return nil
    }
}
