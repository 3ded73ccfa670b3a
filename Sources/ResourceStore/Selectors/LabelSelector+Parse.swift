extension LabelSelector {
    /// Reads `app=web,tier in (a,b),!canary` (labels.Parse of apimachinery).
    /// - Throws: `StoreError` with the API's sentence.
    public init(parsing text: String) throws(StoreError) {
        guard text.utf8.count <= 65536 else { throw Self.unparsable("the selector is too long") }
        self.init()
        var parser = LabelSelectorParser(text)
        requirements = try parser.requirements()
    }

    static func unparsable(_ why: String) -> StoreError {
        StoreError(.badRequest, "unable to parse requirement: \(why)")
    }
}

extension LabelSelector: CustomStringConvertible {
    /// The selector as the API reads it.
    public var description: String { requirements.map(\.description).joined(separator: ",") }
}

extension LabelSelector.Requirement: CustomStringConvertible {
    /// The requirement as the API reads it.
    public var description: String {
        switch test {
        case .isIn(let values) where values.count == 1: "\(key)=\(values[0])"
        case .isIn(let values): "\(key) in (\(values.sorted().joined(separator: ",")))"
        case .isNotIn(let values) where values.count == 1: "\(key)!=\(values[0])"
        case .isNotIn(let values): "\(key) notin (\(values.sorted().joined(separator: ",")))"
        case .exists: key
        case .isMissing: "!\(key)"
        case .isGreater(let bound): "\(key)>\(bound)"
        case .isLess(let bound): "\(key)<\(bound)"
        }
    }
}

struct LabelSelectorParser {
    private var tokens: [String]
    private var position = 0

    init(_ text: String) { tokens = Self.tokens(of: text) }

    mutating func requirements() throws(StoreError) -> [LabelSelector.Requirement] {
        var result: [LabelSelector.Requirement] = []
        guard !tokens.isEmpty else { return result }
        while true {
            result.append(try requirement())
            guard let next = take() else { return result }
            guard next == "," else {
                throw LabelSelector.unparsable("found '\(next)', expected: ',' or 'end of string'")
            }
            guard position < tokens.count else {
                throw LabelSelector.unparsable("found '', expected: identifier after ','")
            }
        }
    }

    private mutating func requirement() throws(StoreError) -> LabelSelector.Requirement {
        if peek() == "!" {
            position += 1
            return LabelSelector.Requirement(try key(), .isMissing)
        }
        let key = try key()
        guard let word = peek(), word != "," else { return LabelSelector.Requirement(key, .exists) }
        position += 1
        return LabelSelector.Requirement(key, try test(word))
    }

    private mutating func test(_ word: String) throws(StoreError) -> LabelSelector.Test {
        switch word {
        case "=", "==": return .isIn([try value()])
        case "!=": return .isNotIn([try value()])
        case "in": return .isIn(try values())
        case "notin": return .isNotIn(try values())
        case ">": return .isGreater(than: try number())
        case "<": return .isLess(than: try number())
        default:
            throw LabelSelector.unparsable("found '\(word)', expected: in, notin, =, ==, !=, gt, lt")
        }
    }

    private mutating func key() throws(StoreError) -> String {
        guard let word = take(), !Self.isOperator(word) else {
            throw LabelSelector.unparsable("found '\(position > 0 ? tokens[position - 1] : "")', expected: identifier")
        }
        if let problem = LabelSyntax.problem(ofKey: word) {
            throw StoreError(
                .badRequest, "unable to parse requirement: <nil>: Invalid value: \"\(word)\": \(problem)")
        }
        return word
    }

    private mutating func value() throws(StoreError) -> String {
        guard let word = peek(), word != "," else { return "" }
        position += 1
        guard !Self.isOperator(word) else {
            throw LabelSelector.unparsable("found '\(word)', expected: identifier")
        }
        return try checked(word)
    }

    private func checked(_ word: String) throws(StoreError) -> String {
        guard let problem = LabelSyntax.problem(ofValue: word) else { return word }
        throw StoreError(
            .badRequest, "unable to parse requirement: values[0][]: Invalid value: \"\(word)\": \(problem)")
    }

    private mutating func number() throws(StoreError) -> Int64 {
        let word = try value()
        guard let number = Int64(word) else {
            throw LabelSelector.unparsable(
                "values[0][]: Invalid value: \"\(word)\": for 'Gt', 'Lt' operators, the value must be an integer")
        }
        return number
    }

    private mutating func values() throws(StoreError) -> [String] {
        guard take() == "(" else {
            throw LabelSelector.unparsable("found '\(tokens[position - 1])' expected: '('")
        }
        var result: [String] = []
        while let word = take() {
            switch word {
            case ")":
                if result.isEmpty || tokens[position - 2] == "," { result.append("") }
                return result
            case ",": if result.isEmpty || tokens[position - 2] == "," { result.append("") }
            default: result.append(try checked(word))
            }
        }
        throw LabelSelector.unparsable("found '', expected: ',' or ')'")
    }

    private func peek() -> String? { position < tokens.count ? tokens[position] : nil }

    private mutating func take() -> String? {
        guard let token = peek() else {
            // One past the end, so that messages that look back find the last word.
            return nil
        }
        position += 1
        return token
    }

    private static func isOperator(_ word: String) -> Bool {
        ["=", "==", "!=", "!", "(", ")", ",", "<", ">"].contains(word)
    }

    private static func tokens(of text: String) -> [String] {
        var result: [String] = []
        var word = ""
        func isSymbol(_ character: Character) -> Bool { "=!(),<>".contains(character) }
        var previous: Character?
        for character in text {
            if isSymbol(character) || character.isWhitespace {
                if !word.isEmpty { result.append(word) }
                word = ""
                let joins = character == "=" && (previous == "=" || previous == "!") && !(result.last ?? "").isEmpty
                if joins, let last = result.last, last == "=" || last == "!" {
                    result[result.count - 1] = last + "="
                    previous = nil
                    continue
                }
                if isSymbol(character) { result.append(String(character)) }
            } else {
                word.append(character)
            }
            previous = character
        }
        if !word.isEmpty { result.append(word) }
        return result
    }
}
