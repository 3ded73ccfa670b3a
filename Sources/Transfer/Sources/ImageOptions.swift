internal import DiskFormats
internal import FoundationEssentials

/// An image as QEMU is told to open it: every layer named, nothing probed, no other file followed.
struct ImageOptions: Equatable {
    var format: DiskFormat
    var path: String
    /// The part of the file that is the image, for one inside an archive.
    var part: Range<Int64>?
    var isReadOnly: Bool

    /// QEMU's `json:` file name (qemu-block-drivers(7)).
    var jsonFileName: String {
        get throws {
            let readOnly = isReadOnly ? #","read-only":true"# : ""
            let file = #"{"driver":"file","filename":\#(try Self.quoted(path))\#(readOnly)}"#
            var protocolLayer = file
            if let part {
                let place = #""offset":\#(part.lowerBound),"size":\#(part.upperBound - part.lowerBound)"#
                protocolLayer = #"{"driver":"raw",\#(place)\#(readOnly),"file":\#(file)}"#
            }
            // A backing file named in the image could be any file of this host.
            let backing = format == .qcow2 || format == .vmdk ? #","backing":null"# : ""
            // By default QEMU computes a VHD's size from its geometry, which may fall short of the disk's end.
            let size = format == .vhd ? #","force_size_calc":"current_size""# : ""
            return #"json:{"driver":"\#(format.driver)"\#(backing)\#(size)\#(readOnly),"file":\#(protocolLayer)}"#
        }
    }

    private static func quoted(_ text: String) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return String(decoding: try encoder.encode(text), as: UTF8.self)
    }
}
