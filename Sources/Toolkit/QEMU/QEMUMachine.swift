/// A virtual machine as QEMU is to run it: the same for the boot check and for `gantry vm start`.
///
/// What differs between the two (sockets, overlays, network access) is in `QEMULaunch`.
public struct QEMUMachine: Sendable, Equatable, Codable {
    /// Its name, shown by ps and in messages.
    public var name: String
    /// Its memory.
    public var memoryBytes: Int64
    /// Its processors.
    public var processors: Processors
    /// What it boots with.
    public var firmware: Firmware
    /// Whether it has a TPM 2.0.
    public var hasTPM: Bool
    /// What its clock shows when it starts.
    public var clock: Clock
    /// How far its clock is ahead of that.
    public var clockOffsetSeconds = 0
    /// Its disks, in the order in which they are attached.
    public var disks: [Disk]
    /// Its network cards.
    public var nics: [NIC]
    /// The UUID that its firmware tables show; nil for none of its own.
    public var uuid: String?

    /// Describes a machine.
    public init(
        name: String, memoryBytes: Int64, processors: Processors = Processors(), firmware: Firmware = .bios,
        hasTPM: Bool = false, clock: Clock = .utc, disks: [Disk], nics: [NIC] = [], uuid: String? = nil
    ) {
        self.name = name
        self.memoryBytes = memoryBytes
        self.processors = processors
        self.firmware = firmware
        self.hasTPM = hasTPM
        self.clock = clock
        self.disks = disks
        self.nics = nics
        self.uuid = uuid
    }

    /// How many processors, and how they are laid out.
    public struct Processors: Sendable, Equatable, Codable {
        /// Sockets.
        public var sockets: Int
        /// Cores of a socket.
        public var cores: Int
        /// Threads of a core.
        public var threads: Int

        /// Lays processors out.
        public init(sockets: Int = 1, cores: Int = 1, threads: Int = 1) {
            self.sockets = sockets
            self.cores = cores
            self.threads = threads
        }

        /// How many the guest sees.
        ///
        /// A product that no number holds is the largest number: far more than any machine has.
        public var count: Int {
            [cores, threads].reduce(sockets) { product, factor in
                let (next, overflows) = product.multipliedReportingOverflow(by: factor)
                return overflows ? .max : next
            }
        }
    }

    /// What a machine boots with.
    public enum Firmware: Sendable, Equatable, Codable {
        /// SeaBIOS.
        case bios
        /// OVMF; with secure boot Microsoft's keys are enrolled, as on shops' hardware.
        case efi(secureBoot: Bool)

        /// Whether it is OVMF.
        public var isEFI: Bool { self != .bios }
    }

    /// What the clock shows at the start.
    public enum Clock: String, Sendable, Codable {
        /// Universal time.
        case utc
        /// The host's local time, as Windows expects.
        case localTime
    }

    /// A disk.
    public struct Disk: Sendable, Equatable, Codable {
        /// The absolute path of its file.
        public var file: String
        /// The file's format; QEMU is never left to guess, since a guest can write any header.
        public var format: Format
        /// How the guest sees it.
        public var bus: Bus
        /// The serial number that the guest sees, if it has one.
        public var serial: String?
        /// Its place in the boot order, the lowest first; nil when it isn't booted from.
        public var bootIndex: Int?

        /// Describes a disk.
        public init(file: String, format: Format, bus: Bus = .virtio, serial: String? = nil, bootIndex: Int? = nil) {
            self.file = file
            self.format = format
            self.bus = bus
            self.serial = serial
            self.bootIndex = bootIndex
        }

        /// File formats that a migrated disk can have.
        public enum Format: String, Sendable, Codable {
            /// Plain bytes.
            case raw
            /// QEMU's own.
            case qcow2
        }

        /// Buses that KubeVirt has, too.
        public enum Bus: String, Sendable, Codable {
            /// virtio-blk.
            case virtio
            /// AHCI.
            case sata
            /// virtio-scsi.
            case scsi
        }
    }

    /// A network card.
    public struct NIC: Sendable, Equatable, Codable {
        /// Its MAC address; nil for one that QEMU chooses.
        public var macAddress: String?
        /// What the guest sees.
        public var model: Model

        /// Describes a network card.
        public init(macAddress: String? = nil, model: Model = .virtio) {
            self.macAddress = macAddress
            self.model = model
        }

        /// Models that KubeVirt has, too.
        public enum Model: String, Sendable, Codable {
            /// virtio-net.
            case virtio
            /// Intel 82540EM.
            case e1000
            /// Intel 82574L.
            case e1000e
            /// Realtek 8139.
            case rtl8139
            /// AMD PCnet.
            case pcnet
        }
    }
}
