/// A SHA-256 digest of a block: 32 bytes held in place, so that a million of them are one allocation.
public struct BlockDigest: Sendable, Hashable {
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    /// The length of a digest in bytes.
    public static let lengthBytes = 32

    /// A digest of zero bits, which no known block has; a place to be filled.
    public init() {}

    /// Reads a digest from 32 bytes.
    public init(bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count == Self.lengthBytes, "a digest has 32 bytes")
        withUnsafeMutableBytes { $0.copyMemory(from: bytes) }
    }

    /// The 32 bytes.
    public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try Swift.withUnsafeBytes(of: words, body)
    }

    /// The 32 bytes, to be written.
    public mutating func withUnsafeMutableBytes<Result>(
        _ body: (UnsafeMutableRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try Swift.withUnsafeMutableBytes(of: &words, body)
    }

    /// The digest in lower-case hexadecimal.
    public var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        withUnsafeBytes { bytes in
            for byte in bytes {
                text.append(digits[Int(byte >> 4)])
                text.append(digits[Int(byte & 15)])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether all 32 bytes are equal.
    public static func == (left: Self, right: Self) -> Bool {
        left.words.0 == right.words.0 && left.words.1 == right.words.1 && left.words.2 == right.words.2
            && left.words.3 == right.words.3
    }

    /// Feeds the first eight bytes, which are as good as random.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
    }
}
