/// A name in lower case as bytes, for searching: ten thousand machines are recognised in one go.
struct LoweredName {
    private var bytes: [UInt8]

    init(_ name: String) {
        bytes = name.utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
    }

    func contains(_ part: StaticString) -> Bool { lastRange(of: part) != nil }

    func hasPrefix(_ part: StaticString) -> Bool { part.withUTF8Buffer { bytes.starts(with: $0) } }

    /// Puts spaces over the last mention of a part.
    mutating func blank(last part: StaticString) {
        guard let range = lastRange(of: part) else { return }
        for position in range { bytes[position] = 0x20 }
    }

    /// The number that follows the last mention of a word, a few words between them allowed.
    func number(after part: StaticString) -> String? {
        guard let range = lastRange(of: part) else { return nil }
        let rest = bytes[range.upperBound...]
        let gap = rest.prefix { !Self.isDigit($0) }
        guard gap.count <= 32 else { return nil }
        var number = rest.dropFirst(gap.count).prefix { Self.isDigit($0) || $0 == UInt8(ascii: ".") }
        while number.last == UInt8(ascii: ".") { number = number.dropLast() }
        return number.isEmpty ? nil : String(decoding: number, as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private func lastRange(of part: StaticString) -> Range<Int>? {
        part.withUTF8Buffer { part in
            guard let first = part.first, bytes.count >= part.count else { return nil }
            var start = bytes.count - part.count
            while start >= 0 {
                if bytes[start] == first, bytes[start..<(start + part.count)].elementsEqual(part) {
                    return start..<(start + part.count)
                }
                start -= 1
            }
            return nil
        }
    }
}
