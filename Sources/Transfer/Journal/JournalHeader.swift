/// What a journal belongs to: exactly this source, copied exactly so.
///
/// The identity is text, one fact a line, so that a person can read what changed (`strings journal | head`).
struct JournalHeader: Equatable {
    var identity: String
    var sizeBytes: Int64

    /// `GANTRYJ` and the version of the format.
    static let magic = Array("GANTRYJ1".utf8)
    /// More than any identity has: a disk in a thousand chunks has some 200 kB.
    static let maximumIdentityBytes = 16 << 20

    /// The header's bytes without its checksum.
    var encoded: [UInt8] {
        var bytes = Self.magic
        bytes.append(littleEndian: UInt64(sizeBytes))
        bytes.append(littleEndian: UInt32(LeafGeometry.leafBytes))
        let text = Array(identity.utf8)
        bytes.append(littleEndian: UInt32(text.count))
        return bytes + text
    }
}

extension [UInt8] {
    mutating func append<Number: FixedWidthInteger>(littleEndian number: Number) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }

    /// Reads a number; the caller has checked that it is there.
    func number<Number: FixedWidthInteger>(at offset: Int, as type: Number.Type = Number.self) -> Number {
        withUnsafeBytes { Number(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: type)) }
    }
}
