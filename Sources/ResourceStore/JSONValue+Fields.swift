public import Values

extension JSONValue {
    /// Sets a field of an object, or removes it; anything that is no object becomes one.
    public mutating func setField(_ key: String, _ value: JSONValue?) {
        var fields = object ?? OrderedFields()
        fields[key] = value
        self = .object(fields)
    }

    /// Whether two values mean the same: the order of fields and the way a number is written don't matter.
    public func means(_ other: JSONValue) -> Bool {
        switch (self, other) {
        case (.object(let left), .object(let right)):
            left.count == right.count
                && left.allSatisfy { field in right[field.key].map { field.value.means($0) } ?? false }
        case (.array(let left), .array(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.means($1) }
        case (.integer(let left), .double(let right)): Double(left) == right
        case (.double(let left), .integer(let right)): left == Double(right)
        default: self == other
        }
    }
}
