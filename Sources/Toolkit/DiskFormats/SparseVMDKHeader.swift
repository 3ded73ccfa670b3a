/// The header of a hosted sparse VMDK extent (VMware Virtual Disk Format 5.0, "Hosted Sparse Extents").
///
/// Sizes are kept in bytes; the file has them in sectors of 512 bytes.
public struct SparseVMDKHeader: Sendable, Equatable {
    /// The disk's size as the guest sees it.
    public var capacityBytes: Int64
    /// The bytes that one grain covers.
    public var grainBytes: Int64
    /// Where the embedded descriptor text begins; zero for none.
    public var descriptorOffsetBytes: Int64
    /// The length of the embedded descriptor text.
    public var descriptorBytes: Int64
    /// Bytes before the first grain.
    public var overheadBytes: Int64
    /// Whether grains are compressed with deflate (flag 16).
    public var hasCompressedGrains: Bool
    /// Whether grains and metadata are preceded by markers (flag 17).
    public var hasMarkers: Bool
    /// Whether the grain directory is at the end, as streamOptimized disks have it.
    public var hasDirectoryAtEnd: Bool

    /// The header's length in bytes.
    public static let lengthBytes = 512

    /// Why a header can't be used.
    public enum Malformation: Error, Sendable, Equatable {
        /// The first four bytes aren't `KDMV`, or there are fewer than 512.
        case notSparse
        /// A field has a value that the specification doesn't allow; the text names it.
        case field(String)
    }

    /// Reads a header from the first 512 bytes of an extent.
    public init(_ bytes: [UInt8]) throws(Malformation) {
        guard bytes.count >= Self.lengthBytes, Array(bytes[0..<4]) == Array("KDMV".utf8) else { throw .notSparse }
        let version = Self.number(bytes, at: 4, count: 4)
        guard (1...3).contains(version) else { throw .field("version \(version)") }
        let flags = Self.number(bytes, at: 8, count: 4)
        hasCompressedGrains = flags & (1 << 16) != 0
        hasMarkers = flags & (1 << 17) != 0
        if hasCompressedGrains, Self.number(bytes, at: 77, count: 2) != 1 {
            throw .field("compression algorithm \(Self.number(bytes, at: 77, count: 2))")
        }
        capacityBytes = try Self.sectors(bytes, at: 12, "capacity")
        grainBytes = try Self.sectors(bytes, at: 20, "grain size")
        guard grainBytes >= 4096, grainBytes <= 1 << 26, grainBytes.nonzeroBitCount == 1 else {
            throw .field("grain size of \(grainBytes) bytes")
        }
        descriptorOffsetBytes = try Self.sectors(bytes, at: 28, "descriptor offset")
        descriptorBytes = try Self.sectors(bytes, at: 36, "descriptor size")
        hasDirectoryAtEnd = Self.number(bytes, at: 56, count: 8) == UInt64.max
        overheadBytes = try Self.sectors(bytes, at: 64, "overhead")
    }

    /// Whether the extent can be decoded in one pass from front to back, each grain filling whole 64 KiB blocks.
    ///
    /// The place of the grain directory doesn't matter for that: VMware puts it at the end, QEMU before the grains.
    public var isStreamable: Bool {
        hasCompressedGrains && hasMarkers && grainBytes % 65536 == 0
    }

    private static func number(_ bytes: [UInt8], at offset: Int, count: Int) -> UInt64 {
        (0..<count).reduce(0) { $0 | UInt64(bytes[offset + $1]) << (8 * UInt64($1)) }
    }

    /// A count of sectors as bytes; at most 2^62, so that sums of two never overflow.
    private static func sectors(_ bytes: [UInt8], at offset: Int, _ field: String) throws(Malformation) -> Int64 {
        let sectors = number(bytes, at: offset, count: 8)
        guard sectors < 1 << 53 else { throw .field("\(field) of \(sectors) sectors") }
        return Int64(sectors) * 512
    }
}
