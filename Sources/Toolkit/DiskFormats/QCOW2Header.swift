internal import ByteStreams

/// The header of a qcow2 image (QEMU, docs/interop/qcow2.txt), versions 2 and 3; numbers are big-endian.
struct QCOW2Header {
    let version: UInt64
    let backingFileOffset: UInt64
    let backingFileLength: UInt64
    let clusterBits: UInt64
    let virtualBytes: UInt64
    let encryptionMethod: UInt64
    let levelOneEntries: UInt64
    let levelOneOffset: UInt64
    let incompatibleFeatures: UInt64

    init(_ reader: ImageReader) throws {
        let header = try reader.bytes(at: 0, count: 72, of: "header")
        version = header.big(at: 4, count: 4)
        backingFileOffset = header.big(at: 8, count: 8)
        backingFileLength = header.big(at: 16, count: 4)
        clusterBits = header.big(at: 20, count: 4)
        virtualBytes = header.big(at: 24, count: 8)
        encryptionMethod = header.big(at: 32, count: 4)
        levelOneEntries = header.big(at: 36, count: 4)
        levelOneOffset = header.big(at: 40, count: 8)
        incompatibleFeatures = version >= 3 ? try reader.bytes(at: 72, count: 8, of: "header").big(at: 0, count: 8) : 0
    }

    private enum Incompatible {
        static let corrupt: UInt64 = 1 << 1
        static let externalData: UInt64 = 1 << 2
        static let extendedLevelTwo: UInt64 = 1 << 4
        /// Dirty, compression type and extended L2 entries are the rest that QEMU 7.2 reads.
        static let readable: UInt64 = 1 << 0 | 1 << 3 | extendedLevelTwo
    }

    var hasExtendedLevelTwo: Bool { incompatibleFeatures & Incompatible.extendedLevelTwo != 0 }

    /// The disk's size, once the image is known to stand alone and to be complete.
    func checkedVirtualBytes(_ reader: ImageReader) throws -> Int64 {
        let name = reader.name
        guard version == 2 || version == 3 else {
            throw DiskFormatError.unsupported(name: name, reason: "It is qcow version \(version)")
        }
        guard backingFileOffset == 0, backingFileLength == 0 else {
            throw DiskFormatError.qcow2BackingFile(name: name, file: backingFile(reader))
        }
        guard incompatibleFeatures & Incompatible.externalData == 0 else {
            throw DiskFormatError.qcow2DataFile(name: name)
        }
        guard encryptionMethod == 0 else { throw DiskFormatError.qcow2Encrypted(name: name) }
        guard incompatibleFeatures & Incompatible.corrupt == 0 else {
            throw DiskFormatError.malformed(name: name, format: .qcow2, reason: "QEMU marked it as corrupt")
        }
        guard incompatibleFeatures & ~Incompatible.readable == 0 else {
            throw DiskFormatError.qcow2UnknownFeatures(name: name, bits: incompatibleFeatures)
        }
        guard (9...21).contains(clusterBits), virtualBytes <= UInt64(DiskContent.maximumVirtualBytes) else {
            throw DiskFormatError.malformed(
                name: name, format: .qcow2, reason: "It claims \(virtualBytes) bytes in clusters of 2^\(clusterBits)")
        }
        try QCOW2Tables(self, reader).checkComplete()
        return (Int64(virtualBytes) + 511) / 512 * 512
    }

    private func backingFile(_ reader: ImageReader) -> String {
        guard backingFileLength <= 1023, backingFileOffset < 1 << 21,
            let name = try? reader.bytes(
                at: Int64(backingFileOffset), count: Int(backingFileLength), of: "backing file's name")
        else { return "(unreadable name)" }
        return String(decoding: name.bytes, as: UTF8.self)
    }
}

/// The mapping tables of a qcow2 image, walked to see whether every cluster they name is inside the file.
///
/// QEMU reads clusters past the end of the file as zeros, without a word: a truncated image would
/// become a disk with holes.
struct QCOW2Tables {
    private let header: QCOW2Header
    private let reader: ImageReader
    private let fileBytes: UInt64
    private let offsetMask: UInt64 = 0x00FF_FFFF_FFFF_FE00
    /// Tables beyond this are not walked: a terabyte in the usual clusters has 128 MiB.
    private static let maximumTableBytes: UInt64 = 512 << 20

    init(_ header: QCOW2Header, _ reader: ImageReader) {
        self.header = header
        self.reader = reader
        fileBytes = UInt64(reader.sizeBytes ?? 0)
    }

    func checkComplete() throws {
        let clusterBytes = UInt64(1) << header.clusterBits
        let entryBytes: UInt64 = header.hasExtendedLevelTwo ? 16 : 8
        let coveredBytes = clusterBytes / entryBytes * clusterBytes
        let needed = (header.virtualBytes + coveredBytes - 1) / coveredBytes
        guard header.levelOneEntries >= needed, header.levelOneEntries <= 4 << 20 else {
            throw malformed("Its first-level table has \(header.levelOneEntries) entries, and \(needed) are needed")
        }
        // What is compressed as a whole is not walked: qemu-img reads it after it was unpacked.
        guard reader.content.isRandomAccess, needed * 8 <= Self.maximumTableBytes else { return }
        guard needed > 0 else { return }
        guard header.levelOneOffset < fileBytes else { throw truncated("first-level table") }
        let levelOne = try reader.bytes(
            at: Int64(header.levelOneOffset), count: Int(needed) * 8, of: "first-level table")
        var walkedBytes: UInt64 = 0
        for index in 0..<Int(needed) {
            let offset = levelOne.big(at: index * 8, count: 8) & offsetMask
            guard offset != 0 else { continue }
            walkedBytes += clusterBytes
            guard walkedBytes <= Self.maximumTableBytes else { return }
            try checkTable(at: offset, clusterBytes: clusterBytes, stride: Int(entryBytes))
        }
    }

    private func checkTable(at offset: UInt64, clusterBytes: UInt64, stride: Int) throws {
        guard offset < fileBytes else { throw truncated("second-level table") }
        let table = try reader.bytes(at: Int64(offset), count: Int(clusterBytes), of: "second-level table").bytes
        let lastByte = table.withUnsafeBytes { buffer in
            Swift.stride(from: 0, to: buffer.count, by: stride).reduce(UInt64(0)) { last, place in
                let entry = UInt64(bigEndian: buffer.loadUnaligned(fromByteOffset: place, as: UInt64.self))
                return max(last, hostOffset(entry))
            }
        }
        guard lastByte < fileBytes else { throw truncated("data at byte \(lastByte)") }
    }

    /// Where an entry's bytes begin in the file; zero for none, and for a cluster that reads as zeros.
    private func hostOffset(_ entry: UInt64) -> UInt64 {
        if entry & (1 << 62) != 0 { return entry & ((1 << (62 - (header.clusterBits - 8))) - 1) }
        if !header.hasExtendedLevelTwo, entry & 1 != 0 { return 0 }
        return entry & offsetMask
    }

    private func malformed(_ reason: String) -> DiskFormatError {
        .malformed(name: reader.name, format: .qcow2, reason: reason)
    }

    private func truncated(_ what: String) -> DiskFormatError {
        .truncated(name: reader.name, reason: "Its \(what) lies past its end, at \(fileBytes) bytes")
    }
}
