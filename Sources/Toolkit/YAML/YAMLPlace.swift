/// Where in a text something stands, as editors count: from 1, in characters.
public struct YAMLPlace: Sendable, Equatable, CustomStringConvertible {
    /// The line.
    public var line: Int
    /// The character in the line.
    public var column: Int

    /// Names a place.
    public init(_ line: Int, _ column: Int) {
        self.line = line
        self.column = column
    }

    /// The place for a sentence: "line 3, column 5".
    public var description: String { "line \(line), column \(column)" }

    /// The place of the byte at a position; a line break belongs to the line that it ends.
    init(ofByteAt position: Int, in bytes: some Collection<UInt8>) {
        line = 1
        column = 1
        for byte in bytes.prefix(position) {
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                // Continuation bytes are part of the character that they follow.
                column += 1
            }
        }
    }
}
