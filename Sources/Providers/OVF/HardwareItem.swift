internal import XML

/// An item of a virtual hardware section: a CIM resource allocation, in the spellings of OVF 1 and 2.
struct HardwareItem {
    let element: XMLElement
    /// CIM's number for the kind of resource.
    let resourceType: Int
    /// The identifier, unique in its section.
    let id: String

    init?(_ element: XMLElement) {
        guard let type = element.childText("ResourceType").flatMap({ Int($0) }) else { return nil }
        self.element = element
        resourceType = type
        id = element.childText("InstanceID") ?? element.childText("InstanceId") ?? ""
    }

    /// The items of a hardware section that are in force: those of the default configuration, without ranges
    /// (`ovf:bound`), and an item of the configuration in place of its general one (DSP0243 2.1, section 9.8).
    static func items(of section: XMLElement, configuration: String?) -> [HardwareItem] {
        let elements = section.children.filter {
            ["Item", "StorageItem", "EthernetPortItem"].contains($0.name) && $0.attribute("bound") == nil
        }
        let inForce = elements.filter { element in
            guard let names = element.attribute("configuration") else { return true }
            return configuration.map { names.split(separator: " ").map(String.init).contains($0) } ?? false
        }
        let special = Set(inForce.filter { $0.attribute("configuration") != nil }.compactMap { HardwareItem($0)?.id })
        return inForce.compactMap { HardwareItem($0) }.filter {
            $0.element.attribute("configuration") != nil || !special.contains($0.id)
        }
    }

    func text(_ name: String) -> String? { element.childText(name) }

    func number(_ name: String) -> Int? { text(name).flatMap { Int($0) } }

    /// The name people see.
    var label: String { text("ElementName") ?? text("Caption") ?? text("Description") ?? "item \(id)" }

    var subtype: String? { text("ResourceSubType") }

    var hostResources: [String] { element.children("HostResource").map(\.text) }

    /// A boolean child; `true` when there is none.
    func isTrue(_ name: String) -> Bool { text(name)?.lowercased() != "false" }

    /// oVirt's own word for the kind of device.
    var deviceType: String? { text("Type")?.lowercased() }

    /// Whether the item is a disk: a disk drive, a logical disk, or a storage extent (XenServer).
    var isDisk: Bool { [17, 19, 31].contains(resourceType) }

    /// Whether the item is a virtual TPM, whatever the number under which it goes.
    var isTPM: Bool { subtype?.lowercased().contains("tpm") == true || deviceType == "tpm" }
}
