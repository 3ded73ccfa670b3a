internal import Values

/// What a scalar means by the core schema (YAML 1.2.2, section 10.3.2).
enum CoreSchema {
    static let tagPrefix = "tag:yaml.org,2002:"

    static func value(_ text: String, tag: String?, isPlain: Bool, at place: YAMLPlace) throws(YAMLError) -> JSONValue {
        guard let tag else { return isPlain ? try plainValue(text, place) : .string(text) }
        if tag == "!" || tag == tagPrefix + "str" { return .string(text) }
        let value = try plainValue(text, place)
        switch (tag, value) {
        case (tagPrefix + "null", .null), (tagPrefix + "bool", .bool), (tagPrefix + "int", .integer),
            (tagPrefix + "float", .double):
            return value
        case (tagPrefix + "float", .integer(let number)): return .double(Double(number))
        default: throw .unsupportedValue(problem: "\"\(text)\" does not fit the tag \(tag)", at: place)
        }
    }

    private static func plainValue(_ text: String, _ place: YAMLPlace) throws(YAMLError) -> JSONValue {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default: break
        }
        guard let first = text.utf8.first, first < 0x3A else { return .string(text) }
        if isSpecialNumber(text) {
            throw .unsupportedValue(problem: "\(text) has no counterpart in JSON", at: place)
        }
        if let integer = integer(text) { return .integer(integer) }
        guard isDecimal(text), let number = Double(text.hasPrefix("+") ? String(text.dropFirst()) : text) else {
            return .string(text)
        }
        guard number.isFinite else {
            throw .unsupportedValue(problem: "the number \(text) is out of range", at: place)
        }
        return .double(number)
    }

    private static func integer(_ text: String) -> Int64? {
        // Int64's own reading takes a sign after the prefix, which YAML does not.
        if text.hasPrefix("0o") { return digits(text, after: 2, radix: 8) }
        if text.hasPrefix("0x") { return digits(text, after: 2, radix: 16) }
        return Int64(text)
    }

    private static func digits(_ text: String, after count: Int, radix: Int) -> Int64? {
        let digits = text.dropFirst(count)
        guard let first = digits.first, first.isHexDigit else { return nil }
        return Int64(digits, radix: radix)
    }

    private static func isSpecialNumber(_ text: String) -> Bool {
        let unsigned = text.hasPrefix("+") || text.hasPrefix("-") ? text.dropFirst() : text[...]
        return [".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"].contains(String(unsigned))
    }

    // [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
    private static func isDecimal(_ text: String) -> Bool {
        var rest = text.utf8[...]
        func skipDigits() -> Int {
            let digits = rest.prefix { (0x30...0x39).contains($0) }.count
            rest = rest.dropFirst(digits)
            return digits
        }
        func skip(_ characters: String) -> Bool {
            guard let first = rest.first, characters.utf8.contains(first) else { return false }
            rest = rest.dropFirst()
            return true
        }
        _ = skip("+-")
        let whole = skipDigits()
        let fraction = skip(".") ? skipDigits() : 0
        guard whole > 0 || fraction > 0 else { return false }
        if skip("eE") {
            _ = skip("+-")
            guard skipDigits() > 0 else { return false }
        }
        return rest.isEmpty
    }
}
