internal import Arguments
internal import Conversion
internal import Glibc
internal import Mapping

/// An address that a network card is to have, found by its MAC address: `MAC:IP/PREFIX,GATEWAY,DNS...`.
struct StaticIP: Sendable, Equatable, ArgumentValue {
    /// The card's MAC address, in lower case with colons.
    var macAddress: String
    /// The IPv4 or IPv6 address.
    var address: String
    /// The length of the network's prefix.
    var prefixLength: Int
    /// The way out; nil for none.
    var gateway: String?
    /// Name servers in order.
    var nameServers: [String]

    /// Describes an address.
    init(macAddress: String, address: String, prefixLength: Int, gateway: String?, nameServers: [String]) {
        self.macAddress = macAddress
        self.address = address
        self.prefixLength = prefixLength
        self.gateway = gateway
        self.nameServers = nameServers
    }

    /// Reads `52:54:00:aa:bb:cc:192.0.2.7/24,192.0.2.1,192.0.2.53`; the gateway may be empty.
    init(argument text: String) throws(InvalidValue) {
        let macAddress = String(text.prefix(17)).lowercased()
        guard isMACAddress(macAddress), text.dropFirst(17).first == ":" else {
            throw InvalidValue("does not start with a MAC address and a colon, as in 52:54:00:aa:bb:cc:192.0.2.7/24")
        }
        let parts = text.dropFirst(18).split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let network = (parts.first ?? "").split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard network.count == 2, let bits = addressBits(network[0]) else {
            throw InvalidValue("has no address with a prefix length, as in 192.0.2.7/24")
        }
        guard let length = Int(network[1]), (1...bits).contains(length) else {
            throw InvalidValue("has a prefix length that is not between 1 and \(bits)")
        }
        let gateway = parts.count > 1 && !parts[1].isEmpty ? parts[1] : nil
        let others = [gateway].compactMap(\.self) + parts.dropFirst(2)
        if let wrong = others.first(where: { addressBits($0) != bits }) {
            throw InvalidValue("has '\(wrong)' where an address of the same kind is expected")
        }
        self.init(
            macAddress: macAddress, address: network[0], prefixLength: length, gateway: gateway,
            nameServers: Array(parts.dropFirst(2)))
    }

    /// The address in the conversion's terms.
    var staticAddress: StaticAddress {
        StaticAddress(
            macAddress: macAddress, ipAddress: address, prefixLength: prefixLength, gateway: gateway,
            nameServers: nameServers)
    }

    /// The form in which it is typed.
    var argumentText: String {
        (["\(macAddress):\(address)/\(prefixLength)", gateway ?? ""] + nameServers).joined(separator: ",")
    }
}

/// Where a source network goes: `SOURCE=pod` or `SOURCE=NAMESPACE/NAME` of a NetworkAttachmentDefinition.
struct NetworkChoice: Sendable, Equatable, ArgumentValue {
    /// The network's name at the source.
    var source: String
    /// Where it goes.
    var target: MappingOptions.NetworkTarget

    /// Makes a choice.
    init(source: String, target: MappingOptions.NetworkTarget) {
        self.source = source
        self.target = target
    }

    /// Reads `VM Network=pod` or `VM Network=default/vlan7`; the last equals sign separates.
    init(argument text: String) throws(InvalidValue) {
        guard let separator = text.lastIndex(of: "="), separator > text.startIndex else {
            throw InvalidValue("is not of the form SOURCE=pod or SOURCE=NAMESPACE/NAME")
        }
        source = String(text[..<separator])
        let value = text[text.index(after: separator)...]
        let parts = value.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if value == "pod" {
            target = .pod
        } else if parts.count == 2, parts.allSatisfy(isResourceName) {
            target = .multus(String(value))
        } else {
            throw InvalidValue("goes to '\(value)', which is neither 'pod' nor NAMESPACE/NAME in lower case")
        }
    }

    /// The form in which it is typed.
    var argumentText: String {
        switch target {
        case .pod: "\(source)=pod"
        case .multus(let name): "\(source)=\(name)"
        }
    }
}

/// A name that Kubernetes accepts for most resources (RFC 1123 label or subdomain).
func isResourceName(_ text: String) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    return text.utf8.count <= 253
        && labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.utf8.allSatisfy(isNameByte)
                && label.utf8.first != UInt8(ascii: "-") && label.utf8.last != UInt8(ascii: "-")
        }
}

private func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
    default: false
    }
}

private func isMACAddress(_ text: String) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count == 6 && parts.allSatisfy { $0.utf8.count == 2 && $0.allSatisfy(\.isHexDigit) }
}

/// 32 or 128 for an IPv4 or IPv6 address, nil for anything else.
private func addressBits(_ text: String) -> Int? {
    var v4 = in_addr()
    var v6 = in6_addr()
    if inet_pton(AF_INET, text, &v4) == 1 { return 32 }
    return inet_pton(AF_INET6, text, &v6) == 1 ? 128 : nil
}
