public import Inventory

/// What is to be converted, and how.
///
/// The disks are changed in place, but only once all of the conversion has succeeded: until then all writes go to
/// overlays in the work folder. Nobody else may have the disks open.
public struct ConversionRequest: Sendable, Equatable {
    /// The machine's name, for virt-v2v's messages.
    public var machineName: String
    /// The disks, in the order in which the guest sees them; the first is `/dev/sda` in `rootDisk`.
    public var disks: [Disk]
    /// The firmware that the source states; nil leaves it to inspection.
    public var firmware: SourceMachine.Firmware?
    /// The network cards.
    public var nics: [NIC]
    /// The memory in bytes; virt-v2v wants a number, but nothing depends on it.
    public var memoryBytes: Int64?
    /// The number of processors.
    public var processors: Int?
    /// Which operating system is converted.
    public var rootDisk: RootDisk
    /// Addresses that network cards shall have, told by their MAC.
    public var staticAddresses: [StaticAddress]
    /// Files that hold the passphrases of encrypted disks.
    public var luksKeys: [LUKSKey]
    /// Files with scripts that run once, in this order, when the converted guest first starts.
    public var firstBootScripts: [String]
    /// A folder of this conversion's own, on a file system with room for what the conversion writes.
    ///
    /// It must stay the same from run to run: what is needed to go on after a crash lies here.
    public var workFolder: String
    /// How the appliance of libguestfs runs.
    public var accelerator: Accelerator
    /// How long virt-v2v may take, in seconds.
    public var deadlineSeconds: Double

    /// What is run for virt-v2v-in-place; tests put a stand-in here.
    var virtV2VProgram = VirtV2V.program
    /// What is run for virt-customize; tests put a stand-in here.
    var virtCustomizeProgram = Customisation.program

    /// Makes a request with the defaults for everything that has one.
    public init(machineName: String, disks: [Disk], workFolder: String, accelerator: Accelerator) {
        self.machineName = machineName
        self.disks = disks
        self.workFolder = workFolder
        self.accelerator = accelerator
        nics = []
        rootDisk = .automatic
        staticAddresses = []
        luksKeys = []
        firstBootScripts = []
        deadlineSeconds = 6 * 3600
    }
}

extension ConversionRequest {
    /// A disk that was copied.
    public struct Disk: Sendable, Equatable, Codable {
        /// Its path, absolute.
        public var path: String
        /// Its format.
        public var format: Format

        /// Describes a disk.
        public init(path: String, format: Format) {
            self.path = path
            self.format = format
        }

        /// The formats that targets have; the names are those of QEMU's block drivers.
        public enum Format: String, Sendable, Codable {
            /// The disk's bytes and nothing else.
            case raw
            /// QEMU's copy-on-write format, without a backing file.
            case qcow2
        }
    }

    /// A network card.
    public struct NIC: Sendable, Equatable {
        /// The MAC address; nil when the platform shall choose one.
        public var macAddress: String?
        /// The source's name of the network.
        public var network: String?

        /// Describes a network card.
        public init(macAddress: String?, network: String?) {
            self.macAddress = macAddress
            self.network = network
        }
    }

    /// Which operating system is converted when there are several.
    public enum RootDisk: Sendable, Equatable {
        /// The only one; several are an error that lists them.
        case automatic
        /// The first that inspection finds.
        case first
        /// The one whose root file system is on this device, such as `/dev/sda2` or `/dev/vg/root`.
        case device(String)
    }

    /// A passphrase for encrypted file systems, as a file; its content never leaves that file.
    public struct LUKSKey: Sendable, Equatable {
        /// The encrypted device as inspection names it (`/dev/sda2`), or its UUID; nil tries it on all of them.
        public var device: String?
        /// The file with the passphrase.
        public var path: String

        /// Describes a key.
        public init(device: String? = nil, path: String) {
            self.device = device
            self.path = path
        }
    }

    /// How virtual machines that help to convert run.
    public enum Accelerator: String, Sendable, Codable {
        /// With the kernel's help; when that fails, once more without it.
        case kvm
        /// Emulated.
        case tcg
    }
}
