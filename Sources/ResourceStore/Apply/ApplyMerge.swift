internal import Values

/// The two halves of an apply: what is wanted goes in, what is wanted no more goes out.
enum ApplyMerge {
    static func merge(_ wanted: JSONValue, into live: JSONValue, _ shape: MergeShape) -> JSONValue {
        switch (wanted, live) {
        case (.object(let wanted), .object(var fields)) where !shape.isAtomicObject:
            for field in wanted {
                fields[field.key] =
                    fields[field.key].map { merge(field.value, into: $0, shape.field(field.key)) }
                    ?? field.value
            }
            return .object(fields)
        case (.array(let wanted), .array(var elements)) where shape.list != .atomic:
            var places: [String: Int] = [:]
            for (index, element) in elements.enumerated() { places[shape.step(to: element)] = index }
            for element in wanted {
                if let index = places[shape.step(to: element)] {
                    elements[index] = merge(element, into: elements[index], shape.element)
                } else {
                    elements.append(element)
                }
            }
            return .array(elements)
        default: return wanted
        }
    }

    /// The value without some places; nil when nothing is left of it that anyone wants.
    static func remove(
        _ gone: FieldSet, keeping kept: FieldSet, from value: JSONValue, _ shape: MergeShape
    ) -> JSONValue? {
        switch value {
        case .object(var fields) where !gone.children.isEmpty && !shape.isAtomicObject:
            for (step, below) in gone.children where step.hasPrefix("f:") {
                let key = String(step.dropFirst(2))
                guard let old = fields[key] else { continue }
                fields[key] = rest(of: old, below, kept.children[step] ?? FieldSet(), shape.field(key))
            }
            guard !fields.isEmpty else { return nil }
            return .object(fields)
        case .array(let elements) where !gone.children.isEmpty && shape.list != .atomic:
            let left = elements.compactMap { element -> JSONValue? in
                let step = shape.step(to: element)
                guard let below = gone.children[step] else { return element }
                return rest(of: element, below, kept.children[step] ?? FieldSet(), shape.element)
            }
            guard !left.isEmpty else { return nil }
            return .array(left)
        default: return value
        }
    }

    private static func rest(
        of value: JSONValue, _ gone: FieldSet, _ kept: FieldSet, _ shape: MergeShape
    ) -> JSONValue? {
        if gone.isMember, kept.isEmpty { return nil }
        if let left = remove(gone, keeping: kept, from: value, shape) { return left }
        guard !kept.isEmpty else { return nil }
        return value.emptied
    }
}

extension JSONValue {
    fileprivate var emptied: JSONValue { if case .array = self { [] } else { .object(OrderedFields()) } }
}
