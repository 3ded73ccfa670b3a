/// The parts of a VHDX image that say what it is (MS-VHDX); numbers are little-endian.
enum VHDXMetadata {
    // GUIDs as they stand in the file: the first three fields little-endian.
    private static let metadataRegion: [UInt8] = [
        0x06, 0xA2, 0x7C, 0x8B, 0x90, 0x47, 0x9A, 0x4B, 0xB8, 0xFE, 0x57, 0x5F, 0x05, 0x0F, 0x88, 0x6E,
    ]
    private static let fileParameters: [UInt8] = [
        0x37, 0x67, 0xA1, 0xCA, 0x36, 0xFA, 0x43, 0x4D, 0xB3, 0xB6, 0x33, 0xF0, 0xAA, 0x44, 0xE7, 0x6B,
    ]
    private static let virtualDiskSize: [UInt8] = [
        0x24, 0x42, 0xA5, 0x2F, 0x1B, 0xCD, 0x76, 0x48, 0xB2, 0x11, 0x5D, 0xBE, 0xD8, 0x3B, 0xF4, 0xB8,
    ]

    /// The disk's size, once the image is known to stand alone and to have been closed cleanly.
    static func checkedVirtualBytes(_ reader: ImageReader) throws -> Int64 {
        try checkLog(reader)
        let region = try metadataPlace(reader)
        let table = try reader.bytes(at: region, count: 64 << 10, of: "metadata table")
        guard table.has("metadata", at: 0) else { throw malformed(reader, "Its metadata table is missing") }
        let parameters = try item(fileParameters, in: table, region, reader)
        guard parameters.little(at: 4, count: 4) & 2 == 0 else {
            throw DiskFormatError.differencing(name: reader.name, format: .vhdx)
        }
        let size = try item(virtualDiskSize, in: table, region, reader).little(at: 0, count: 8)
        guard let size = Int64(exactly: size), size % 512 == 0 else {
            throw malformed(reader, "It claims \(size) bytes")
        }
        return size
    }

    /// The newer of the two headers must name no log (MS-VHDX 2.2.2, LogGuid).
    private static func checkLog(_ reader: ImageReader) throws {
        let headers = try [64 << 10, 128 << 10].map { try reader.bytes(at: $0, count: 4096, of: "header") }
        let sound = headers.filter { $0.has("head", at: 0) }
        guard let newest = sound.max(by: { $0.little(at: 8, count: 8) < $1.little(at: 8, count: 8) }) else {
            throw malformed(reader, "Both of its headers are missing")
        }
        guard newest.isZero(48..<64) else { throw DiskFormatError.vhdxDirtyLog(name: reader.name) }
    }

    private static func metadataPlace(_ reader: ImageReader) throws -> Int64 {
        for offset in [Int64(192 << 10), 256 << 10] {
            let table = try reader.bytes(at: offset, count: 64 << 10, of: "region table")
            guard table.has("regi", at: 0) else { continue }
            // 32-byte entries after a 16-byte head; 2047 at most (MS-VHDX 2.2.3.1).
            for index in 0..<Int(min(table.little(at: 8, count: 4), 2046)) {
                let entry = 16 + index * 32
                guard Array(table.bytes[entry..<entry + 16]) == metadataRegion else { continue }
                guard let place = Int64(exactly: table.little(at: entry + 16, count: 8)) else { break }
                return place
            }
        }
        throw malformed(reader, "Its region tables name no metadata")
    }

    /// A metadata item of 8 bytes; entries of 32 bytes follow a head of 32 (MS-VHDX 2.6.1).
    private static func item(
        _ id: [UInt8], in table: HeaderBytes, _ region: Int64, _ reader: ImageReader
    ) throws -> HeaderBytes {
        for index in 0..<Int(min(table.little(at: 10, count: 2), 2046)) {
            let entry = 32 + index * 32
            guard Array(table.bytes[entry..<entry + 16]) == id else { continue }
            let place = Int64(table.little(at: entry + 16, count: 4))
            return try reader.bytes(at: region + place, count: 8, of: "metadata item")
        }
        throw malformed(reader, "Its metadata lacks an item")
    }

    private static func malformed(_ reader: ImageReader, _ reason: String) -> DiskFormatError {
        .malformed(name: reader.name, format: .vhdx, reason: reason)
    }
}
