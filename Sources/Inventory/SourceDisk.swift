public import DiskFormats

/// A disk of a source machine.
public struct SourceDisk: Sendable, Equatable, Codable {
    /// The source's identifier (`vmdisk1`, `sda`, …), unique in its machine.
    public var id: String
    /// The name that the source gives it ("Hard disk 1").
    public var label: String
    /// The size that the descriptor states, in bytes; nil when there is no descriptor or it states none.
    public var capacityBytes: Int64?
    /// What the descriptor says is really used, in bytes.
    public var populatedBytes: Int64?
    /// The controller it hangs on: an `id` of the machine's controllers.
    public var controllerID: String?
    /// Its unit (address) on the controller.
    public var unit: Int?
    /// Its place in the boot order, from 1; nil when not stated.
    public var bootOrder: Int?
    /// The serial number that the guest sees.
    public var serial: String?
    /// Whether several machines share it.
    public var isShared: Bool
    /// Whether the source gave it read-only.
    public var isReadOnly: Bool
    /// Where its bytes are; nil for a disk that has a size and no content (a new, empty disk).
    public var content: DiskContent?

    /// Describes a disk; see the members.
    public init(
        id: String, label: String, capacityBytes: Int64?, populatedBytes: Int64? = nil, controllerID: String? = nil,
        unit: Int? = nil, bootOrder: Int? = nil, serial: String? = nil, isShared: Bool = false,
        isReadOnly: Bool = false, content: DiskContent?
    ) {
        self.id = id
        self.label = label
        self.capacityBytes = capacityBytes
        self.populatedBytes = populatedBytes
        self.controllerID = controllerID
        self.unit = unit
        self.bootOrder = bootOrder
        self.serial = serial
        self.isShared = isShared
        self.isReadOnly = isReadOnly
        self.content = content
    }

    /// The size that the guest sees, in bytes: of the image where it states one, else of the descriptor.
    public var virtualSizeBytes: Int64? { content?.virtualSizeBytes ?? capacityBytes }
}

/// A disk controller of a source machine.
public struct DiskController: Sendable, Equatable, Codable {
    /// The source's identifier, unique in its machine.
    public var id: String
    /// The bus.
    public var bus: Bus
    /// The model as the source names it (`lsilogic`, `VirtualSCSI`, `AHCI`, …).
    public var model: String?
    /// Its number among the controllers of its bus.
    public var number: Int?

    /// Describes a controller.
    public init(id: String, bus: Bus, model: String?, number: Int?) {
        self.id = id
        self.bus = bus
        self.model = model
        self.number = number
    }

    /// The buses that disks hang on.
    public enum Bus: String, Sendable, Codable {
        /// Parallel ATA.
        case ide
        /// SCSI, of any adapter.
        case scsi
        /// Serial ATA.
        case sata
        /// NVM Express.
        case nvme
        /// virtio-blk.
        case virtio
        /// USB mass storage.
        case usb
        /// Anything else.
        case other
    }
}
