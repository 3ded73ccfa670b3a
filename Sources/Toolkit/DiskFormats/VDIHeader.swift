/// The header of a VirtualBox disk image, version 1.1 (QEMU, block/vdi.c); numbers are little-endian.
enum VDIHeader {
    /// The disk's size, once the image is known to stand alone and to be complete.
    static func checkedVirtualBytes(_ reader: ImageReader) throws -> Int64 {
        let header = try reader.bytes(at: 0, count: 512, of: "header")
        guard header.little(at: 0x44, count: 4) == 0x0001_0001 else {
            throw DiskFormatError.unsupported(
                name: reader.name,
                reason: "It is a VDI of version 0x\(String(header.little(at: 0x44, count: 4), radix: 16))")
        }
        let type = header.little(at: 0x4C, count: 4)
        // Type 3 is an undo image and 4 a differencing one; a link or parent UUID says the same.
        guard type < 3, header.isZero(0x1A8..<0x1C8) else {
            throw DiskFormatError.differencing(name: reader.name, format: .vdi)
        }
        let size = header.little(at: 0x170, count: 8)
        let blockBytes = header.little(at: 0x178, count: 4)
        guard type == 1 || type == 2, blockBytes == 1 << 20, size <= UInt64(DiskContent.maximumVirtualBytes) else {
            throw DiskFormatError.malformed(
                name: reader.name, format: .vdi,
                reason: "It claims \(size) bytes in blocks of \(blockBytes), type \(type)")
        }
        let end = header.little(at: 0x158, count: 4) + header.little(at: 0x184, count: 4) * blockBytes
        if let fileBytes = reader.sizeBytes, end > UInt64(fileBytes) {
            throw DiskFormatError.truncated(
                name: reader.name, reason: "Its blocks should end at byte \(end), and it ends at \(fileBytes)")
        }
        return (Int64(size) + 511) / 512 * 512
    }
}
