/// What a finished conversion found and did.
public struct ConversionResult: Sendable, Equatable, Codable {
    /// Information, warnings and errors, in the order in which they came.
    public var messages: [ConversionMessage]
    /// What is known of the guest.
    public var guest: GuestFacts
    /// The first-boot scripts of the request that were put into the guest, by file name.
    public var appliedFirstBootScripts: [String]
    /// The MAC addresses whose static address was set in the guest.
    public var appliedStaticAddresses: [String]
    /// The version of virt-v2v, such as `2.2.0`.
    public var virtV2VVersion: String?
    /// How long it took without the commit, in seconds.
    public var seconds: Double
    /// The file with virt-v2v's debugging output.
    public var logPath: String
    /// How virtual machines that helped to convert really ran.
    public var accelerator: ConversionRequest.Accelerator

    /// Makes a result; what isn't given is not known, or was not done.
    public init(
        messages: [ConversionMessage] = [], guest: GuestFacts, appliedFirstBootScripts: [String] = [],
        appliedStaticAddresses: [String] = [], virtV2VVersion: String? = nil, seconds: Double, logPath: String,
        accelerator: ConversionRequest.Accelerator
    ) {
        self.messages = messages
        self.guest = guest
        self.appliedFirstBootScripts = appliedFirstBootScripts
        self.appliedStaticAddresses = appliedStaticAddresses
        self.virtV2VVersion = virtV2VVersion
        self.seconds = seconds
        self.logPath = logPath
        self.accelerator = accelerator
    }
}

/// What inspection and conversion found out about a guest; nil is what virt-v2v did not say.
public struct GuestFacts: Sendable, Equatable, Codable {
    /// The device of the root file system, as inspection names it.
    public var rootDevice: String?
    /// The kind of operating system, such as `linux`.
    public var osType: String?
    /// The distribution, such as `debian`.
    public var distribution: String?
    /// libosinfo's short name, such as `debian12`.
    public var osinfoID: String?
    /// The first number of the version.
    public var majorVersion: Int?
    /// The second number of the version.
    public var minorVersion: Int?
    /// The product's name in its own words.
    public var productName: String?
    /// The edition (`Server`, `Workstation`, …).
    public var productVariant: String?
    /// The architecture, such as `x86_64`.
    public var architecture: String?
    /// The package format, such as `deb`.
    public var packageFormat: String?
    /// The firmware that the guest is installed for.
    public var firmware: Firmware?
    /// The device that the guest starts from: of the EFI system partition, of `/boot`, or of the root file system.
    public var bootDevice: String?
    /// The index of the disk that `bootDevice` is on; nil when it is a logical volume or the like.
    public var bootDiskIndex: Int?
    /// The bus that disks should have, such as `virtio-blk`.
    public var blockBus: String?
    /// The model that network cards should have, such as `virtio-net`.
    public var netBus: String?
    /// The machine type that suits the guest: `q35`, `i440fx`, `virt`.
    public var machine: String?
    /// Whether the guest has a driver for virtio random numbers.
    public var hasVirtioRNG: Bool?
    /// Whether the guest has a driver for the virtio memory balloon.
    public var hasVirtioBalloon: Bool?

    /// Makes facts of which nothing is known.
    public init() {}

    /// What starts a guest.
    public enum Firmware: String, Sendable, Codable {
        /// A PC BIOS.
        case bios
        /// UEFI.
        case efi
    }
}
