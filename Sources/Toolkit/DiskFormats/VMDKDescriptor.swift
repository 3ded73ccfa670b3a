/// The text that describes a VMDK, embedded in a sparse extent or in a file of its own
/// (VMware Virtual Disk Format 5.0, "The Descriptor File").
struct VMDKDescriptor: Equatable {
    /// `key=value` lines, keys in lower case, values without quotes.
    private(set) var values: [String: String] = [:]
    /// The extents, in order.
    private(set) var extents: [Extent] = []

    /// A run of the disk.
    struct Extent: Equatable {
        var access: String
        var sectors: Int64
        var kind: String
        var file: String?
        var offsetSectors: Int64

        var bytes: Int64 { sectors * 512 }
    }

    /// What makes a line unreadable.
    struct Malformation: Error { var line: String }

    /// The most extents that are believed: 64 TiB in pieces of 2 GB are 32,768.
    private static let maximumExtents = 40_000

    init(_ text: String) throws(Malformation) {
        for line in text.split(whereSeparator: { $0.isNewline || $0 == "\0" }) {
            let line = line.drop { $0 == " " || $0 == "\t" }
            guard let first = line.first, first != "#" else { continue }
            if let extent = try Self.extent(line) {
                guard extents.count < Self.maximumExtents else { throw Malformation(line: "more extents than can be") }
                extents.append(extent)
            } else if let equals = line.firstIndex(of: "=") {
                let key = Self.trimmed(line[..<equals]).lowercased()
                values[key] = Self.trimmed(line[line.index(after: equals)...])
            }
        }
    }

    /// The parent that the disk holds changes to; nil when it stands alone.
    var parent: String? {
        if let hint = values["parentfilenamehint"], !hint.isEmpty { return hint }
        guard let id = values["parentcid"]?.lowercased(), !id.isEmpty, id != "ffffffff" else { return nil }
        return "content id \(id)"
    }

    /// The size of all extents together; nil when it can't be that large.
    var totalBytes: Int64? {
        extents.reduce(Int64(0) as Int64?) { sum, extent in
            guard let sum, sum + extent.bytes <= DiskContent.maximumVirtualBytes else { return nil }
            return sum + extent.bytes
        }
    }

    /// `RW 4192256 SPARSE "disk-s001.vmdk"`, with an offset in sectors at the end of flat ones; nil for another line.
    private static func extent(_ line: Substring) throws(Malformation) -> Extent? {
        let words = line.split(separator: " ", maxSplits: 3)
        guard let access = words.first, ["RW", "RDONLY", "NOACCESS"].contains(access) else { return nil }
        guard words.count >= 3, let sectors = Int64(words[1]), sectors >= 0, sectors < 1 << 40 else {
            throw Malformation(line: String(line.prefix(200)))
        }
        var extent = Extent(
            access: String(access), sectors: sectors, kind: String(words[2]), file: nil, offsetSectors: 0)
        guard words.count == 4 else { return extent }
        let pieces = words[3].split(separator: "\"", omittingEmptySubsequences: false)
        guard pieces.count >= 3, pieces[0].isEmpty else { throw Malformation(line: String(line.prefix(200))) }
        extent.file = String(pieces[1])
        let rest = trimmed(pieces[2])
        guard let offset = rest.isEmpty ? 0 : Int64(rest.prefix { $0 != " " }), offset >= 0, offset < 1 << 40 else {
            throw Malformation(line: String(line.prefix(200)))
        }
        extent.offsetSectors = offset
        return extent
    }

    private static func trimmed(_ text: Substring) -> String {
        let isFill: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\"" }
        let front = text.drop(while: isFill)
        return String(
            front.prefix(upTo: front.lastIndex { !isFill($0) }.map { front.index(after: $0) } ?? front.startIndex))
    }
}
