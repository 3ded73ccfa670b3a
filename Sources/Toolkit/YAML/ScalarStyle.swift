/// How a text is written so that every reader takes it for that text.
enum ScalarStyle {
    case plain
    case quoted
    case literal

    init(for text: String) {
        if Self.readsAsLiteral(text) {
            self = .literal
        } else {
            self = Self.readsAsPlainText(text) ? .plain : .quoted
        }
    }

    /// Words that are not text to readers of YAML 1.1 (yaml.org/type/bool.html, null.html) or 1.2.
    private static let words: Set<String> = [
        "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf",
    ]

    /// Deliberately narrow: letters, digits and a few signs, which don't make up a number, a time or a word above.
    private static func readsAsPlainText(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, let last = bytes.last, isAlphanumeric(first) || first == UInt8(ascii: "/"),
            last != UInt8(ascii: " ")
        else { return false }
        guard bytes.allSatisfy({ isAlphanumeric($0) || " _./@+-(),".utf8.contains($0) }) else { return false }
        guard !words.contains(text.lowercased()) else { return false }
        // Numbers, dates, hexadecimal, octal, `1_000`, `1e3`, `12,5`: made of these alone. `10Gi` isn't.
        let isNumberLike = bytes.allSatisfy { "0123456789abcdefABCDEFxXoO_.,+-tTzZ ".utf8.contains($0) }
        return !(isDigit(first) && isNumberLike)
    }

    /// Several lines that a block scalar holds without indentation hints or escapes.
    private static func readsAsLiteral(_ text: String) -> Bool {
        guard text.contains("\n"), let first = text.first, !first.isWhitespace else { return false }
        let isPrintable = text.unicodeScalars.allSatisfy { scalar in
            scalar == "\n" || (0x20...0x7E).contains(scalar.value)
                || ((0xA0...0xFFFD).contains(scalar.value) && !["\u{2028}", "\u{2029}", "\u{FEFF}"].contains(scalar))
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return isPrintable && !text.hasSuffix("\n\n") && !lines.contains { $0.last == " " }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
