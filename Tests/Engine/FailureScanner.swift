/// Finds the failures that sources describe: `Failure("id", .category, what: "…", why: "…", remedy: "…")`.
///
/// `gantry explain` must know every error, and the sentences stand in the sources already; a second catalogue kept
/// by hand would be wrong soon. What is interpolated becomes its name in angle brackets.
struct FailureScanner {
    struct Found: Equatable {
        var id: String
        var category: String
        var what: String
        var why: String
        var remedy: String
    }

    private let text: [Character]
    private var position = 0
    /// The ids that are not one plain literal, as code: what they come to isn't known here.
    private(set) var computedIDs: [String] = []

    init(_ source: String) {
        text = Array(source)
    }

    mutating func failures() -> [Found] {
        var found: [Found] = []
        while position < text.count {
            switch text[position] {
            case "/" where starts(with: "//"): skipLine()
            case "\"": _ = literal()
            case "F" where starts(with: "Failure("), "." where starts(with: ".init("):
                while text[position] != "(" { position += 1 }
                position += 1
                let arguments = argumentTexts()
                if let failure = failure(arguments) { found.append(failure) }
            default: position += 1
            }
        }
        return found
    }

    private mutating func failure(_ arguments: [(label: String, code: String, words: [String])]) -> Found? {
        guard arguments.count == 5, arguments[0].label.isEmpty,
            ["what", "why", "remedy"] == arguments[2...].map(\.label)
        else { return nil }
        let code = arguments[0].code.filter { !$0.isWhitespace }
        let words = arguments[0].words
        if !code.isEmpty || words.count != 1 || words[0].contains("<") {
            computedIDs.append(code.isEmpty ? words.joined(separator: "|") : code)
        }
        guard let id = words.first else { return nil }
        let category = arguments[1].code.drop { $0 == "." }.filter { $0.isLetter }
        let sentences = arguments[2...].map { argument in
            argument.words.isEmpty ? "The message says it." : Self.tidy(argument.words.joined(separator: " Or: "))
        }
        return Found(id: id, category: category, what: sentences[0], why: sentences[1], remedy: sentences[2])
    }

    /// One space between words, and one after what is interpolated in front of a sentence.
    private static func tidy(_ text: String) -> String {
        var result = ""
        for character in text.split(separator: " ").joined(separator: " ") {
            if result.last == ">", character.isUppercase { result.append(" ") }
            result.append(character)
        }
        return result
    }

    /// The arguments up to the closing parenthesis; each with its label, its code, and the string literals in it.
    private mutating func argumentTexts() -> [(label: String, code: String, words: [String])] {
        var arguments: [(label: String, code: String, words: [String])] = []
        var current = (label: "", code: "", words: [String]())
        var depth = 0
        var isConcatenated = false
        while position < text.count {
            let character = text[position]
            if character == "\"" {
                let words = literal()
                // `"a" + "b"` is one sentence, `x ? "a" : "b"` is two.
                if isConcatenated, let last = current.words.popLast() {
                    current.words.append(last + words)
                } else if !words.isEmpty {
                    current.words.append(words)
                }
                isConcatenated = false
                continue
            }
            position += 1
            switch character {
            case "(", "[", "{": depth += 1
            case ")" where depth == 0, "," where depth == 0:
                arguments.append(current)
                current = ("", "", [])
                if character == ")" { return arguments }
                continue
            case ")", "]", "}": depth -= 1
            case ":" where depth == 0 && current.label.isEmpty && current.words.isEmpty && arguments.count > 1:
                current.label = current.code.filter { !$0.isWhitespace }
                current.code = ""
                continue
            case "+": isConcatenated = !current.words.isEmpty
            default: break
            }
            current.code.append(character)
        }
        return []
    }

    /// A string literal from its opening quote on, of one line or of several.
    private mutating func literal() -> String {
        let isLong = starts(with: "\"\"\"")
        position += isLong ? 3 : 1
        var words = ""
        while position < text.count {
            if starts(with: isLong ? "\"\"\"" : "\"") {
                position += isLong ? 3 : 1
                break
            }
            if text[position] == "\\" {
                words += escape()
            } else {
                words.append(text[position] == "\n" ? " " : text[position])
                position += 1
            }
        }
        return words
    }

    private mutating func escape() -> String {
        position += 2
        guard position <= text.count else { return "" }
        let escaped = text[position - 1]
        guard escaped == "(" else { return escaped == "\n" || escaped == "n" ? " " : String(escaped) }
        var code = ""
        var depth = 1
        while position < text.count {
            let character = text[position]
            if character == "\"" {
                code += literal()
                continue
            }
            position += 1
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if depth == 0 { break }
            code.append(character)
        }
        return "<\(Self.name(code))>"
    }

    /// The last word of an expression: `byteText(sizeBytes)` and `error.sizeBytes` are both "size bytes".
    private static func name(_ code: String) -> String {
        let word = code.split { !$0.isLetter && !$0.isNumber }.last { $0.first?.isLowercase == true } ?? "value"
        return word.reduce(into: "") { name, character in
            if character.isUppercase { name += " " }
            name += character.lowercased()
        }
    }

    private mutating func skipLine() {
        while position < text.count, text[position] != "\n" { position += 1 }
    }

    private func starts(with word: String) -> Bool {
        text.count - position >= word.count && text[position..<(position + word.count)].elementsEqual(word)
    }
}
