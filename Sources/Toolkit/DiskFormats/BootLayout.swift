/// What the first sectors of a disk say about how it boots: a pure look at bytes, for raw disks and copies.
public struct BootLayout: Sendable, Equatable {
    /// The kind of partition table.
    public var scheme: Scheme
    /// Whether the master boot record holds code for a BIOS.
    public var hasBootCode: Bool
    /// Whether there is an EFI system partition.
    public var hasEFISystemPartition: Bool
    /// Whether there is a BIOS boot partition, in which GRUB keeps its core on GPT disks.
    public var hasBIOSBootPartition: Bool

    /// Kinds of partition table.
    public enum Scheme: String, Sendable, Codable {
        /// None that is known.
        case none
        /// A master boot record.
        case mbr
        /// A GUID partition table.
        case gpt
    }

    /// What firmware the disk can start under.
    public enum FirmwareHint: String, Sendable, Codable {
        /// A BIOS only.
        case bios
        /// UEFI only.
        case efi
        /// Either.
        case both
        /// Neither, as far as one can see: a data disk.
        case none
    }

    /// How many bytes are looked at: the MBR, the GPT header and its 128 entries, in sectors of 512 bytes.
    public static let headBytes = 34 * 512

    /// The GUID of an EFI system partition, C12A7328-F81F-11D2-BA4B-00A0C93EC93B, as it stands on the disk.
    private static let efiSystem: [UInt8] = [
        0x28, 0x73, 0x2A, 0xC1, 0x1F, 0xF8, 0xD2, 0x11, 0xBA, 0x4B, 0x00, 0xA0, 0xC9, 0x3E, 0xC9, 0x3B,
    ]
    /// The GUID of a BIOS boot partition, 21686148-6449-6E6F-744E-656564454649, as it stands on the disk.
    private static let biosBoot: [UInt8] = Array("Hah!IdontNeedEFI".utf8)

    /// Looks at a disk's first sectors; fewer bytes than `headBytes` show less.
    public init(head: [UInt8]) {
        scheme = .none
        hasBootCode = false
        hasEFISystemPartition = false
        hasBIOSBootPartition = false
        guard head.count >= 512, head[510] == 0x55, head[511] == 0xAA else { return }
        let bytes = HeaderBytes(head)
        scheme = .mbr
        hasBootCode = !bytes.isZero(0..<440)
        let types = (0..<4).map { head[446 + $0 * 16 + 4] }
        hasEFISystemPartition = types.contains(0xEF)
        guard types.contains(0xEE), bytes.has("EFI PART", at: 512) else { return }
        scheme = .gpt
        let partitions = Self.partitionTypes(bytes)
        hasEFISystemPartition = hasEFISystemPartition || partitions.contains(Self.efiSystem)
        hasBIOSBootPartition = partitions.contains(Self.biosBoot)
    }

    /// What firmware the disk can start under, as far as its first sectors tell.
    public var firmwareHint: FirmwareHint {
        let startsUnderBIOS = scheme == .gpt ? hasBIOSBootPartition && hasBootCode : hasBootCode
        return switch (startsUnderBIOS, hasEFISystemPartition) {
        case (true, true): .both
        case (true, false): .bios
        case (false, true): .efi
        case (false, false): .none
        }
    }

    /// The type GUIDs of the partitions (UEFI 2.10, section 5.3.3).
    private static func partitionTypes(_ head: HeaderBytes) -> [[UInt8]] {
        guard head.bytes.count >= 1024, head.little(at: 512 + 72, count: 8) == 2 else { return [] }
        let length = Int(head.little(at: 512 + 84, count: 4))
        let count = Int(min(head.little(at: 512 + 80, count: 4), 128))
        guard (128...4096).contains(length) else { return [] }
        return (0..<count).map { 1024 + $0 * length }.filter { $0 + 16 <= head.bytes.count }
            .map { Array(head.bytes[$0..<$0 + 16]) }
    }
}
