internal import CArchive

/// A file in an archive.
public struct ArchiveMember: Sendable, Equatable {
    /// The name, without `./` before it.
    public var name: String
    /// The length in bytes.
    public var sizeBytes: Int64
    /// Where its bytes begin in the file; nil in an archive that is compressed as a whole.
    public var dataOffsetBytes: Int64?

    /// Describes a member.
    public init(name: String, sizeBytes: Int64, dataOffsetBytes: Int64?) {
        self.name = name
        self.sizeBytes = sizeBytes
        self.dataOffsetBytes = dataOffsetBytes
    }

    /// The kinds of member that tar has.
    enum Kind: String {
        case file = "file"
        case directory = "directory"
        case symbolicLink = "symbolic link"
        case hardLink = "hard link"
        case characterDevice = "character device"
        case blockDevice = "block device"
        case fifo = "FIFO"
        case other = "special file"

        /// Tells the kind from the file type bits of a mode (archive_entry_filetype(3)).
        init(mode: UInt32) {
            self =
                switch mode & 0o170000 {
                case 0o100000: .file
                case 0o040000: .directory
                case 0o120000: .symbolicLink
                case 0o020000: .characterDevice
                case 0o060000: .blockDevice
                case 0o010000: .fifo
                default: .other
                }
        }
    }

    /// A name without empty and `.` components, so that two spellings of one path are equal; nil for an unsafe one.
    ///
    /// Backslashes are refused too: some tools take them for separators, and no exporter writes them.
    static func normalized(_ name: String) -> String? {
        guard !name.hasPrefix("/"), !name.utf8.contains(UInt8(ascii: "\\")) else { return nil }
        let components = name.split(separator: "/").filter { $0 != "." }
        guard !components.contains("..") else { return nil }
        return components.joined(separator: "/")
    }
}
