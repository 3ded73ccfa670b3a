internal import Inventory
internal import XML

/// The devices of a domain that aren't disks.
enum LibvirtDevices {
    static func networkCards(_ devices: [XMLElement]) -> [SourceNIC] {
        devices.filter { $0.name == "interface" }.enumerated().map { index, element in
            let source = element.child("source")
            let network = ["network", "bridge", "dev"].lazy.compactMap { source?.attribute($0) }.first
            var card = SourceNIC(
                id: "net\(index)", label: element.child("alias")?.attribute("name") ?? "Network card \(index + 1)",
                macAddress: nil,
                model: element.child("model")?.attribute("type"), network: network,
                startsConnected: element.child("link")?.attribute("state") != "down")
            card.setAddress(stated: element.child("mac")?.attribute("address"))
            return card
        }
    }

    private static let kinds: Set = [
        "sound", "hostdev", "redirdev", "watchdog", "filesystem", "smartcard", "parallel", "shmem", "serial", "nvram",
        "crypto", "iommu", "vsock",
    ]

    static func others(_ devices: [XMLElement]) -> [SourceMachine.OtherDevice] {
        devices.filter { kinds.contains($0.name) }.map { element in
            let words = [element.attribute("type"), element.attribute("model")].compactMap { $0 }
            return SourceMachine.OtherDevice(
                kind: element.name, label: words.isEmpty ? element.name : words.joined(separator: " "))
        }
    }
}
