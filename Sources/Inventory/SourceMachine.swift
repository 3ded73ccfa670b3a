/// A virtual machine as its platform describes it, in terms that all platforms share.
///
/// Facts that the source doesn't state are nil: what to make of that is for Mapping to decide,
/// which then says so in the report.
public struct SourceMachine: Sendable, Equatable, Codable {
    /// The platform's own identifier (OVF: `ovf:id`; libvirt: the UUID or name; disk file: the file's name).
    public var id: String
    /// The name people know it by.
    public var name: String
    /// What kind of source it came from, and who wrote it.
    public var origin: SourceOrigin
    /// The processors.
    public var processor: Processor
    /// The memory in bytes; nil when the source doesn't say (a plain disk).
    public var memoryBytes: Int64?
    /// The most memory that is believed: 64 TiB, what x86-64 addresses with 46 bits.
    public static let maximumMemoryBytes: Int64 = 1 << 46
    /// The firmware; nil when the source doesn't say.
    public var firmware: Firmware?
    /// Whether the machine has a virtual TPM.
    public var hasTPM: Bool
    /// The hardware UUID of SMBIOS, in lower case.
    public var hardwareUUID: String?
    /// What the source says of the guest's operating system.
    public var guest: GuestDescription
    /// The time zone of the clock, or `utc`/`localtime` as libvirt has it; nil when not stated.
    public var clockOffset: String?
    /// Disk controllers, in the order of the source.
    public var controllers: [DiskController]
    /// Disks, in boot order where it is known, else in controller and unit order.
    public var disks: [SourceDisk]
    /// Network cards, in the order of the source.
    public var nics: [SourceNIC]
    /// Product, vendor, version and annotation text.
    public var notes: Notes
    /// Whether processors or memory can be added while it runs.
    public var hotplug: Hotplug
    /// Hardware that has no counterpart in the neutral model (sound, serial ports, host devices, …), told to the user.
    public var otherDevices: [OtherDevice]

    /// Makes a machine with a name and nothing else known.
    public init(id: String, name: String, origin: SourceOrigin) {
        self.id = id
        self.name = name
        self.origin = origin
        processor = Processor(count: nil, coresPerSocket: nil, threadsPerCore: nil)
        hasTPM = false
        guest = GuestDescription()
        controllers = []
        disks = []
        nics = []
        notes = Notes()
        hotplug = Hotplug()
        otherDevices = []
    }
}

extension SourceMachine {
    /// Where the description came from.
    public struct SourceOrigin: Sendable, Equatable, Codable {
        /// The kind of source.
        public var kind: Kind
        /// Who wrote it, where that can be told.
        public var exporter: Exporter
        /// The file that was read.
        public var path: String

        /// Describes an origin.
        public init(kind: Kind, exporter: Exporter, path: String) {
            self.kind = kind
            self.exporter = exporter
            self.path = path
        }

        /// Kinds of source that a file can be.
        public enum Kind: String, Sendable, Codable {
            /// An OVA archive.
            case ova
            /// An OVF descriptor with its files beside it.
            case ovf
            /// A libvirt domain description.
            case libvirt
            /// A disk image by itself.
            case disk
        }

        /// Who writes OVF; the names are those of Forklift's `exportSource`.
        public enum Exporter: String, Sendable, Codable {
            /// vSphere, ESXi, Workstation, Fusion, ovftool.
            case vmware = "VMware"
            /// VirtualBox.
            case virtualBox = "VirtualBox"
            /// oVirt and Red Hat Virtualization.
            case oVirt
            /// XenServer and XCP-ng.
            case xen = "Xen"
            /// None of the above.
            case unknown = "Unknown"
        }
    }

    /// Processors and how they are arranged.
    public struct Processor: Sendable, Equatable, Codable {
        /// Virtual processors in all; nil when the source doesn't say.
        public var count: Int?
        /// Cores in a socket; nil when the source doesn't say.
        public var coresPerSocket: Int?
        /// Threads in a core; nil when the source doesn't say.
        public var threadsPerCore: Int?

        /// The most processors that are believed; KVM has 4096 at most (Linux, arch/x86/include/asm/kvm_host.h).
        public static let maximumCount = 4096

        /// Describes processors.
        public init(count: Int?, coresPerSocket: Int?, threadsPerCore: Int?) {
            self.count = count
            self.coresPerSocket = coresPerSocket
            self.threadsPerCore = threadsPerCore
        }
    }

    /// How the machine starts.
    public enum Firmware: Sendable, Equatable, Codable {
        /// A PC BIOS.
        case bios
        /// UEFI, with or without Secure Boot.
        case efi(secureBoot: Bool)
    }

    /// What the source says of the guest's operating system.
    public struct GuestDescription: Sendable, Equatable, Codable {
        /// The platform's identifier, such as `debian12_64Guest` or a libosinfo URL.
        public var platformID: String?
        /// CIM's number for it (`ovf:id` of OperatingSystemSection).
        public var cimID: Int?
        /// The description in words.
        public var text: String?

        /// Describes a guest; what isn't known is nil.
        public init(platformID: String? = nil, cimID: Int? = nil, text: String? = nil) {
            self.platformID = platformID
            self.cimID = cimID
            self.text = text
        }
    }

    /// Words that came along with the machine.
    public struct Notes: Sendable, Equatable, Codable {
        /// The product's name.
        public var product: String?
        /// Who made it.
        public var vendor: String?
        /// The product's version.
        public var version: String?
        /// Free text.
        public var annotation: String?

        /// Makes notes; what isn't known is nil.
        public init(
            product: String? = nil, vendor: String? = nil, version: String? = nil, annotation: String? = nil
        ) {
            self.product = product
            self.vendor = vendor
            self.version = version
            self.annotation = annotation
        }
    }

    /// What can be added to the running machine.
    public struct Hotplug: Sendable, Equatable, Codable {
        /// Processors.
        public var cpuAdd: Bool
        /// Memory.
        public var memoryAdd: Bool

        /// Describes hot-plugging.
        public init(cpuAdd: Bool = false, memoryAdd: Bool = false) {
            self.cpuAdd = cpuAdd
            self.memoryAdd = memoryAdd
        }
    }

    /// Hardware outside the neutral model.
    public struct OtherDevice: Sendable, Equatable, Codable {
        /// The kind, such as `sound`, `usb`, `floppy`, `cdrom`, `hostdev`.
        public var kind: String
        /// The name that the source gives it.
        public var label: String

        /// Describes a device.
        public init(kind: String, label: String) {
            self.kind = kind
            self.label = label
        }
    }
}
