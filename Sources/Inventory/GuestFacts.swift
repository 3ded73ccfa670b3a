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

    /// Whether the guest was converted, and so has virtio drivers.
    public var isConverted = false

    /// Makes facts; what isn't known is nil.
    public init(
        osinfoID: String? = nil, distribution: String? = nil, majorVersion: Int? = nil, minorVersion: Int? = nil,
        productName: String? = nil, architecture: String? = nil, firmware: Firmware? = nil,
        bootDiskIndex: Int? = nil, isConverted: Bool = false
    ) {
        self.osinfoID = osinfoID
        self.distribution = distribution
        self.majorVersion = majorVersion
        self.minorVersion = minorVersion
        self.productName = productName
        self.architecture = architecture
        self.firmware = firmware
        self.bootDiskIndex = bootDiskIndex
        self.isConverted = isConverted
    }

    /// The version, such as `12` or `22.4`, as far as it is known.
    public var version: String? {
        let parts = [majorVersion, minorVersion].compactMap { $0 }
        return parts.isEmpty ? nil : parts.map(String.init).joined(separator: ".")
    }

    /// What starts a guest.
    public enum Firmware: String, Sendable, Codable {
        /// A PC BIOS.
        case bios
        /// UEFI.
        case efi
    }
}
