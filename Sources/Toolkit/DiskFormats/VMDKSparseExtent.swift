internal import ByteStreams

/// Checks a hosted sparse extent: its header, the descriptor inside it, and whether its grains are all there.
struct VMDKSparseExtent {
    private let reader: ImageReader
    private static let maximumDescriptorBytes: Int64 = 1 << 20
    private static let maximumTables = 1 << 20

    init(_ reader: ImageReader) { self.reader = reader }

    private var name: String { reader.name }

    func check() throws -> SparseVMDKHeader {
        let bytes = try reader.bytes(at: 0, count: SparseVMDKHeader.lengthBytes, of: "header")
        let header = try parse(bytes)
        guard header.capacityBytes > 0, header.capacityBytes <= DiskContent.maximumVirtualBytes else {
            throw DiskFormatError.vmdkFalseSize(name: name, reason: "Its header claims \(header.capacityBytes) bytes")
        }
        try checkDescriptor(header)
        guard reader.content.isRandomAccess else { return header }
        if header.hasDirectoryAtEnd {
            try checkFooter(header)
        } else {
            try checkGrains(header, bytes)
        }
        return header
    }

    private func parse(_ bytes: HeaderBytes) throws -> SparseVMDKHeader {
        do { return try SparseVMDKHeader(bytes.bytes) } catch {
            guard case .field(let field) = error else {
                throw DiskFormatError.mismatch(name: name, said: .vmdk, found: nil, origin: .user)
            }
            guard !field.hasPrefix("capacity") else {
                throw DiskFormatError.vmdkFalseSize(name: name, reason: "Its header has a \(field)")
            }
            throw DiskFormatError.malformed(name: name, format: .vmdk, reason: "Its header has an impossible \(field)")
        }
    }

    private func checkDescriptor(_ header: SparseVMDKHeader) throws {
        guard header.descriptorOffsetBytes > 0, header.descriptorBytes > 0 else { return }
        guard header.descriptorBytes <= Self.maximumDescriptorBytes else {
            throw DiskFormatError.malformed(name: name, format: .vmdk, reason: "Its descriptor has more than 1 MiB")
        }
        let text = try reader.bytes(
            at: header.descriptorOffsetBytes, count: Int(header.descriptorBytes), of: "descriptor")
        let descriptor: VMDKDescriptor
        do { descriptor = try VMDKDescriptor(text.bytes) } catch {
            throw DiskFormatError.malformed(
                name: name, format: .vmdk, reason: "Its descriptor has the line \"\(error.line)\"")
        }
        if let parent = descriptor.parent { throw DiskFormatError.vmdkDelta(name: name, parent: parent) }
        guard descriptor.extents.count <= 1 else {
            throw DiskFormatError.vmdkType(name: name, type: "sparse extent that describes several extents")
        }
        guard let extent = descriptor.extents.first else { return }
        // Writers round the header up to a whole grain, and the descriptor not.
        guard abs(extent.bytes - header.capacityBytes) < max(header.grainBytes, 65536) else {
            throw DiskFormatError.vmdkFalseSize(
                name: name,
                reason: "Its header says \(header.capacityBytes) bytes, and its descriptor \(extent.bytes)")
        }
    }

    /// A stream ends with a marker, a copy of the header that knows the directory, and an end-of-stream marker.
    private func checkFooter(_ header: SparseVMDKHeader) throws {
        guard let size = reader.sizeBytes, size >= 2048,
            let footer = try? SparseVMDKHeader(reader.bytes(at: size - 1024, count: 512, of: "footer").bytes)
        else {
            throw DiskFormatError.truncated(name: name, reason: "The footer that should end it is missing")
        }
        guard footer.capacityBytes == header.capacityBytes else {
            throw DiskFormatError.vmdkFalseSize(
                name: name,
                reason: "Its header says \(header.capacityBytes) bytes, and its footer \(footer.capacityBytes)")
        }
    }

    /// Follows the grain directory: QEMU reads a grain past the end of the file as zeros, without a word.
    private func checkGrains(_ header: SparseVMDKHeader, _ bytes: HeaderBytes) throws {
        let entriesPerTable = Int64(bytes.little(at: 44, count: 4))
        let directory = bytes.little(at: 56, count: 8)
        guard (1...4096).contains(entriesPerTable), directory < 1 << 40 else {
            throw DiskFormatError.malformed(name: name, format: .vmdk, reason: "Its grain directory is impossible")
        }
        let tables = (header.capacityBytes - 1) / (header.grainBytes * entriesPerTable) + 1
        guard tables <= Self.maximumTables else {
            throw DiskFormatError.vmdkFalseSize(name: name, reason: "Its header claims \(header.capacityBytes) bytes")
        }
        let entries = try reader.bytes(at: Int64(directory) * 512, count: Int(tables) * 4, of: "grain directory")
        for index in 0..<Int(tables) {
            let table = Int64(entries.little(at: index * 4, count: 4))
            guard table != 0 else { continue }
            let grains = try reader.bytes(at: table * 512, count: Int(entriesPerTable) * 4, of: "grain table")
            try checkTable(grains)
        }
    }

    private func checkTable(_ grains: HeaderBytes) throws {
        let last = grains.bytes.withUnsafeBytes { buffer in
            stride(from: 0, to: buffer.count, by: 4).reduce(UInt32(0)) { highest, place in
                max(highest, UInt32(littleEndian: buffer.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
            }
        }
        guard Int64(last) * 512 < reader.sizeBytes ?? .max else {
            throw DiskFormatError.truncated(name: name, reason: "It lacks the grain at byte \(Int64(last) * 512)")
        }
    }
}
