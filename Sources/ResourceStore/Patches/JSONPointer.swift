internal import Values

/// A place in a document (RFC 6901).
struct JSONPointer: Equatable {
    var tokens: [String]

    init(_ tokens: [String]) { self.tokens = tokens }

    init?(parsing text: String) {
        guard text.isEmpty || text.hasPrefix("/") else { return nil }
        tokens = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(Self.unescaped)
    }

    // ~1 before ~0, as section 4 asks, so that ~01 becomes ~1.
    private static func unescaped(_ token: Substring) -> String {
        var result = ""
        var isEscaped = false
        for character in token {
            switch (isEscaped, character) {
            case (false, "~"): isEscaped = true
            case (true, "0"): (result, isEscaped) = (result + "~", false)
            case (true, "1"): (result, isEscaped) = (result + "/", false)
            default: (result, isEscaped) = (result + String(character), false)
            }
        }
        return result
    }

    /// The index that a token means in a list of `count`; `-` and `count` itself only where one is added.
    static func index(_ token: String, count: Int, adding: Bool) -> Int? {
        if token == "-" { return adding ? count : nil }
        guard let index = Int(token), index >= 0, String(index) == token else { return nil }
        return index < count || (adding && index == count) ? index : nil
    }
}

extension JSONValue {
    func value(at tokens: ArraySlice<String>) -> JSONValue? {
        guard let token = tokens.first else { return self }
        switch self {
        case .object(let fields): return fields[token]?.value(at: tokens.dropFirst())
        case .array(let elements):
            guard let index = JSONPointer.index(token, count: elements.count, adding: false) else { return nil }
            return elements[index].value(at: tokens.dropFirst())
        default: return nil
        }
    }

    /// The document with the change made to the place's parent; nil when the place isn't there.
    func changing(
        _ tokens: ArraySlice<String>, _ change: (JSONValue, String) -> JSONValue?
    ) -> JSONValue? {
        guard let token = tokens.first else { return nil }
        guard tokens.count > 1 else { return change(self, token) }
        switch self {
        case .object(var fields):
            guard let changed = fields[token]?.changing(tokens.dropFirst(), change) else { return nil }
            fields[token] = changed
            return .object(fields)
        case .array(var elements):
            guard let index = JSONPointer.index(token, count: elements.count, adding: false),
                let changed = elements[index].changing(tokens.dropFirst(), change)
            else { return nil }
            elements[index] = changed
            return .array(elements)
        default: return nil
        }
    }
}
