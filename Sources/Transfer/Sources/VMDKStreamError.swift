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

    /// What a person is told; each in full, since `gantry explain` is made from these lines.
    public var failure: Failure {
        switch self {
        case .header, .truncated, .unknownMarker, .trailingBytes: streamFailure
        case .grainOutside, .grainRepeated, .grainOversized, .grainDamaged: grainFailure
        }
    }

    private var streamFailure: Failure {
        switch self {
        case .header(let name, let field):
            Failure(
                "vmdk.header", .source, what: "The VMDK \(name) can't be read.",
                why: "Its header or footer has a \(field), which can't be.",
                remedy: "Copy or export it again, and compare its digest with the exporter's.")
        case .truncated(let name, let byte):
            Failure(
                "vmdk.truncated", .source, what: "The VMDK \(name) can't be read.",
                why: "It ends at byte \(byte), before its end mark.",
                remedy: "Copy or export it again, and compare its digest with the exporter's.")
        case .unknownMarker(let name, let type, let byte):
            Failure(
                "vmdk.marker.unknown", .source, what: "The VMDK \(name) can't be read.",
                why: "There is a marker of the unknown type \(type) at byte \(byte).",
                remedy: "Copy or export it again, and compare its digest with the exporter's.")
        case .trailingBytes(let name, let byte):
            Failure(
                "vmdk.trailing", .source, what: "The VMDK \(name) can't be read.",
                why: "There are more bytes behind its end mark at byte \(byte).",
                remedy: "Copy or export it again, and compare its digest with the exporter's.")
        default: grainFailure
        }
    }

    private var grainFailure: Failure {
        switch self {
        case .grainOutside(let name, let sector):
            Failure(
                "vmdk.grain.outside", .source, what: "The VMDK \(name) can't be read.",
                why: "It has data for sector \(sector), which isn't the place of a grain.",
                remedy: "Copy or export it again, and compare its digest with the exporter's.")
        case .grainRepeated(let name, let sector):
            Failure(
                "vmdk.grain.repeated", .source, what: "The VMDK \(name) can't be read.",
                why: "It has data for sector \(sector) twice.",
                remedy: "Copy or export it again, and compare its digest with the exporter's.")
        case .grainOversized(let name, let sector, let bytes):
            Failure(
                "vmdk.grain.oversized", .source, what: "The VMDK \(name) can't be read.",
                why: "The compressed data of sector \(sector) claims \(bytes) bytes, more than it can have.",
                remedy: "Copy or export it again, and compare its digest with the exporter's.")
        case .grainDamaged(let name, let sector, let reason):
            Failure(
                "vmdk.grain.damaged", .source, what: "The VMDK \(name) can't be read.",
                why: "The data of sector \(sector) is damaged: \(reason).",
                remedy: "Copy or export it again, and compare its digest with the exporter's.")
        default: streamFailure
        }
    }
}
