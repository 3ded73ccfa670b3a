internal import Values

extension FieldSet {
    /// The places that a value fills: its leaves, and the elements of lists that have keys.
    /// - Parameter countsContainers: whether objects with fields are in the set too, as for what an update adds.
    static func places(of value: JSONValue, _ shape: MergeShape, countsContainers: Bool) -> FieldSet {
        switch value {
        case .object(let fields) where !shape.isAtomicObject && !fields.isEmpty:
            var result = FieldSet(isMember: countsContainers)
            for field in fields {
                result.children["f:" + field.key] = places(
                    of: field.value, shape.field(field.key), countsContainers: countsContainers)
            }
            return result
        case .array(let elements) where shape.list != .atomic && !elements.isEmpty:
            var result = FieldSet(isMember: countsContainers)
            for element in elements {
                var child = places(of: element, shape.element, countsContainers: countsContainers)
                child.isMember = true
                result.children[shape.step(to: element)] = child
            }
            return result
        default: return FieldSet(isMember: true)
        }
    }

    /// What differs between two values.
    struct Difference {
        var added = FieldSet()
        var modified = FieldSet()
        var removed = FieldSet()
    }

    static func difference(from old: JSONValue?, to new: JSONValue?, _ shape: MergeShape) -> Difference {
        switch (old, new) {
        case (nil, nil): return Difference()
        case (nil, let new?): return Difference(added: places(of: new, shape, countsContainers: true))
        case (let old?, nil): return Difference(removed: places(of: old, shape, countsContainers: true))
        case (.object(let before)?, .object(let after)?) where !shape.isAtomicObject:
            return fieldDifference(before, after, shape)
        case (.array(let before)?, .array(let after)?) where shape.list != .atomic:
            return elementDifference(before, after, shape)
        case (let old?, let new?):
            if old.means(new) { return Difference() }
            return Difference(modified: FieldSet(isMember: true))
        }
    }

    private static func fieldDifference(
        _ old: OrderedFields, _ new: OrderedFields, _ shape: MergeShape
    ) -> Difference {
        var result = Difference()
        for field in old {
            result.add(difference(from: field.value, to: new[field.key], shape.field(field.key)), at: "f:" + field.key)
        }
        for field in new where old[field.key] == nil {
            result.add(difference(from: nil, to: field.value, shape.field(field.key)), at: "f:" + field.key)
        }
        return result
    }

    private static func elementDifference(
        _ old: [JSONValue], _ new: [JSONValue], _ shape: MergeShape
    ) -> Difference {
        var result = Difference()
        let before = byStep(old, shape)
        let after = byStep(new, shape)
        for (step, element) in before {
            result.add(difference(from: element, to: after[step], shape.element), at: step)
        }
        for (step, element) in after where before[step] == nil {
            result.add(difference(from: nil, to: element, shape.element), at: step)
        }
        return result
    }

    private static func byStep(_ elements: [JSONValue], _ shape: MergeShape) -> [String: JSONValue] {
        Dictionary(elements.map { (shape.step(to: $0), $0) }) { first, _ in first }
    }
}

extension FieldSet.Difference {
    fileprivate mutating func add(_ other: FieldSet.Difference, at step: String) {
        if !other.added.isEmpty { added.children[step] = other.added }
        if !other.modified.isEmpty { modified.children[step] = other.modified }
        if !other.removed.isEmpty { removed.children[step] = other.removed }
    }
}

extension MergeShape {
    /// How managedFields spells the way to an element of this list.
    func step(to element: JSONValue) -> String {
        guard case .keyed(let keys) = list else { return "v:" + element.jsonText(sortedKeys: true) }
        var fields = OrderedFields()
        for key in keys.sorted() {
            // The one key with a default in the built-in types (core/v1 ContainerPort and ServicePort).
            fields[key] = element[key]
            if key == "protocol", fields[key] == nil { fields[key] = "TCP" }
        }
        return "k:" + JSONValue.object(fields).jsonText()
    }
}
