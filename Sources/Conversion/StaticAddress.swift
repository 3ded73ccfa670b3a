internal import Glibc

/// The address that a network card, told by its MAC address, shall have in the converted guest.
public struct StaticAddress: Sendable, Equatable {
    /// The card's MAC address.
    public var macAddress: String
    /// The IP address, of either version.
    public var ipAddress: String
    /// The length of the network's prefix, in bits.
    public var prefixLength: Int
    /// The gateway; nil for none through this card.
    public var gateway: String?
    /// Name servers.
    public var nameServers: [String]

    /// Makes an address; nothing is checked before a conversion starts, or `check` is called.
    public init(
        macAddress: String, ipAddress: String, prefixLength: Int, gateway: String? = nil, nameServers: [String] = []
    ) {
        self.macAddress = macAddress
        self.ipAddress = ipAddress
        self.prefixLength = prefixLength
        self.gateway = gateway
        self.nameServers = nameServers
    }

    /// Refuses what isn't an address.
    /// - Throws: `ConversionError.badStaticAddress`.
    public func check() throws(ConversionError) {
        guard Self.isMAC(macAddress) else {
            throw .badStaticAddress(mac: macAddress, reason: "'\(macAddress)' is not a unicast MAC address.")
        }
        guard let version = Self.version(of: ipAddress) else {
            throw .badStaticAddress(mac: macAddress, reason: "'\(ipAddress)' is not an IP address.")
        }
        guard (1...version.bits).contains(prefixLength) else {
            throw .badStaticAddress(
                mac: macAddress, reason: "A prefix of \(prefixLength) bits is not possible for \(ipAddress).")
        }
        if let gateway, Self.version(of: gateway) != version {
            throw .badStaticAddress(
                mac: macAddress, reason: "The gateway '\(gateway)' is not an address of the same kind as \(ipAddress).")
        }
        if gateway == ipAddress {
            throw .badStaticAddress(mac: macAddress, reason: "The gateway is the address itself.")
        }
        for server in nameServers where Self.version(of: server) == nil {
            throw .badStaticAddress(mac: macAddress, reason: "The name server '\(server)' is not an IP address.")
        }
    }

    /// Refuses addresses that are wrong, or that two cards would share.
    static func check(_ addresses: [StaticAddress]) throws(ConversionError) {
        var seen: Set<String> = []
        for address in addresses {
            try address.check()
            guard seen.insert(address.ipAddress.lowercased()).inserted else {
                throw .badStaticAddress(mac: address.macAddress, reason: "\(address.ipAddress) is given twice.")
            }
        }
    }

    /// What virt-v2v's `--mac` takes, for Windows guests: nil without a gateway, which its syntax can't leave out.
    var virtV2VOption: String? {
        guard let gateway else { return nil }
        return ([macAddress, "ip", ipAddress].joined(separator: ":") + ",\(gateway),\(prefixLength)")
            + nameServers.map { ",\($0)" }.joined()
    }

    var isVersion6: Bool { ipAddress.contains(":") }

    private struct Version: Equatable {
        var bits: Int
    }

    private static func version(of text: String) -> Version? {
        var buffer = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &buffer) == 1 { return Version(bits: 32) }
        return inet_pton(AF_INET6, text, &buffer) == 1 ? Version(bits: 128) : nil
    }

    private static func isMAC(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 6, parts.allSatisfy({ $0.utf8.count == 2 && $0.allSatisfy(\.isHexDigit) }),
            let first = UInt8(parts[0], radix: 16)
        else { return false }
        // The lowest bit of the first byte marks group addresses (IEEE 802), which no card has.
        return first & 1 == 0 && parts.contains { $0 != "00" }
    }
}
