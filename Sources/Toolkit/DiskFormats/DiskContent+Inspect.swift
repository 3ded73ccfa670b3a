public import ByteStreams

/// What is known of an image's format before it is opened, and how far to trust it.
public enum DiskFormatClaim: Sendable, Equatable {
    /// The user or a trusted description said it: a raw disk may begin with anything, other formats need their signature.
    case certain(DiskFormat)
    /// A file name or a descriptor says it: the signature must agree, and a raw disk must not have another's.
    case named(DiskFormat)
    /// It is one of these, as descriptors with a generic format have it: the signature decides, and without
    /// one the disk is raw, if that is among them.
    ///
    /// A guest that wrote a foreign header on its raw disk gains nothing: whatever refers to other files is refused.
    case oneOf([DiskFormat])
}

/// Who says what an image is: where a wrong word must be mended.
public enum DiskFormatOrigin: Sendable, Equatable {
    /// The image's own name, or an option of the command.
    case user
    /// A libvirt domain.
    case domain
    /// The descriptor of an appliance.
    case appliance
}

/// A capacity that a descriptor states, and how exactly.
public struct StatedCapacity: Sendable, Equatable {
    /// The size in bytes.
    public var bytes: Int64
    /// The unit in which it was written: the image may differ by less than that.
    public var unitBytes: Int64

    /// Describes a capacity.
    public init(bytes: Int64, unitBytes: Int64) {
        self.bytes = bytes
        self.unitBytes = unitBytes
    }
}

extension DiskContent {
    /// The largest disk that is believed: 64 TiB, the largest that VMware and qcow2 with usual clusters have.
    public static let maximumVirtualBytes: Int64 = 1 << 46

    /// Looks into an image's headers: what it is, how large, and whether it stands alone.
    ///
    /// Blocking; reads headers and tables, not the data. A raw disk whose length isn't a whole number of sectors
    /// is taken to end in zeros up to the next one, as QEMU does.
    /// - Parameters:
    ///   - origin: who makes the claim.
    ///   - capacity: what the descriptor states; an image that differs by a unit or more is refused.
    public static func inspect(
        bytes: ByteContent, claim: DiskFormatClaim?, by origin: DiskFormatOrigin = .user,
        capacity: StatedCapacity? = nil
    ) throws -> DiskContent {
        guard bytes.storedBytes > 0 else { throw DiskFormatError.empty(name: bytes.name) }
        let reader = try ImageReader(bytes)
        let found = try DiskMagic.recognise(reader)
        let format = try settle(claim ?? .oneOf(DiskFormat.allCases), by: origin, found: found, reader.name)
        let content = try inspect(reader, as: format)
        if let capacity { try content.check(against: capacity, image: format) }
        return content
    }

    /// Looks into an image whose format is known for certain, or told by its signature alone.
    public static func inspect(bytes: ByteContent, format: DiskFormat?) throws -> DiskContent {
        try inspect(bytes: bytes, claim: format.map { .certain($0) })
    }

    private static func settle(
        _ claim: DiskFormatClaim, by origin: DiskFormatOrigin, found: DiskFormat?, _ name: String
    ) throws -> DiskFormat {
        switch claim {
        case .certain(.raw): return .raw
        case .named(.raw):
            if let found { throw DiskFormatError.rawLooksLike(name: name, found: found, origin: origin) }
            return .raw
        case .certain(let format), .named(let format):
            guard found == format else {
                throw DiskFormatError.mismatch(name: name, said: format, found: found, origin: origin)
            }
            return format
        case .oneOf(let formats):
            let format = found ?? .raw
            guard formats.contains(format) else {
                throw DiskFormatError.mismatch(name: name, said: formats.first ?? .raw, found: found, origin: origin)
            }
            return format
        }
    }

    private static func inspect(_ reader: ImageReader, as format: DiskFormat) throws -> DiskContent {
        let size: Int64
        switch format {
        case .raw:
            let rounded = reader.sizeBytes.map { ($0 + 511) / 512 * 512 }
            return DiskContent(bytes: reader.content, format: .raw, isStreamable: true, virtualSizeBytes: rounded)
        case .vmdk: return try VMDKInspection(reader).content()
        case .qcow2: size = try QCOW2Header(reader).checkedVirtualBytes(reader)
        case .vhd: size = try VHDFooter.checkedVirtualBytes(reader)
        case .vhdx: size = try VHDXMetadata.checkedVirtualBytes(reader)
        case .vdi: size = try VDIHeader.checkedVirtualBytes(reader)
        }
        guard size > 0, size <= maximumVirtualBytes else {
            throw DiskFormatError.malformed(name: reader.name, format: format, reason: "It claims \(size) bytes")
        }
        return DiskContent(bytes: reader.content, format: format, isStreamable: false, virtualSizeBytes: size)
    }

    private func check(against capacity: StatedCapacity, image: DiskFormat) throws {
        guard let size = virtualSizeBytes, capacity.bytes > 0 else { return }
        // Images come in whole grains, cylinders or mebibytes: that much rounding is not a lie.
        let tolerance = max(capacity.unitBytes, 1 << 20)
        guard abs(size - capacity.bytes) >= tolerance else { return }
        let name = bytes.name
        guard image == .vmdk else {
            throw DiskFormatError.capacityMismatch(name: name, imageBytes: size, descriptorBytes: capacity.bytes)
        }
        throw DiskFormatError.vmdkFalseSize(
            name: name, reason: "Its own header says \(size) bytes, and the appliance's descriptor \(capacity.bytes)")
    }
}
