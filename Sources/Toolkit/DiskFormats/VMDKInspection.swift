internal import ByteStreams
internal import Files

/// Looks into a VMDK: one sparse extent with its descriptor inside, or a descriptor with extents beside it.
struct VMDKInspection {
    private let reader: ImageReader
    private static let maximumDescriptorBytes: Int64 = 1 << 20

    init(_ reader: ImageReader) { self.reader = reader }

    private var name: String { reader.name }

    func content() throws -> DiskContent {
        let head = HeaderBytes(try reader.head(512))
        if head.has("COWD", at: 0) { throw DiskFormatError.vmdkType(name: name, type: "ESX sparse (COWD)") }
        guard head.has("KDMV", at: 0) else { return try describedContent() }
        let header = try VMDKSparseExtent(reader).check()
        return DiskContent(
            bytes: reader.content, format: .vmdk, isStreamable: header.isStreamable,
            virtualSizeBytes: header.capacityBytes)
    }

    private func describedContent() throws -> DiskContent { try VMDKExtents(descriptor(), reader).content() }

    /// What QEMU gets in place of a descriptor; nil for an extent that has its descriptor inside.
    func standIn() throws -> VMDKStandIn? {
        guard !HeaderBytes(try reader.head(512)).has("KDMV", at: 0) else { return nil }
        return try VMDKExtents(descriptor(), reader).standIn()
    }

    /// The descriptor that is a file of its own.
    private func descriptor() throws -> VMDKDescriptor {
        guard reader.content.storedBytes <= Self.maximumDescriptorBytes else {
            throw DiskFormatError.malformed(name: name, format: .vmdk, reason: "Its descriptor has more than 1 MiB")
        }
        let bytes = try reader.head(Int(Self.maximumDescriptorBytes))
        let descriptor: VMDKDescriptor
        do { descriptor = try VMDKDescriptor(bytes) } catch {
            throw DiskFormatError.malformed(
                name: name, format: .vmdk, reason: "Its descriptor has the line \"\(error.line)\"")
        }
        if let parent = descriptor.parent { throw DiskFormatError.vmdkDelta(name: name, parent: parent) }
        let type = descriptor.values["createtype"] ?? "none"
        guard Self.readTypes.contains(type) else { throw DiskFormatError.vmdkType(name: name, type: type) }
        return descriptor
    }

    /// The types whose extents are files; `vmfs` is what an ESXi datastore has: a descriptor with NAME-flat.vmdk.
    private static let readTypes: Set = [
        "monolithicSparse", "monolithicFlat", "twoGbMaxExtentSparse", "twoGbMaxExtentFlat", "streamOptimized", "vmfs",
    ]
}

/// The extents that a descriptor file names.
private struct VMDKExtents {
    private let descriptor: VMDKDescriptor
    private let reader: ImageReader

    init(_ descriptor: VMDKDescriptor, _ reader: ImageReader) {
        self.descriptor = descriptor
        self.reader = reader
    }

    private var name: String { reader.name }

    /// Flat extents are the disk's bytes in pieces, so they are read as raw; sparse ones are left to QEMU's driver.
    func content() throws -> DiskContent {
        let size = try totalBytes()
        let parts = try parts()
        guard descriptor.extents.contains(where: { $0.kind == "SPARSE" }) else {
            let bytes = ByteContent(parts: parts)
            return DiskContent(bytes: bytes, format: .raw, isStreamable: true, virtualSizeBytes: size)
        }
        return DiskContent(
            bytes: reader.content, format: .vmdk, isStreamable: false, virtualSizeBytes: size,
            companions: parts.map(\.path))
    }

    /// The extents as they were checked, in words of our own.
    func standIn() throws -> VMDKStandIn {
        _ = try totalBytes()
        return VMDKStandIn(
            try zip(descriptor.extents, parts()).map { extent, part in
                (extent, try Files.realPath(of: part.path))
            })
    }

    private func totalBytes() throws -> Int64 {
        guard let size = descriptor.totalBytes, size > 0 else {
            throw DiskFormatError.vmdkFalseSize(name: name, reason: "Its extents have no believable size together")
        }
        return size
    }

    private func parts() throws -> [ByteContent.Part] {
        let folder = try folder()
        return try descriptor.extents.map { try part($0, in: folder) }
    }

    /// The folder of the descriptor, which must be a file of its own there.
    private func folder() throws -> String {
        guard let file = reader.content.directFile, file.offset == 0,
            try ByteContent(file: file.path).storedBytes == file.length
        else {
            throw DiskFormatError.unsupported(
                name: name, reason: "It is a descriptor inside an archive, and its extents can't be opened there")
        }
        return file.path.lastIndex(of: "/").map { String(file.path[...$0]) } ?? ""
    }

    /// Checks an extent.
    /// - Returns: where its bytes are: the disk's own of a flat one, the whole file of one that only QEMU can read.
    private func part(_ extent: VMDKDescriptor.Extent, in folder: String) throws -> ByteContent.Part {
        // QEMU passes over extents of zeros and those that aren't RW: the disk would be shorter than it is.
        guard ["FLAT", "VMFS", "SPARSE"].contains(extent.kind), extent.access == "RW", let file = extent.file else {
            throw DiskFormatError.vmdkType(name: name, type: "\(extent.access) \(extent.kind)")
        }
        guard !file.isEmpty, !file.contains("/"), !file.contains("\\"), file != ".." else {
            throw DiskFormatError.vmdkUnsafeExtent(name: name, extent: file)
        }
        guard let content = try? ByteContent(file: folder + file, name: file) else {
            throw DiskFormatError.vmdkMissingExtent(name: name, extent: file)
        }
        guard Files.isFile(folder + file, inside: folder) else {
            throw DiskFormatError.vmdkUnsafeExtent(name: name, extent: file)
        }
        guard extent.kind != "SPARSE" else {
            let capacity = try VMDKSparseExtent(ImageReader(content)).check().capacityBytes
            guard capacity == extent.bytes else { throw falseSize(file, extent.bytes, capacity) }
            return ByteContent.Part(name: file, path: folder + file, lengthBytes: content.storedBytes)
        }
        let offset = extent.offsetSectors * 512
        guard offset + extent.bytes <= content.storedBytes else {
            throw falseSize(file, extent.bytes, content.storedBytes - offset)
        }
        return ByteContent.Part(name: file, path: folder + file, offsetBytes: offset, lengthBytes: extent.bytes)
    }

    private func falseSize(_ file: String, _ said: Int64, _ found: Int64) -> DiskFormatError {
        .vmdkFalseSize(name: name, reason: "It says that \(file) has \(said) bytes, and it has \(found)")
    }
}
