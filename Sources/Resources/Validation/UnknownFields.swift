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
    public func prune(_ value: inout JSONValue) -> [UnknownField] {
        var pruner = Pruner()
        value = pruner.prune(value, self, "")
        return pruner.removed
    }
}

/// Walks a value along its schema and drops what the schema doesn't know.
private struct Pruner {
    private(set) var removed: [UnknownField] = []
    /// An object can have a hundred thousand unknown fields; nobody reads that many suggestions.
    private static let suggestionCount = 32

    mutating func prune(_ value: JSONValue, _ schema: Schema, _ path: String) -> JSONValue {
        switch (schema.kind, value) {
        case (.object(let properties, _, let keepsUnknown), .object(let fields)):
            return .object(prune(fields, properties, keepsUnknown, path))
        case (.map(let element), .object(var fields)):
            for field in fields {
                fields[field.key] = prune(field.value, element, SchemaValidator.join(path, field.key))
            }
            return .object(fields)
        case (.array(let element), .array(var elements)):
            for place in elements.indices { elements[place] = prune(elements[place], element, "\(path)[\(place)]") }
            return .array(elements)
        default: return value
        }
    }

    private mutating func prune(
        _ fields: OrderedFields, _ properties: [Schema.Property], _ keepsUnknown: Bool, _ path: String
    ) -> OrderedFields {
        var kept = OrderedFields()
        for field in fields {
            let place = SchemaValidator.join(path, field.key)
            if let known = properties.place(of: field.key) {
                kept[field.key] = prune(field.value, properties[known].schema, place)
            } else if keepsUnknown {
                kept[field.key] = field.value
            } else {
                report(field.key, properties, place, path)
            }
        }
        return kept
    }

    private mutating func report(_ name: String, _ properties: [Schema.Property], _ place: String, _ path: String) {
        var suggestion: String?
        if removed.count < Self.suggestionCount {
            suggestion = Spelling.nearest(to: name, among: properties.map(\.name))
        }
        removed.append(
            UnknownField(path: place, suggestion: suggestion.map { SchemaValidator.join(path, $0) }))
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

    /// Levenshtein's distance, with two letters that changed places as one edit.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var above: [Int] = []
        var row = Array(0...right.count)
        for (line, letter) in left.enumerated() {
            var next = [line + 1]
            for (column, other) in right.enumerated() {
                var cost = min(row[column] + (letter == other ? 0 : 1), row[column + 1] + 1, next[column] + 1)
                if line > 0, column > 0, letter == right[column - 1], left[line - 1] == other {
                    cost = min(cost, above[column - 1] + 1)
                }
                next.append(cost)
            }
            above = row
            row = next
        }
        return row[right.count]
    }
}
