/// The text that describes a VMDK, embedded in a sparse extent or in a file of its own
/// (VMware Virtual Disk Format 5.0, "The Descriptor File").
///
/// It is read by bytes as C programs do, not by characters: a line ends at a line feed only, words end at any
/// of C's white space, and a line that another reader would take for an extent is an extent here or an error.
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

    init(_ bytes: [UInt8]) throws(Malformation) {
        // The text ends at the first NUL: an embedded descriptor is filled up with them.
        for line in bytes.prefix(while: { $0 != 0 }).split(separator: UInt8(ascii: "\n")) {
            var words = WordReader(rest: line)
            guard let first = words.next(), first.first != UInt8(ascii: "#") else { continue }
            if Self.accesses.contains(String(decoding: first, as: UTF8.self).uppercased()) {
                guard extents.count < Self.maximumExtents else { throw Malformation(line: "more extents than can be") }
                guard let extent = Self.extent(access: first, &words) else {
                    throw Malformation(line: String(decoding: line.prefix(200), as: UTF8.self))
                }
                extents.append(extent)
            } else if let equals = line.firstIndex(of: UInt8(ascii: "=")) {
                values[Self.trimmed(line[..<equals]).lowercased()] = Self.trimmed(line[(equals + 1)...])
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

    private static let accesses: Set = ["RW", "RDONLY", "NOACCESS"]

    /// `RW 4192256 SPARSE "disk-s001.vmdk"`, with an offset in sectors at the end of flat ones; nil for nonsense.
    private static func extent(access: ArraySlice<UInt8>, _ words: inout WordReader) -> Extent? {
        guard let access = String(validating: access, as: UTF8.self), accesses.contains(access),
            let sectors = words.number(),
            let kind = words.next().flatMap({ String(validating: $0, as: UTF8.self) }),
            !kind.contains("\"")
        else { return nil }
        var extent = Extent(access: access, sectors: sectors, kind: kind, file: nil, offsetSectors: 0)
        guard !words.isAtEnd else { return extent }
        guard let file = words.quoted() else { return nil }
        extent.file = file
        guard !words.isAtEnd else { return extent }
        guard let offset = words.number() else { return nil }
        extent.offsetSectors = offset
        return extent
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        let isFill = { (byte: UInt8) in WordReader.isSpace(byte) || byte == UInt8(ascii: "\"") }
        var bytes = bytes.drop(while: isFill)
        while let last = bytes.last, isFill(last) { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Takes words from a line.
private struct WordReader {
    var rest: ArraySlice<UInt8>

    /// C's isspace() without the line feed: tab, vertical tab, form feed, carriage return and blank.
    static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || (11...13).contains(byte) }

    var isAtEnd: Bool { rest.allSatisfy(Self.isSpace) }

    mutating func next() -> ArraySlice<UInt8>? {
        rest = rest.drop(while: Self.isSpace)
        let word = rest.prefix { !Self.isSpace($0) }
        rest = rest[word.endIndex...]
        return word.isEmpty ? nil : word
    }

    /// A number of sectors below 2^40; digits only.
    mutating func number() -> Int64? {
        guard let word = next(), word.allSatisfy({ (48...57).contains($0) }),
            let number = Int64(String(decoding: word, as: UTF8.self)), number < 1 << 40
        else { return nil }
        return number
    }

    /// A text in quotation marks, white space after it.
    mutating func quoted() -> String? {
        rest = rest.drop(while: Self.isSpace)
        guard rest.popFirst() == UInt8(ascii: "\""), let end = rest.firstIndex(of: UInt8(ascii: "\"")) else {
            return nil
        }
        let text = rest[..<end]
        rest = rest[(end + 1)...]
        guard rest.first.map(Self.isSpace) ?? true, !text.contains(13) else { return nil }
        return String(validating: text, as: UTF8.self)
    }
}
