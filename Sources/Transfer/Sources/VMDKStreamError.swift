public import Failures

/// What is wrong with a streamOptimized VMDK.
public enum VMDKStreamError: NamedError, Equatable {
    /// The header, or the footer that repeats it, has a value that can't be.
    case header(name: String, field: String)
    /// The bytes end before the disk's end mark.
    case truncated(name: String, atByte: Int64)
    /// A marker is of no known kind.
    case unknownMarker(name: String, type: UInt32, atByte: Int64)
    /// A grain lies beyond the disk's capacity, or between two places for grains.
    case grainOutside(name: String, sector: UInt64)
    /// Two grains have the same place.
    case grainRepeated(name: String, sector: UInt64)
    /// A grain's compressed size is more than compressing it can give.
    case grainOversized(name: String, sector: UInt64, bytes: UInt32)
    /// A grain can't be inflated, or inflates to another size than a grain's.
    case grainDamaged(name: String, sector: UInt64, reason: String)
    /// There is something behind the end mark.
    case trailingBytes(name: String, atByte: Int64)

    /// What a person is told.
    public var failure: Failure {
        let name = self.name
        return Failure(
            id, .source, what: "The VMDK \(name) can't be read.", why: why,
            remedy: "Copy or export it again, and compare its digest with the exporter's.")
    }

    private var name: String {
        switch self {
        case .header(let name, _), .truncated(let name, _), .unknownMarker(let name, _, _), .grainOutside(let name, _),
            .grainRepeated(let name, _), .grainOversized(let name, _, _), .grainDamaged(let name, _, _),
            .trailingBytes(let name, _):
            name
        }
    }

    private var id: String {
        switch self {
        case .header: "vmdk.header"
        case .truncated: "vmdk.truncated"
        case .unknownMarker: "vmdk.marker.unknown"
        case .grainOutside: "vmdk.grain.outside"
        case .grainRepeated: "vmdk.grain.repeated"
        case .grainOversized: "vmdk.grain.oversized"
        case .grainDamaged: "vmdk.grain.damaged"
        case .trailingBytes: "vmdk.trailing"
        }
    }

    private var why: String {
        switch self {
        case .header(_, let field): "Its header or footer has a \(field), which can't be."
        case .truncated(_, let byte): "It ends at byte \(byte), before its end mark."
        case .unknownMarker(_, let type, let byte): "There is a marker of the unknown type \(type) at byte \(byte)."
        case .grainOutside(_, let sector): "It has data for sector \(sector), which isn't the place of a grain."
        case .grainRepeated(_, let sector): "It has data for sector \(sector) twice."
        case .grainOversized(_, let sector, let bytes):
            "The compressed data of sector \(sector) claims \(bytes) bytes, more than it can have."
        case .grainDamaged(_, let sector, let reason): "The data of sector \(sector) is damaged: \(reason)."
        case .trailingBytes(_, let byte): "There are more bytes behind its end mark at byte \(byte)."
        }
    }
}
