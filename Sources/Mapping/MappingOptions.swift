public import Inventory
public import Resources

/// What the user decides about the machine to be.
public struct MappingOptions: Sendable, Equatable {
    /// Its name; nil for one made of the source's.
    public var targetName: String?
    /// Its namespace; nil to leave that to whoever applies the manifest.
    public var namespace: String?
    /// Names that it must not take.
    public var takenNames: Set<String> = []
    /// Where the networks of the source lead, by their names there.
    public var networks: [String: NetworkTarget] = [:]
    /// The storage class of the claims; nil for the cluster's default.
    public var storageClass: String?
    /// How nodes may use the claims.
    public var accessMode: AccessMode?
    /// Files or blocks.
    public var volumeMode: VolumeMode?
    /// The firmware, when neither the source's nor the detected one is right.
    public var firmware: SourceMachine.Firmware?
    /// The disk to boot from, by its identifier at the source.
    public var rootDiskID: String?
    /// Whether it runs when the manifest is applied.
    public var runStrategy: RunStrategy = .halted
    /// The devices that the guest gets.
    public var deviceProfile: DeviceProfile = .virtio
    /// The bus of the disks, when the profile's isn't right.
    public var diskBus: DiskBus?
    /// Whether network cards keep their MAC addresses.
    public var keepsMACAddresses = true
    /// The extension of the local disk files.
    public var fileExtension = "raw"
    /// Sizes of disks that turned out while copying, by disk, in bytes.
    public var diskSizes: [String: Int64] = [:]

    /// Makes options that decide nothing.
    public init() {}

    /// Where a network leads.
    public enum NetworkTarget: Sendable, Equatable {
        /// The cluster's pod network.
        case pod
        /// A NetworkAttachmentDefinition, as `name` or `namespace/name`.
        case multus(String)
    }

    /// Which devices a guest gets.
    public enum DeviceProfile: String, Sendable, CaseIterable {
        /// virtio, for guests that have its drivers: those that were converted, and nearly every Linux.
        case virtio
        /// SATA disks and e1000e network cards, for guests that were not converted and have no virtio drivers.
        case compatibility
    }

    /// Buses that KubeVirt has for disks.
    public enum DiskBus: String, Sendable, CaseIterable {
        /// virtio-blk.
        case virtio
        /// virtio-scsi.
        case scsi
        /// AHCI.
        case sata
    }
}

/// What conversion or inspection learnt from the guest's own disks.
public struct GuestFacts: Sendable, Equatable, Codable {
    /// libosinfo's name, such as `debian12`.
    public var osID: String?
    /// The distribution, such as `debian`.
    public var distribution: String?
    /// The version, such as `12` or `22.04`.
    public var version: String?
    /// The product's name, such as "Debian GNU/Linux 12 (bookworm)".
    public var productName: String?
    /// The architecture as the guest names it, such as `x86_64`.
    public var architecture: String?
    /// The firmware that the disks are made for.
    public var firmware: Firmware?
    /// The disk that it boots from, counted from 0 in the order of the source.
    public var bootDiskIndex: Int?
    /// Whether the guest was converted, and so has virtio drivers.
    public var isConverted: Bool

    /// Makes facts; what isn't known is nil.
    public init(
        osID: String? = nil, distribution: String? = nil, version: String? = nil, productName: String? = nil,
        architecture: String? = nil, firmware: Firmware? = nil, bootDiskIndex: Int? = nil, isConverted: Bool = false
    ) {
        self.osID = osID
        self.distribution = distribution
        self.version = version
        self.productName = productName
        self.architecture = architecture
        self.firmware = firmware
        self.bootDiskIndex = bootDiskIndex
        self.isConverted = isConverted
    }

    /// What a boot loader on a disk is made for.
    public enum Firmware: String, Sendable, Codable {
        /// A PC BIOS.
        case bios
        /// UEFI.
        case efi
    }
}
