internal import ByteStreams

/// The footer of a VHD image (Microsoft's Virtual Hard Disk Image Format Specification); numbers are big-endian.
enum VHDFooter {
    private static let lengthBytes: Int64 = 512

    /// The disk's size, once the image is known to stand alone and to be complete.
    ///
    /// It is the footer's current size, as QEMU's `vpc` driver gives it with `force_size_calc=current_size`; left to
    /// itself the driver takes the geometry of unknown writers (VirtualBox, for one), which may be shorter.
    static func checkedVirtualBytes(_ reader: ImageReader) throws -> Int64 {
        let footer = try read(reader)
        let type = footer.big(at: 60, count: 4)
        guard type != 4 else { throw DiskFormatError.differencing(name: reader.name, format: .vhd) }
        guard type == 2 || type == 3 else { throw malformed(reader, "Its disk type is \(type)") }
        guard checksumHolds(footer) else { throw malformed(reader, "Its footer's checksum is wrong") }
        let currentBytes = footer.big(at: 48, count: 8)
        guard currentBytes > 0, currentBytes <= UInt64(DiskContent.maximumVirtualBytes) else {
            throw malformed(reader, "It claims \(currentBytes) bytes")
        }
        if type == 2, let size = reader.sizeBytes, UInt64(size - lengthBytes) < currentBytes {
            throw DiskFormatError.truncated(
                name: reader.name,
                reason: "It has \(size - lengthBytes) of the \(currentBytes) bytes that its footer states")
        }
        if type == 3 { try checkDynamicHeader(footer, reader) }
        return Int64(currentBytes / 512 * 512)
    }

    /// The footer at the end; in a dynamic image its copy at the beginning must not be alone.
    private static func read(_ reader: ImageReader) throws -> HeaderBytes {
        guard reader.content.isRandomAccess, let size = reader.sizeBytes else {
            return try reader.bytes(at: 0, count: 512, of: "footer")
        }
        let footer = try reader.bytes(at: max(0, size - lengthBytes), count: 512, of: "footer")
        guard footer.has("conectix", at: 0) else {
            throw DiskFormatError.truncated(name: reader.name, reason: "The footer that should end it is missing")
        }
        return footer
    }

    private static func checkDynamicHeader(_ footer: HeaderBytes, _ reader: ImageReader) throws {
        guard let offset = Int64(exactly: footer.big(at: 16, count: 8)) else {
            throw malformed(reader, "Its dynamic header would lie outside")
        }
        let header = try reader.bytes(at: offset, count: 1024, of: "dynamic header")
        guard header.has("cxsparse", at: 0) else { throw malformed(reader, "Its dynamic header is missing") }
        guard let table = Int64(exactly: header.big(at: 16, count: 8)), header.big(at: 28, count: 4) < 1 << 26 else {
            throw malformed(reader, "Its block table is impossible")
        }
        _ = try reader.bytes(at: table, count: Int(header.big(at: 28, count: 4)) * 4, of: "block table")
    }

    /// The one's complement of the sum of all bytes but the checksum's own.
    private static func checksumHolds(_ footer: HeaderBytes) -> Bool {
        let sum = footer.bytes.enumerated().reduce(UInt32(0)) { sum, byte in
            (64..<68).contains(byte.offset) ? sum : sum &+ UInt32(byte.element)
        }
        return UInt64(~sum) == footer.big(at: 64, count: 4)
    }

    private static func malformed(_ reader: ImageReader, _ reason: String) -> DiskFormatError {
        .malformed(name: reader.name, format: .vhd, reason: reason)
    }
}
