internal import ByteStreams

/// What an image's first and last bytes say it is.
enum DiskMagic {
    /// Bytes of the beginning that recognition needs.
    static let headBytes = 1024

    /// The format whose signature the image bears; nil for none (a raw disk, as far as one can tell).
    static func recognise(_ reader: ImageReader) throws -> DiskFormat? {
        if let format = recognise(head: try reader.head(headBytes)) { return format }
        // A fixed VHD begins with the disk's own bytes; only its footer tells.
        guard reader.content.isRandomAccess, let size = reader.sizeBytes, size >= 512 else { return nil }
        return try reader.bytes(at: size - 512, count: 8, of: "footer").has("conectix", at: 0) ? .vhd : nil
    }

    /// The format whose signature stands in the first bytes.
    static func recognise(head: [UInt8]) -> DiskFormat? {
        let head = HeaderBytes(head)
        if head.bytes.starts(with: [0x51, 0x46, 0x49, 0xFB]) { return .qcow2 }
        if head.has("KDMV", at: 0) || head.has("COWD", at: 0) || head.has("# Disk DescriptorFile", at: 0) {
            return .vmdk
        }
        if head.has("conectix", at: 0) { return .vhd }
        if head.has("vhdxfile", at: 0) { return .vhdx }
        if head.bytes.count >= 0x44, head.little(at: 0x40, count: 4) == 0xBEDA_107F { return .vdi }
        return nil
    }
}
