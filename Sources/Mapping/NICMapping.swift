internal import Inventory
internal import Resources

/// Network cards and the networks they join.
struct NICMapping {
    let source: SourceMachine
    let options: MappingOptions

    struct Result {
        var interfaces: [Devices.Interface] = []
        var networks: [Network] = []
    }

    private static let path = "spec.template.spec.domain.devices.interfaces"

    func map(_ record: inout MappingRecord) -> Result {
        var result = Result()
        var seenAddresses: Set<String> = []
        let podIndex = podIndex
        for (index, nic) in source.nics.enumerated() {
            guard let network = network(for: nic, index, ownsPod: index == podIndex, &record) else { continue }
            let address = address(of: nic, index, &seenAddresses, &record)
            result.networks.append(network)
            result.interfaces.append(interface(for: nic, index, network, address, &record))
        }
        return result
    }

    /// The one card that joins the pod network, for KubeVirt refuses a VM with two: one that is mapped to it,
    /// else the first that has a network at the source, else the first that has none.
    private var podIndex: Int? {
        let targets = source.nics.map { nic in nic.network.flatMap { options.networks[$0] } }
        return targets.firstIndex { $0 == .pod }
            ?? source.nics.indices.first { targets[$0] == nil && source.nics[$0].network != nil }
            ?? source.nics.indices.first { targets[$0] == nil }
    }

    private func network(
        for nic: SourceNIC, _ index: Int, ownsPod: Bool, _ record: inout MappingRecord
    ) -> Network? {
        let name = "net-\(index)"
        let mapped = nic.network.flatMap { options.networks[$0] }
        let target = "spec.template.spec.networks[\(name)]"
        if case .multus(let definition) = mapped {
            record.field(target, "multus \(definition)", from: "nics[\(index)].network", rule: "nic.network-map")
            return Network(name: name, multus: Network.Multus(networkName: definition))
        }
        guard ownsPod else {
            let network = nic.network.map { "network \"\($0)\"" } ?? "no network"
            record.lost(
                nic.label,
                "The network card (on \(network)) is left out: only one can be on the pod network. "
                    + "Map its network to a NetworkAttachmentDefinition to keep it.", rule: "nic.one-pod-network")
            return nil
        }
        if mapped == .pod {
            record.field(target, "pod", from: "nics[\(index)].network", rule: "nic.network-map")
        } else {
            record.field(target, "pod", from: nil, rule: "default.network", note: "The network is not mapped.")
            let network = nic.network.map { "Network \"\($0)\" is not mapped" } ?? "It has no network at the source"
            record.changed(nic.label, "\(network); the network card joins the pod network.", rule: "default.network")
        }
        return Network(name: name, pod: Present())
    }

    private func interface(
        for nic: SourceNIC, _ index: Int, _ network: Network, _ address: String?, _ record: inout MappingRecord
    ) -> Devices.Interface {
        let path = Self.path + "[\(network.name)]."
        let model = options.deviceProfile == .compatibility ? "e1000e" : "virtio"
        record.field(path + "model", model, from: nil, rule: "nic.model-profile")
        if let old = nic.model, !old.lowercased().contains(model) {
            record.changed(
                nic.label, "The network card's model \(old) is replaced by \(model).", rule: "nic.model-profile")
        }
        let isDown = !nic.startsConnected
        if isDown { record.field(path + "state", "down", from: "nics[\(index)].startsConnected", rule: "nic.link") }
        return Devices.Interface(
            name: network.name, model: model, macAddress: address, state: isDown ? "down" : nil,
            masquerade: network.pod, bridge: network.multus == nil ? nil : Present())
    }

    private func address(
        of nic: SourceNIC, _ index: Int, _ seen: inout Set<String>, _ record: inout MappingRecord
    ) -> String? {
        guard let original = nic.macAddress else { return nil }
        let rule = "nic.mac"
        guard options.keepsMACAddresses else {
            record.changed(nic.label, "The MAC address \(original) is not kept, as asked.", rule: rule)
            return nil
        }
        guard let address = Self.unicastAddress(original) else {
            record.changed(nic.label, "\(original) is no address that a network card can have.", rule: rule)
            return nil
        }
        guard seen.insert(address).inserted else {
            record.changed(nic.label, "The MAC address \(address) is on two cards; this one gets another.", rule: rule)
            return nil
        }
        record.field(Self.path + "[net-\(index)].macAddress", address, from: "nics[\(index)].macAddress", rule: rule)
        return address
    }

    /// Six bytes with colons, not all zero and not a group address (IEEE 802, the low bit of the first byte).
    private static func unicastAddress(_ text: String) -> String? {
        let parts = text.lowercased().split(whereSeparator: { $0 == ":" || $0 == "-" })
        let bytes = parts.compactMap { $0.count == 2 && $0.first != "+" ? UInt8($0, radix: 16) : nil }
        guard parts.count == 6, bytes.count == 6, bytes[0] & 1 == 0, bytes.contains(where: { $0 != 0 }) else {
            return nil
        }
        return parts.joined(separator: ":")
    }
}
