/// A network card of a source machine.
public struct SourceNIC: Sendable, Equatable, Codable {
    /// The source's identifier, unique in its machine.
    public var id: String
    /// The name that the source gives it ("Network adapter 1").
    public var label: String
    /// The MAC address, lower case with colons; nil when the source leaves it to the platform.
    public var macAddress: String?
    /// The model as the source names it (`VmxNet3`, `E1000`, `virtio`, …).
    public var model: String?
    /// The network it is connected to; nil for none.
    public var network: String?
    /// Whether it is connected when the machine starts.
    public var startsConnected: Bool

    /// Describes a network card; see the members.
    public init(
        id: String, label: String, macAddress: String?, model: String?, network: String?, startsConnected: Bool = true
    ) {
        self.id = id
        self.label = label
        self.macAddress = macAddress
        self.model = model
        self.network = network
        self.startsConnected = startsConnected
    }
}
