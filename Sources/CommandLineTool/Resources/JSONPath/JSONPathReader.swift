internal import Values

/// Reads paths out of a text, character by character.
struct JSONPathReader {
    let text: String
    let characters: [Character]
    var position = 0
    /// Filters nest paths in paths; this bounds how deep.
    private var depth = 0

    init(_ text: String) throws(JSONPathError) {
        self.text = text
        characters = Array(text)
        guard characters.count <= 65_536 else {
            throw JSONPathError(text: String(characters.prefix(40)), column: 1, problem: "it is too long")
        }
    }

    var isAtEnd: Bool { position >= characters.count }
    var next: Character? { isAtEnd ? nil : characters[position] }

    func error(_ problem: String) -> JSONPathError {
        JSONPathError(text: text, column: position + 1, problem: problem)
    }

    mutating func take(_ word: String) -> Bool {
        guard characters[position...].starts(with: Array(word)) else { return false }
        position += word.count
        return true
    }

    mutating func skipSpace() {
        while let next, next == " " || next == "\t" || next == "\n" { position += 1 }
    }

    /// A path up to the first character that can't belong to one.
    mutating func path() throws(JSONPathError) -> JSONPath {
        depth += 1
        defer { depth -= 1 }
        guard depth <= 8 else { throw error("filters are nested too deep") }
        var steps: [JSONPath.Step] = []
        if next == "$" || next == "@" {
            position += 1
        } else if let next, next.isNameStart {
            // Relaxed, as in custom columns: a name without its dot.
            steps.append(.fields([try name()]))
        }
        while let next {
            switch next {
            case ".": try dotStep(&steps)
            case "[": steps.append(try bracketStep())
            default: return JSONPath(steps: steps)
            }
        }
        return JSONPath(steps: steps)
    }

    private mutating func dotStep(_ steps: inout [JSONPath.Step]) throws(JSONPathError) {
        position += 1
        if next == "." {
            position += 1
            steps.append(.descendants)
        }
        switch next {
        case "*":
            position += 1
            steps.append(.all)
        case let letter? where letter.isNameStart || letter == "\\": steps.append(.fields([try name()]))
        case "[": break
        // `{.}` is the document itself.
        default: guard steps.isEmpty else { throw error("the name of a field is expected") }
        }
    }

    /// A name; a backslash makes the character after it part of it, as in `app\.kubernetes\.io/name`.
    private mutating func name() throws(JSONPathError) -> String {
        var name = ""
        while let next {
            if next == "\\" {
                position += 1
                guard let escaped = self.next else { throw error("a character is expected after the backslash") }
                name.append(escaped)
            } else if next.isName {
                name.append(next)
            } else {
                break
            }
            position += 1
        }
        return name
    }

    private mutating func bracketStep() throws(JSONPathError) -> JSONPath.Step {
        position += 1
        skipSpace()
        let step: JSONPath.Step
        switch next {
        case "*":
            position += 1
            step = .all
        case "?": step = .filter(try filter())
        case "'", "\"": step = .fields(try list { reader throws(JSONPathError) in try reader.quoted() })
        default: step = try elements()
        }
        skipSpace()
        guard take("]") else { throw error("a closing bracket is expected") }
        return step
    }

    private mutating func list<Element>(
        _ read: (inout JSONPathReader) throws(JSONPathError) -> Element
    ) throws(JSONPathError) -> [Element] {
        var elements = [try read(&self)]
        skipSpace()
        while take(",") {
            skipSpace()
            elements.append(try read(&self))
            skipSpace()
        }
        return elements
    }

    private mutating func elements() throws(JSONPathError) -> JSONPath.Step {
        let start = try number()
        skipSpace()
        if next == ":" { return try slice(from: start) }
        guard let start else { throw error("a number, a name in quotes, '*' or a filter is expected") }
        guard take(",") else { return .elements([start]) }
        skipSpace()
        let more = try list { reader throws(JSONPathError) in
            guard let number = try reader.number() else { throw reader.error("a number is expected") }
            return number
        }
        return .elements([start] + more)
    }

    private mutating func slice(from start: Int?) throws(JSONPathError) -> JSONPath.Step {
        position += 1
        let end = try number()
        let stride = take(":") ? try number() ?? 1 : 1
        guard stride > 0 else { throw error("the step of a slice must be 1 or more") }
        return .slice(from: start, to: end, by: stride)
    }

    private mutating func number() throws(JSONPathError) -> Int? {
        let start = position
        if next == "-" { position += 1 }
        while let next, next.isASCII, next.isNumber { position += 1 }
        guard position > start else { return nil }
        guard let number = Int(String(characters[start..<position])) else { throw error("a number is expected") }
        return number
    }

    /// Text in quotes of either kind, with backslash escapes.
    mutating func quoted() throws(JSONPathError) -> String {
        guard let quote = next, quote == "'" || quote == "\"" else { throw error("a text in quotes is expected") }
        position += 1
        var result = ""
        while let character = next {
            position += 1
            if character == quote { return result }
            guard character == "\\" else {
                result.append(character)
                continue
            }
            guard let escaped = next else { break }
            position += 1
            result.append(["n": "\n", "t": "\t", "r": "\r"][escaped] ?? escaped)
        }
        throw error("the text in quotes is not closed")
    }

    private mutating func filter() throws(JSONPathError) -> JSONPath.Filter {
        position += 1
        guard take("(") else { throw error("a filter is written [?(…)]") }
        skipSpace()
        let left = try operand()
        skipSpace()
        var filter = JSONPath.Filter(left: left)
        if let comparison = comparison() {
            skipSpace()
            filter.comparison = comparison
            filter.right = try operand()
            skipSpace()
        }
        guard take(")") else { throw error("a comparison (==, !=, <, <=, >, >=) or a closing parenthesis is expected") }
        return filter
    }

    private mutating func comparison() -> JSONPath.Comparison? {
        for comparison in JSONPath.Comparison.allCases where take(comparison.rawValue) { return comparison }
        return nil
    }

    private mutating func operand() throws(JSONPathError) -> JSONPath.Operand {
        guard let next else { throw error("a value is expected") }
        if next == "'" || next == "\"" { return .literal(.string(try quoted())) }
        if next == "@" || next == "." || next == "$" { return .path(try path()) }
        let start = position
        while let character = self.next, character.isNumber || character.isLetter || "+-.".contains(character) {
            position += 1
        }
        let word = String(characters[start..<position])
        guard let value = try? JSONValue.parse(word) else {
            position = start
            throw error("a path from @, a text in quotes, a number, true or false is expected")
        }
        return .literal(value)
    }
}

extension Character {
    fileprivate var isNameStart: Bool { isLetter || isNumber || self == "_" || self == "-" || self == "/" }
    fileprivate var isName: Bool { isNameStart || self == ":" }
}
