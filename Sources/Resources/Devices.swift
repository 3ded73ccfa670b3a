/// The devices of an instance.
public struct Devices: Sendable, Equatable, Codable {
    /// Disks, in the order in which the guest sees them.
    public var disks: [Disk]?
    /// Network cards.
    public var interfaces: [Interface]?
    /// Pointing devices.
    public var inputs: [Input]?
    /// A source of random numbers.
    public var rng: Present?
    /// A TPM.
    public var tpm: TPM?
    /// Whether KubeVirt adds a network card when there is none; nil means yes.
    public var autoattachPodInterface: Bool?

    /// Makes one; see the members.
    public init(
        disks: [Disk]? = nil, interfaces: [Interface]? = nil, inputs: [Input]? = nil, rng: Present? = nil,
        tpm: TPM? = nil, autoattachPodInterface: Bool? = nil
    ) {
        self.disks = disks
        self.interfaces = interfaces
        self.inputs = inputs
        self.rng = rng
        self.tpm = tpm
        self.autoattachPodInterface = autoattachPodInterface
    }
}

extension Devices {
    /// A disk.
    public struct Disk: Sendable, Equatable, Codable {
        /// Its name; the volume has the same.
        public var name: String
        /// Its place in the boot order, from 1.
        public var bootOrder: Int?
        /// The serial number that the guest sees.
        public var serial: String?
        /// Whether several machines may use it at once.
        public var shareable: Bool?
        /// How the host caches it.
        public var cache: String?
        /// How it is attached.
        public var disk: DiskTarget?

        /// Makes one; see the members.
        public init(
            name: String, bootOrder: Int? = nil, serial: String? = nil, shareable: Bool? = nil, cache: String? = nil,
            disk: DiskTarget? = nil
        ) {
            self.name = name
            self.bootOrder = bootOrder
            self.serial = serial
            self.shareable = shareable
            self.cache = cache
            self.disk = disk
        }
    }

    /// How a disk is attached.
    public struct DiskTarget: Sendable, Equatable, Codable {
        /// `virtio`, `sata`, `scsi` or `usb`.
        public var bus: String?
        /// Whether the guest can't write to it.
        public var readonly: Bool?

        /// Makes one; see the members.
        public init(bus: String? = nil, readonly: Bool? = nil) {
            self.bus = bus
            self.readonly = readonly
        }
    }

    /// A network card.
    public struct Interface: Sendable, Equatable, Codable {
        /// Its name; the network has the same.
        public var name: String
        /// The model.
        public var model: String?
        /// The MAC address.
        public var macAddress: String?
        /// `up` or `down`; nil means up.
        public var state: String?
        /// Joined to the pod network by NAT.
        public var masquerade: Present?
        /// Joined by a bridge.
        public var bridge: Present?

        /// Makes one; see the members.
        public init(
            name: String, model: String? = nil, macAddress: String? = nil, state: String? = nil,
            masquerade: Present? = nil, bridge: Present? = nil
        ) {
            self.name = name
            self.model = model
            self.macAddress = macAddress
            self.state = state
            self.masquerade = masquerade
            self.bridge = bridge
        }
    }

    /// A pointing device.
    public struct Input: Sendable, Equatable, Codable {
        /// Its name.
        public var name: String
        /// `tablet`.
        public var type: String
        /// `virtio` or `usb`.
        public var bus: String?

        /// Makes one; see the members.
        public init(name: String, type: String, bus: String? = nil) {
            self.name = name
            self.type = type
            self.bus = bus
        }
    }

    /// A TPM.
    public struct TPM: Sendable, Equatable, Codable {
        /// Whether its state is kept when the instance ends.
        public var persistent: Bool?

        /// Makes one; see the members.
        public init(persistent: Bool? = nil) {
            self.persistent = persistent
        }
    }
}
