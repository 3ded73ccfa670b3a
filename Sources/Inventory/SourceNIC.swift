/// A network card of a source machine.
public struct SourceNIC: Sendable, Equatable, Codable {
    /// The source's identifier, unique in its machine.
    public var id: String
    /// The name that the source gives it ("Network adapter 1").
    public var label: String
    /// The MAC address, lower case with colons; nil when the source leaves it to the platform.
    public var macAddress: String?
    /// What the source has in the place of an address, when it can't be the address of a card.
    public var unusableAddress: String?
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

    /// Takes the address that the source states, or keeps it apart if no card can have it.
    public mutating func setAddress(stated: String?) {
        macAddress = stated.flatMap { Self.address($0) }
        unusableAddress = macAddress == nil && stated?.isEmpty == false ? stated : nil
    }

    /// A MAC address of twelve digits with or without separators, in lower case with colons; nil for anything else,
    /// and for those that no single card has: groups' addresses, and all zeros (IEEE 802, section 8.2).
    static func address(_ text: String) -> String? {
        let digits = text.lowercased().filter { $0 != ":" && $0 != "-" }
        guard digits.utf8.count == 12, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }),
            let number = UInt64(digits, radix: 16), number != 0, number >> 40 & 1 == 0
        else { return nil }
        let characters = Array(digits)
        return stride(from: 0, to: 12, by: 2).map { String(characters[$0...$0 + 1]) }.joined(separator: ":")
    }
}
