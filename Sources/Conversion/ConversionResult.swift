public import Inventory

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
