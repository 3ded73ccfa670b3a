public import Resources
internal import Values

extension FieldSelector {
    /// Reads `metadata.name=x,metadata.namespace!=y` (fields.ParseSelector of apimachinery; `\` escapes).
    /// - Throws: `StoreError` with the API's sentence.
    public init(parsing text: String) throws(StoreError) {
        guard text.utf8.count <= 65536 else { throw StoreError(.badRequest, "the field selector is too long") }
        self.init()
        for term in Self.split(text, at: ",") where !term.isEmpty {
            requirements.append(try Self.requirement(term))
        }
    }

    /// Whether an object satisfies all requirements; a field that is missing is the empty text.
    public func matches(_ object: ResourceObject) -> Bool {
        requirements.allSatisfy { ($0.value == Self.text(at: $0.path, of: object)) == $0.isEqual }
    }

    private static func requirement(_ term: String) throws(StoreError) -> Requirement {
        var characters = Array(term)
        var index = 0
        while index < characters.count {
            if characters[index] == "\\" {
                index += 2
                continue
            }
            let rest = characters[index...]
            for (sign, isEqual) in [("!=", false), ("==", true), ("=", true)] where rest.starts(with: sign) {
                let path = String(characters[..<index])
                characters.removeFirst(index + sign.count)
                return Requirement(path, unescaped(characters), isEqual: isEqual)
            }
            index += 1
        }
        throw StoreError(.badRequest, "invalid selector: '\(term)'; can't understand '\(term)'")
    }

    private static func unescaped(_ characters: [Character]) -> String {
        var result = ""
        var isEscaped = false
        for character in characters {
            if character == "\\", !isEscaped {
                isEscaped = true
            } else {
                result.append(character)
                isEscaped = false
            }
        }
        return result
    }

    private static func split(_ text: String, at separator: Character) -> [String] {
        var result = [""]
        var isEscaped = false
        for character in text {
            if character == separator, !isEscaped {
                result.append("")
            } else {
                result[result.count - 1].append(character)
            }
            isEscaped = character == "\\" && !isEscaped
        }
        return result
    }

    private static func text(at path: String, of object: ResourceObject) -> String {
        var value: JSONValue? = object.value
        for name in path.split(separator: ".") { value = value?[String(name)] }
        switch value {
        case .string(let text): return text
        case .integer(let number): return String(number)
        case .bool(let truth): return String(truth)
        default: return ""
        }
    }
}

extension FieldSelector: CustomStringConvertible {
    /// The selector as the API reads it.
    public var description: String {
        requirements.map { requirement in
            let escaped = requirement.value.map { "\\,=".contains($0) ? "\\\($0)" : String($0) }.joined()
            return "\(requirement.path)\(requirement.isEqual ? "=" : "!=")\(escaped)"
        }.joined(separator: ",")
    }
}
