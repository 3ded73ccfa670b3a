/// How guest code runs on this host, and why.
public struct Acceleration: Sendable, Equatable, Codable {
    /// The two ways.
    public enum Kind: String, Sendable, Codable {
        /// By the processor, through KVM.
        case kvm
        /// Translated by QEMU (TCG): works everywhere, ten times slower.
        case tcg
    }

    /// Which way guests run.
    public var kind: Kind
    /// What was found when KVM was tried, as a sentence for reports.
    public var reason: String

    /// States a way and its reason.
    public init(_ kind: Kind, reason: String) {
        self.kind = kind
        self.reason = reason
    }

    /// The value for `-cpu`: all that this host can give, which is the least surprising for a guest that was moved.
    public var processorModel: String { kind == .kvm ? "host" : "max" }

    /// How much longer a guest may take than on real hardware; deadlines are multiplied by it.
    public var slowness: Double { kind == .kvm ? 1 : 4 }
}
