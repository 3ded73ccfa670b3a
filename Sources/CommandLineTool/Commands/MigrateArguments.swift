internal import Arguments
internal import DiskFormats
internal import Engine
internal import KubeVirtTarget
internal import Mapping
internal import Resources

/// The handles of the options of `migrate`, in the order of its help page.
struct MigrateArguments: Sendable {
    let sources: Handle<[String]>
    let target: Handle<String?>
    let isDryRun: Handle<Bool>
    let output: Handle<OutputFormat>
    let force: Handle<Bool>
    let machineNames: Handle<[String]>
    let all: Handle<Bool>
    let name: Handle<String?>
    let copy: CopyArguments
    let parallel: Handle<Int>
    let conversion: ConversionArguments
    let machine: MachineArguments
    let bootCheck: Handle<BootCheckChoice>
    let bootTimeout: Handle<Int>

    init(_ arguments: inout Declarations) {
        sources = arguments.positionals(
            "SOURCE", "An OVA, an OVF or libvirt descriptor, a folder with one, or a disk image.", completion: .files)
        target = arguments.option(
            "to", "DIR", "The folder for the results; each machine gets a folder in it. Needed, but for --dry-run.",
            completion: .folders)
        isDryRun = arguments.flag("dry-run", "Shows what would happen and writes nothing.")
        output = arguments.option(
            "output", short: "o", "FORMAT", "How to write progress and results; yaml is for --dry-run.",
            default: OutputFormat.text)
        force = arguments.flag("force", "Replaces a result that exists.")
        arguments.group("Choosing machines")
        machineNames = arguments.options("vm", "NAME", "A machine to take from a source that has several.")
        all = arguments.flag("all", "Takes every machine of the sources.")
        name = arguments.option("name", "NAME", "The new name of the machine.")
        arguments.group("Copying disks")
        copy = CopyArguments(&arguments)
        parallel = arguments.option("parallel", "N", "How many disks to copy at the same time.", default: 4)
        arguments.group("Converting the guest")
        conversion = ConversionArguments(&arguments)
        arguments.group("The new machine")
        machine = MachineArguments(&arguments)
        arguments.group("Checking that it boots")
        bootCheck = arguments.option(
            "boot-check", "MODE", "Whether to boot the machine once, and whether it must come up.",
            default: BootCheckChoice.bestEffort)
        bootTimeout = arguments.option("boot-timeout", "SECONDS", "How long it may take to come up.", default: 300)
    }
}

/// The options that `migrate` and `transfer` share.
struct CopyArguments: Sendable {
    let format: Handle<TargetDiskFormat>
    let inputFormat: Handle<DiskFormat?>
    let verify: Handle<VerificationPolicy>
    let limitRate: Handle<ByteRate?>

    init(_ arguments: inout Declarations) {
        format = arguments.option("format", "FORMAT", "The format of the new disks.", default: TargetDiskFormat.raw)
        inputFormat = arguments.option(
            "input-format", "FORMAT", "The format of the source disks, instead of finding it out.",
            as: DiskFormat.self)
        verify = arguments.option(
            "verify", "MODE", "How much of the written data to read back.", default: VerificationPolicy.full)
        limitRate = arguments.option(
            "limit-rate", "RATE", "The most bytes per second to read, such as 200M.", as: ByteRate.self)
    }
}

/// The options about the guest.
struct ConversionArguments: Sendable {
    let isOff: Handle<Bool>
    let root: Handle<RootDevice?>
    let staticIPs: Handle<[StaticIP]>
    let luksKeyFiles: Handle<[String]>
    let firstBootScripts: Handle<[String]>

    init(_ arguments: inout Declarations) {
        isOff = arguments.flag("no-convert", "Leaves the guest as it is: it has virtio drivers already.")
        root = arguments.option(
            "root", "DEVICE", "Which operating system to convert where there are several: its device, or 'first'.",
            as: RootDevice.self)
        staticIPs = arguments.options(
            "static-ip", "ADDRESS", "An address to keep, as MAC:IP/PREFIX,GATEWAY,DNS... (gateway and DNS optional).",
            as: StaticIP.self)
        luksKeyFiles = arguments.options(
            "luks-key-file", "FILE", "A file with the passphrase of an encrypted disk.", completion: .files)
        firstBootScripts = arguments.options(
            "first-boot", "SCRIPT", "A script that the guest runs when it first starts.", completion: .files)
    }
}

/// The options about the machine in the cluster.
struct MachineArguments: Sendable {
    let manifest: Handle<KubeVirtManifest.Storage>
    let firmware: Handle<FirmwareChoice?>
    let runStrategy: Handle<RunStrategy>
    let devices: Handle<MappingOptions.DeviceProfile>
    let namespace: Handle<String?>
    let storageClass: Handle<String?>
    let networks: Handle<[NetworkChoice]>

    init(_ arguments: inout Declarations) {
        manifest = arguments.option(
            "manifest", "KIND", "The resource that asks for the disks.", default: KubeVirtManifest.Storage.claims)
        firmware = arguments.option(
            "firmware", "KIND", "How the machine starts, instead of what source and guest say.",
            as: FirmwareChoice.self)
        runStrategy = arguments.option(
            "run-strategy", "STRATEGY", "Whether the cluster runs it at once.", default: RunStrategy.halted)
        devices = arguments.option(
            "devices", "PROFILE", "The devices that the guest gets: virtio, or ones that need no drivers.",
            default: MappingOptions.DeviceProfile.virtio)
        namespace = arguments.option("namespace", short: "n", "NAME", "The namespace to write into the manifest.")
        storageClass = arguments.option("storage-class", "NAME", "The storage class of the volumes.")
        networks = arguments.options(
            "network", "MAPPING", "Where a source network goes: SOURCE=pod or SOURCE=NAMESPACE/NAME.",
            as: NetworkChoice.self)
    }
}
