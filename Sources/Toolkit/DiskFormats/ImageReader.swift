internal import ByteStreams

/// Reads headers of an image by their place.
struct ImageReader {
    let content: ByteContent
    let name: String

    /// What can be read of an image that is compressed: enough for every header that lies at the front.
    private static let reachableHeadBytes: Int64 = 4 << 20

    /// The beginning of an image without random access, unpacked once.
    private let unpackedHead: [UInt8]?

    init(_ content: ByteContent) throws {
        self.content = content
        name = content.name
        unpackedHead = content.isRandomAccess ? nil : try content.readHead(Int(Self.reachableHeadBytes))
    }

    /// The image's length where it is known without unpacking.
    var sizeBytes: Int64? { content.compression == .none ? content.storedBytes : nil }

    /// The bytes at a place, all of them.
    /// - Throws: `DiskFormatError.truncated` when they aren't there.
    func bytes(at offset: Int64, count: Int, of what: String) throws -> HeaderBytes {
        guard offset >= 0, offset < Int64.max - Int64(count) else {
            throw DiskFormatError.truncated(name: name, reason: "Its \(what) would begin at byte \(offset)")
        }
        if let sizeBytes, offset + Int64(count) > sizeBytes {
            throw DiskFormatError.truncated(name: name, reason: "Its \(what) would reach past its end")
        }
        guard content.isRandomAccess || offset + Int64(count) <= Self.reachableHeadBytes else {
            throw DiskFormatError.unsupported(
                name: name, reason: "It is compressed, and its \(what) lies too far from its beginning to be checked")
        }
        let bytes = try stored(at: offset, count: count)
        guard bytes.count == count else {
            throw DiskFormatError.truncated(name: name, reason: "Its \(what) is cut short")
        }
        return HeaderBytes(bytes)
    }

    /// Up to so many bytes of the beginning.
    func head(_ count: Int) throws -> [UInt8] { try stored(at: 0, count: count) }

    private func stored(at offset: Int64, count: Int) throws -> [UInt8] {
        guard let unpackedHead else { return try content.readBytes(at: offset, count: count) }
        return Array(unpackedHead.dropFirst(Int(offset)).prefix(count))
    }
}

/// Bytes of a header, with numbers read at given places; the places are the caller's constants, inside the length.
struct HeaderBytes {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// A big-endian number.
    func big(at offset: Int, count: Int) -> UInt64 {
        bytes[offset..<offset + count].reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// A little-endian number.
    func little(at offset: Int, count: Int) -> UInt64 {
        bytes[offset..<offset + count].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Whether the text stands there.
    func has(_ text: String, at offset: Int) -> Bool {
        let wanted = Array(text.utf8)
        return offset + wanted.count <= bytes.count && Array(bytes[offset..<offset + wanted.count]) == wanted
    }

    /// Whether all of a range is zero.
    func isZero(_ range: Range<Int>) -> Bool { bytes[range].allSatisfy { $0 == 0 } }
}
