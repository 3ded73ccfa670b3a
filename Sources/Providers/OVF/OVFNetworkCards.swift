internal import Inventory
internal import XML

/// The network cards of one virtual system.
struct OVFNetworkCards {
    let cards: [SourceNIC]

    init(_ machine: OVFMachine) {
        let items = machine.items.filter { $0.resourceType == 10 }
        let adapters = Self.virtualBoxAdapters(machine.system)
        cards = items.enumerated().map { index, item in
            let stated = item.text("MACAddress") ?? item.text("Address")
            // VirtualBox keeps the addresses in its own section, by slot.
            let fallback = items.count == adapters.count ? adapters[index] : nil
            var card = SourceNIC(
                id: item.id, label: item.text("Name") ?? item.label, macAddress: nil,
                model: Self.model(item, machine.origin.exporter), network: item.text("Connection"),
                startsConnected: item.isTrue("AutomaticAllocation") && item.isTrue("Linked"))
            card.setAddress(stated: stated)
            if card.macAddress == nil, let fallback { card.setAddress(stated: fallback) }
            return card
        }
    }

    /// oVirt writes its models as numbers (VmInterfaceType).
    private static let oVirtModels = [
        "0": "rtl8139_virtio", "1": "rtl8139", "2": "e1000", "3": "virtio", "6": "e1000e",
    ]

    private static func model(_ item: HardwareItem, _ exporter: SourceMachine.SourceOrigin.Exporter) -> String? {
        guard let subtype = item.subtype else { return nil }
        return exporter == .oVirt ? oVirtModels[subtype] ?? subtype : subtype
    }

    private static func virtualBoxAdapters(_ system: XMLElement) -> [String] {
        guard let network = system.first("Machine", "Hardware", "Network") else { return [] }
        let enabled = network.children("Adapter").filter { $0.attribute("enabled") == "true" }
        let slot = { (adapter: XMLElement) in adapter.attribute("slot").flatMap { Int($0) } ?? .max }
        return enabled.sorted { slot($0) < slot($1) }.compactMap { $0.attribute("MACAddress") }
    }
}

/// The devices that have no counterpart in the neutral model.
enum OVFOtherDevices {
    /// CIM's numbers; those that every machine has (graphics, keyboard, controllers) are left out.
    private static let kinds = [
        14: "floppy", 15: "cdrom", 16: "cdrom", 21: "serial", 22: "parallel", 23: "usb", 35: "sound",
    ]
    private static let oVirtKinds: Set = ["sound", "hostdev", "watchdog"]

    static func devices(_ items: [HardwareItem]) -> [SourceMachine.OtherDevice] {
        items.compactMap { item in
            guard !item.isTPM, let kind = kind(item) else { return nil }
            return SourceMachine.OtherDevice(kind: kind, label: item.label)
        }
    }

    private static func kind(_ item: HardwareItem) -> String? {
        if let kind = kinds[item.resourceType] { return kind }
        if let type = item.deviceType { return oVirtKinds.contains(type) ? type : nil }
        guard item.resourceType == 1, let subtype = item.subtype?.lowercased() else { return nil }
        if subtype.contains("sound") { return "sound" }
        return subtype.contains("vmci") ? nil : "other"
    }
}
