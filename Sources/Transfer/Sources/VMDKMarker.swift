/// What precedes each piece of a streamOptimized VMDK (VMware Virtual Disk Format 5.0, "Stream-Optimized
/// Compressed Sparse Extents").
enum VMDKMarker: Equatable {
    /// A compressed grain: its sector, and the bytes that follow the marker's first 12.
    case grain(sector: UInt64, bytes: UInt32)
    /// A grain table, a grain directory or a footer: so many sectors follow the marker's own.
    case metadata(sectors: UInt64)
    /// A footer, which repeats the header.
    case footer
    /// The end of the stream.
    case end
    /// None of these.
    case unknown(type: UInt32)

    /// The bytes that tell a grain from the rest; a grain's data follows them directly.
    static let headBytes = 12

    /// Reads the first 16 bytes of a sector.
    init(_ bytes: [UInt8]) {
        let value: UInt64 = bytes.number(at: 0)
        let size: UInt32 = bytes.number(at: 8)
        guard size == 0 else {
            self = .grain(sector: value, bytes: size)
            return
        }
        switch bytes.number(at: 12, as: UInt32.self) {
        case 0: self = .end
        case 1, 2: self = .metadata(sectors: value)
        case 3: self = .footer
        case let type: self = .unknown(type: type)
        }
    }
}
