/// Regular expressions of schemas.
enum TextPattern {
    /// Whether a text has a match somewhere, as `pattern` of JSON Schema means it.
    ///
    /// The patterns are our own and compile; one that did not would match nothing and fail the tests.
    static func matches(_ text: String, _ pattern: String) -> Bool {
        guard let regex = try? Regex(pattern).matchingSemantics(.unicodeScalar) else { return false }
        return text.firstMatch(of: regex) != nil
    }
}

/// Formats of texts in schemas.
enum TextFormat {
    static func isValid(_ text: String, _ format: String) -> Bool {
        switch format {
        case "date-time": Timestamp(text) != nil
        case "byte": isBase64(Array(text.utf8))
        default: true
        }
    }

    /// RFC 4648 with padding; line breaks are let pass, as Go's decoder does.
    private static func isBase64(_ bytes: [UInt8]) -> Bool {
        let letters = bytes.filter { $0 != 0x0a && $0 != 0x0d }
        guard letters.count % 4 == 0 else { return false }
        let padding = letters.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        return padding <= 2 && letters.dropLast(padding).allSatisfy(isBase64Letter)
    }

    private static func isBase64Letter(_ letter: UInt8) -> Bool {
        switch letter {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
            true
        default: false
        }
    }
}
