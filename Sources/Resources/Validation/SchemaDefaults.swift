public import Values

extension Schema {
    /// The value with the defaults of fields that are missing, or null where null is no value.
    ///
    /// Objects that are missing are not made for the sake of defaults within them, as Kubernetes doesn't either.
    public func applyingDefaults(to value: JSONValue) -> JSONValue {
        switch (kind, value) {
        case (.object(let properties, _, _), .object(var fields)):
            for place in properties.indices {
                let name = properties[place].name
                if let present = fields[name], !(present.isNull && !properties[place].schema.isNullable) {
                    fields[name] = properties[place].schema.applyingDefaults(to: present)
                } else if let standard = properties[place].schema.defaultValue {
                    fields[name] = standard
                }
            }
            return .object(fields)
        case (.map(let element), .object(var fields)):
            for field in fields { fields[field.key] = element.applyingDefaults(to: field.value) }
            return .object(fields)
        case (.array(let element), .array(let elements)):
            return .array(elements.map { element.applyingDefaults(to: $0) })
        default: return value
        }
    }

    /// The value without nulls, which the types of Kubernetes itself take for missing fields.
    func droppingNulls(from value: JSONValue) -> JSONValue {
        switch value {
        case .object(let fields):
            var kept = OrderedFields()
            for field in fields where !field.value.isNull { kept[field.key] = droppingNulls(from: field.value) }
            return .object(kept)
        case .array(let elements): return .array(elements.map { droppingNulls(from: $0) })
        default: return value
        }
    }
}
