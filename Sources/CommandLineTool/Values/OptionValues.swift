internal import Arguments

/// How results and progress are written.
enum OutputFormat: String, Sendable, CaseIterable, ArgumentValue {
    /// For people.
    case text
    /// JSON; progress as one event on a line.
    case json
    /// YAML; only for what is one document.
    case yaml
}

/// How disks are written.
enum TargetFormat: String, Sendable, CaseIterable, ArgumentValue {
    /// The bytes and nothing else, sparse.
    case raw
    /// QEMU's format.
    case qcow2
}

/// The format of a source disk, when it isn't to be found out.
enum InputFormat: String, Sendable, CaseIterable, ArgumentValue {
    /// The bytes and nothing else.
    case raw
    /// QEMU's format.
    case qcow2
    /// VMware's format.
    case vmdk
    /// Hyper-V's older format.
    case vhd
    /// Hyper-V's newer format.
    case vhdx
    /// VirtualBox's format.
    case vdi
}

/// Which resource asks for the disks in the manifest.
enum ManifestKind: String, Sendable, CaseIterable, ArgumentValue {
    /// PersistentVolumeClaim.
    case pvc
    /// DataVolume of the Containerized Data Importer.
    case datavolume
}

/// How much of the target is read back.
enum VerifyMode: String, Sendable, CaseIterable, ArgumentValue {
    /// Nothing.
    case none
    /// Some blocks of each disk.
    case sample
    /// All data blocks.
    case full
}

/// What the boot check decides.
enum BootCheckMode: String, Sendable, CaseIterable, ArgumentValue {
    /// It isn't made.
    case off
    /// It is made, and its outcome is told.
    case bestEffort = "best-effort"
    /// It must pass.
    case required
}

/// How a machine starts.
enum FirmwareChoice: String, Sendable, CaseIterable, ArgumentValue {
    /// PC BIOS.
    case bios
    /// UEFI.
    case efi
}

/// Whether the cluster runs the machine at once.
enum RunStrategyChoice: String, Sendable, CaseIterable, ArgumentValue {
    /// Someone starts it.
    case halted = "Halted"
    /// It runs whenever it can.
    case always = "Always"
}
