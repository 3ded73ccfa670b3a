internal import Values

/// The simple JSON paths of printer columns: fields, indexes, `[*]` and equality filters.
///
/// `.status.conditions[?(@.type=="Ready")].status`; a dot in a name is written `\.` or `['a.b']`.
struct SimpleJSONPath: Sendable, Equatable {
    enum Step: Sendable, Equatable {
        case field(String)
        case index(Int)
        case all
        case filter(path: [String], value: String, isEqual: Bool)
    }

    var steps: [Step] = []

    /// Reads a path; what can't be read selects nothing, because a wrong column must not break a list.
    init?(_ text: String) {
        var rest = Array(text)[...]
        if rest.first == "{", rest.last == "}" { rest = rest.dropFirst().dropLast() }
        if rest.first == "$" { rest = rest.dropFirst() }
        while let next = rest.first {
            if next == "[" {
                guard let end = Self.end(of: rest), let step = Self.bracket(String(rest[(rest.startIndex + 1)..<end]))
                else {
                    return nil
                }
                steps.append(step)
                rest = rest[(end + 1)...]
            } else {
                if next == "." { rest = rest.dropFirst() }
                let name = Self.name(&rest)
                if name.isEmpty { continue }
                steps.append(name == "*" ? .all : .field(name))
            }
        }
    }

    func values(in value: JSONValue) -> [JSONValue] {
        steps.reduce([value]) { values, step in values.flatMap { Self.apply(step, to: $0) } }
    }

    private static func apply(_ step: Step, to value: JSONValue) -> [JSONValue] {
        switch step {
        case .field(let name): value[name].map { [$0] } ?? []
        case .index(let index):
            (value.array.flatMap { value[index < 0 ? $0.count + index : index] }).map { [$0] } ?? []
        case .all: value.array ?? value.object?.map(\.value) ?? []
        case .filter(let path, let wanted, let isEqual):
            (value.array ?? []).filter { element in
                let found = path.reduce(Optional(element)) { $0?[$1] }
                return (found.map { TableCells.text($0) } == wanted) == isEqual
            }
        }
    }

    private static func name(_ rest: inout ArraySlice<Character>) -> String {
        var name = ""
        while let next = rest.first, next != ".", next != "[" {
            rest = rest.dropFirst()
            if next == "\\", let escaped = rest.popFirst() { name.append(escaped) } else { name.append(next) }
        }
        return name
    }

    /// The bracket that closes the first one, quotes and inner brackets skipped.
    private static func end(of text: ArraySlice<Character>) -> Int? {
        var depth = 0
        var quote: Character?
        for index in text.indices {
            let next = text[index]
            if let open = quote {
                if next == open { quote = nil }
            } else if next == "'" || next == "\"" {
                quote = next
            } else if next == "[" {
                depth += 1
            } else if next == "]" {
                depth -= 1
                if depth == 0 { return index }
            }
        }
        return nil
    }

    private static func bracket(_ text: String) -> Step? {
        if text == "*" { return .all }
        if let index = Int(text) { return .index(index) }
        if text.hasPrefix("?(@"), text.hasSuffix(")") { return filter(String(text.dropFirst(3).dropLast())) }
        return unquoted(text).map { .field($0) }
    }

    private static func filter(_ text: String) -> Step? {
        for (sign, isEqual) in [("==", true), ("!=", false)] {
            guard let range = text.firstRange(of: sign) else { continue }
            let path = text[..<range.lowerBound].filter { $0 != " " }.split(separator: ".").map(String.init)
            let raw = String(text[range.upperBound...].drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            return .filter(path: path, value: unquoted(raw) ?? raw, isEqual: isEqual)
        }
        return nil
    }

    private static func unquoted(_ text: String) -> String? {
        guard let quote = text.first, quote == "'" || quote == "\"", text.count > 1, text.last == quote else {
            return nil
        }
        return String(text.dropFirst().dropLast())
    }
}
