/// What a migration is asked to do, checked as far as the words alone allow.
struct MigrateOptions: Sendable, Equatable {
    /// Appliances, descriptors and disk images.
    var sources: [String]
    /// The folder that the results go to; empty for a dry run that was given none.
    var target: String
    /// The machines to take out of sources that have several; empty for the only one.
    var machineNames: [String]
    /// Whether to take all machines.
    var takesAllMachines: Bool
    /// The new name of the machine; nil to keep it as far as it is valid.
    var name: String?
    /// Whether to say what would happen, and write nothing.
    var isDryRun: Bool
    /// How results and progress are written.
    var output: OutputFormat
    /// How disks are written.
    var format: TargetFormat
    /// The format of the source disks; nil to find it out.
    var inputFormat: InputFormat?
    /// Which resource asks for the disks.
    var manifest: ManifestKind
    /// How much is read back.
    var verify: VerifyMode
    /// The most bytes per second that are read; nil for no limit.
    var limitRateBytesPerSecond: Int64?
    /// Whether the guest is converted.
    var converts: Bool
    /// Which operating system is converted; nil when there must be one only.
    var root: RootDevice?
    /// Addresses for network cards.
    var staticIPs: [StaticIP]
    /// Files that hold a LUKS passphrase each, tried in order.
    var luksKeyFiles: [String]
    /// Scripts that the guest runs when it first starts, in order.
    var firstBootScripts: [String]
    /// What the boot check decides.
    var bootCheck: BootCheckMode
    /// How long the machine may take to come up.
    var bootTimeoutSeconds: Int
    /// Whether a result that exists is replaced.
    var replacesExisting: Bool
    /// How the machine starts; nil for what the source and the guest say.
    var firmware: FirmwareChoice?
    /// How many disks are copied at the same time; nil for what suits the host.
    var parallelDisks: Int?
    /// The storage class of the volumes; nil for the cluster's default.
    var storageClass: String?
    /// The namespace of the resources; nil to leave it to who applies them.
    var namespace: String?
    /// Where the source's networks go.
    var networks: [NetworkChoice]
    /// Whether the cluster runs the machine at once.
    var runStrategy: RunStrategyChoice
}
