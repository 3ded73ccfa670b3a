internal import Inventory

extension ConcernCatalog {
    /// Rules on network cards.
    static let networkRules: [ConcernRule] = [
        .nic(
            "nic.network.none", .warning, "Network card without a network",
            why: "The card is connected to nothing; KubeVirt needs a network for each card.",
            remedy: "It joins the pod network with its link down. Remove it, or map it, in the manifest.",
            what: { nic, _ in nic.network == nil ? "The card is not connected to a network." : nil }),
        .nic(
            "nic.network.unmapped", .warning, "Network not mapped",
            why:
                "The card joins the pod network behind NAT: its address changes, and it can't be reached from outside.",
            remedy: "Map the network with --network SOURCE=NAMESPACE/ATTACHMENT.",
            what: { nic, context in
                guard let network = nic.network, !context.mappedNetworks.contains(network) else { return nil }
                return "The network \"\(network)\" is not mapped to one of the target."
            }),
        ConcernRule(
            "nic.pod-network.many", .warning, "More than one card for the pod network",
            why: "KubeVirt allows one card on the pod network; others without a mapped network are left out.",
            remedy: "Map their networks to NetworkAttachmentDefinitions."
        ) { machine, context in
            let unmapped = machine.nics.filter { nic in nic.network.map { !context.mappedNetworks.contains($0) } ?? true
            }
            return unmapped.count > 1 ? [.init(what: "\(unmapped.count) cards have no mapped network.")] : []
        },
        ConcernRule(
            "nic.mac.duplicate", .warning, "MAC address used twice",
            why: "Two cards of one address on one network lose each other's packets.",
            remedy: "The second card gets another address; give it one of your own in the manifest."
        ) { machine, _ in
            var seen: Set<String> = []
            return machine.nics.compactMap { nic in
                guard let address = nic.macAddress?.lowercased(), !seen.insert(address).inserted else { return nil }
                return .init(subject: nic.label, what: "Another card has the MAC address \(address), too.")
            }
        },
        .nic(
            "nic.mac.invalid", .warning, "MAC address can't be used",
            why: "A card has an address of six bytes that is its own: not a group's, and not all zeros. "
                + "This card gets another, and what the guest or its network ties to the address does not apply.",
            remedy: "Correct the address in the source's description, or give the card one in the manifest.",
            what: { nic, _ in
                nic.unusableAddress.map { "The source states the address \"\($0.prefix(80))\"." }
            }),
        .nic(
            "nic.model.replaced", .information, "Network card model replaced",
            why: "The guest sees another card; configuration that is bound to a driver or a slot's name may not apply.",
            remedy: "Check the guest's network configuration; --static-ip keeps addresses by MAC.",
            what: { nic, _ in
                guard let model = nic.model, !model.lowercased().contains("virtio") else { return nil }
                return "The card's model \(model) is replaced."
            }),
        .nic(
            "nic.disconnected", .information, "Network card starts disconnected",
            why: "The card is there with its link down, as at the source.",
            remedy: "Set the interface's state to up in the manifest, or with virtctl, when it should be connected.",
            what: { nic, _ in nic.startsConnected ? nil : "The card is not connected when the machine starts." }),
    ]
}
