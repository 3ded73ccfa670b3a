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
