public import Values

/// A field that the schema doesn't know.
public struct UnknownField: Sendable, Equatable {
    /// Its path, such as `spec.vms[0].nme`.
    public var path: String
    /// The path of the field that was probably meant; nil when none is near.
    public var suggestion: String?

    /// Describes a field.
    public init(path: String, suggestion: String? = nil) {
        self.path = path
        self.suggestion = suggestion
    }

    /// The API's words: `unknown field "spec.nme"`.
    public var message: String { "unknown field \"\(path)\"" }

    /// The API's words, and what was probably meant.
    public var advice: String { suggestion.map { "\(message); did you mean \"\($0)\"?" } ?? message }
}

extension Schema {
    /// Removes the fields that the schema doesn't know, and says which they were.
    public func prune(_ value: inout JSONValue, at path: String = "") -> [UnknownField] {
        switch (kind, value) {
        case (.object(let properties, _, let keepsUnknown), .object(let fields)):
            return pruneFields(&value, fields, properties, keepsUnknown, path)
        case (.map(let element), .object(var fields)):
            let removed = fields.flatMap { field -> [UnknownField] in
                var child = field.value
                defer { fields[field.key] = child }
                return element.prune(&child, at: SchemaValidator.join(path, field.key))
            }
            value = .object(fields)
            return removed
        case (.array(let element), .array(var elements)):
            let removed = elements.indices.flatMap { element.prune(&elements[$0], at: "\(path)[\($0)]") }
            value = .array(elements)
            return removed
        default: return []
        }
    }

    private func pruneFields(
        _ value: inout JSONValue, _ fields: OrderedFields, _ properties: [Property], _ keepsUnknown: Bool, _ path: String
    ) -> [UnknownField] {
        var kept = OrderedFields()
        var removed: [UnknownField] = []
        for field in fields {
            var child = field.value
            if let property = properties.first(where: { $0.name == field.key }) {
                removed += property.schema.prune(&child, at: SchemaValidator.join(path, field.key))
            } else if !keepsUnknown {
                let nearest = Spelling.nearest(to: field.key, among: properties.map(\.name))
                removed.append(
                    UnknownField(
                        path: SchemaValidator.join(path, field.key),
                        suggestion: nearest.map { SchemaValidator.join(path, $0) }))
                continue
            }
            kept[field.key] = child
        }
        if kept.count != fields.count || !removed.isEmpty { value = .object(kept) }
        return removed
    }
}

/// Which known word was probably meant.
enum Spelling {
    /// The known word with the fewest edits, when they are few; letters' case counts for nothing.
    static func nearest(to word: String, among known: [String]) -> String? {
        let wanted = Array(word.lowercased().unicodeScalars.prefix(64))
        let most = max(1, wanted.count / 3)
        let distances = known.map { ($0, distance(wanted, Array($0.lowercased().unicodeScalars.prefix(64)))) }
        guard let best = distances.min(by: { $0.1 < $1.1 }), best.1 <= most else { return nil }
        return best.0
    }

    /// Levenshtein's distance.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var row = Array(0...right.count)
        for (line, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for (column, other) in right.enumerated() {
                let cost = letter == other ? diagonal : min(diagonal, row[column], row[column + 1]) + 1
                diagonal = row[column + 1]
                row[column + 1] = cost
            }
        }
        return row[right.count]
    }
}
