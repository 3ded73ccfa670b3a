public import Conversion
public import DiskFormats
public import KubeVirtTarget
public import Mapping

/// What the user asked for: a source, where the result goes, and how.
public struct MigrationRequest: Sendable, Equatable {
    /// The files that make up the source: an appliance, a descriptor, a domain, or one or more disk images.
    public var sources: [String]
    /// The folder that gets one folder for each VM.
    public var targetFolder: String
    /// Which machines of an appliance with several; empty for its only one.
    public var machineNames: [String] = []
    /// Whether all machines of the appliance are taken.
    public var takesAllMachines = false
    /// The name of the result, where the source's own isn't wanted.
    public var targetName: String?
    /// The format of the disks that are written.
    public var diskFormat = TargetDiskFormat.raw
    /// What the source's disks are to be read as, where their names don't say.
    public var inputFormat: DiskFormat?
    /// How the written disks are checked.
    public var verification = VerificationPolicy.full
    /// The bytes per second that all disks together may take; nil for no limit.
    public var rateLimitBytesPerSecond: Int64?
    /// How many disks are copied at a time.
    public var parallelDisks = 4
    /// How the guest is converted; nil for a guest that needs no conversion.
    public var conversion: ConversionOptions? = ConversionOptions()
    /// Whether the result must be seen to boot.
    public var bootCheck = BootCheckChoice.bestEffort
    /// How long the guest has to come up, in seconds.
    public var bootTimeoutSeconds: Double = 300
    /// Whether a result that is already there is replaced.
    public var replacesExisting = false
    /// The choices that go into the manifest.
    public var mapping = MappingOptions()
    /// How storage is asked for in the manifest.
    public var manifestStyle = KubeVirtManifest.Storage.claims

    /// Describes a migration of these files into this folder, with the defaults of everything else.
    public init(sources: [String], targetFolder: String) {
        self.sources = sources
        self.targetFolder = targetFolder
    }
}

/// What may be asked of a conversion.
public struct ConversionOptions: Sendable, Equatable {
    /// Which operating system is converted when there are several.
    public var rootDisk = ConversionRequest.RootDisk.automatic
    /// Addresses that network cards shall have, told by their MAC.
    public var staticAddresses: [StaticAddress] = []
    /// Files that hold the passphrases of encrypted disks.
    public var luksKeyFiles: [String] = []
    /// Files with scripts that run once, when the converted guest first starts.
    public var firstBootScripts: [String] = []

    /// The defaults: the only operating system, and nothing else.
    public init() {}
}

/// The formats that disks are written in.
public enum TargetDiskFormat: String, Sendable, Codable, CaseIterable {
    /// A sparse file with the disk's bytes.
    case raw
    /// QEMU's format.
    case qcow2
}

/// How much of what was written is read back and compared.
public enum VerificationPolicy: String, Sendable, Codable, CaseIterable {
    /// Nothing.
    case none
    /// Some blocks, chosen at random.
    case sample
    /// Every block that holds data.
    case full
}

/// What a boot check decides.
public enum BootCheckChoice: String, Sendable, Codable, CaseIterable {
    /// There is none.
    case off
    /// A result that is seen to fail ends with an error; one that can't be judged doesn't.
    case bestEffort = "best-effort"
    /// The result is handed over only when it was seen to boot.
    case required
}
