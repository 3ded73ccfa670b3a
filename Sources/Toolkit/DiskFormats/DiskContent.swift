public import ByteStreams

/// A disk image: its stored bytes, and what they are to be read as.
///
/// The format is always named, never guessed while reading: a guest can write any header it likes
/// at the start of a raw disk.
public struct DiskContent: Sendable, Equatable, Codable {
    /// Where the image's bytes are kept.
    public var bytes: ByteContent
    /// What they are read as.
    public var format: DiskFormat
    /// Whether the image can be read from front to back in one pass (raw, and streamOptimized VMDK with whole
    /// 64 KiB grains); one that can't is read by random access.
    public var isStreamable: Bool
    /// The disk's size as the guest sees it, from the image's own header; nil for a compressed raw image,
    /// whose size is known only to its descriptor.
    public var virtualSizeBytes: Int64?
    /// The paths of other files that hold parts of the disk and that `bytes` only names: a VMDK's sparse extents.
    public var companions: [String]

    /// Describes an image; see the members.
    public init(
        bytes: ByteContent, format: DiskFormat, isStreamable: Bool, virtualSizeBytes: Int64?,
        companions: [String] = []
    ) {
        self.bytes = bytes
        self.format = format
        self.isStreamable = isStreamable
        self.virtualSizeBytes = virtualSizeBytes
        self.companions = companions
    }
}
