internal import Inventory
internal import XML

/// Facts that OVF has no words for and each exporter writes its own way: firmware, TPM, hot-plug, UUID, clock.
struct OVFPlatformFacts {
    private let machine: OVFMachine
    private let settings: [String: String]

    init(_ machine: OVFMachine) {
        self.machine = machine
        // vSphere and Workstation write vmw:Config and vmw:ExtraConfig elements with a key and a value.
        let configs = machine.hardware.children.filter { ["Config", "ExtraConfig"].contains($0.name) }
        settings = configs.reduce(into: [:]) { settings, element in
            guard let key = element.attribute("key"), let value = element.attribute("value") else { return }
            settings[key] = value
        }
    }

    func add(to description: inout SourceMachine) {
        description.hotplug = SourceMachine.Hotplug(
            cpuAdd: isOn("cpuHotAddEnabled"), memoryAdd: isOn("memoryHotAddEnabled"))
        description.firmware = vmwareFirmware ?? virtualBoxFirmware ?? oVirtFirmware ?? xenFirmware
        description.hasTPM = description.hasTPM || hasVirtualBoxTPM
        description.hardwareUUID = hardwareUUID
        description.clockOffset = machine.system.childText("TimeZone")
    }

    private func isOn(_ key: String) -> Bool { settings[key]?.lowercased() == "true" }

    private var vmwareFirmware: SourceMachine.Firmware? {
        switch settings["firmware"]?.lowercased() {
        case "efi": .efi(secureBoot: isOn("bootOptions.efiSecureBootEnabled") || isOn("uefi.secureBoot.enabled"))
        case "bios": .bios
        default: nil
        }
    }

    private var virtualBoxHardware: XMLElement? { machine.system.first("Machine", "Hardware") }

    /// `<Firmware type="EFI"/>`, also `EFI32`, `EFI64`, `EFIDUAL`; a VirtualBox machine without it has a BIOS.
    private var virtualBoxFirmware: SourceMachine.Firmware? {
        guard let hardware = virtualBoxHardware else { return nil }
        let type = hardware.descendants.first { $0.name == "Firmware" }?.attribute("type") ?? "BIOS"
        guard type.uppercased().hasPrefix("EFI") else { return .bios }
        let secureBoot = hardware.descendants.first { $0.name == "SecureBoot" || $0.attribute("SecureBoot") != nil }
        let value = secureBoot?.attribute("enabled") ?? secureBoot?.attribute("SecureBoot")
        return .efi(secureBoot: value?.lowercased() == "true")
    }

    private var hasVirtualBoxTPM: Bool {
        let module = virtualBoxHardware?.descendants.first { $0.name == "TrustedPlatformModule" }
        guard let type = module?.attribute("type") else { return false }
        return type.lowercased() != "none"
    }

    /// oVirt's BiosType: 1 and 2 have SeaBIOS, 3 OVMF, 4 OVMF with Secure Boot; 0 leaves it to the cluster.
    private var oVirtFirmware: SourceMachine.Firmware? {
        switch machine.system.childText("BiosType") {
        case "1", "2": .bios
        case "3": .efi(secureBoot: false)
        case "4": .efi(secureBoot: true)
        default: nil
        }
    }

    /// XenServer keeps it in boot parameters such as `order=dc;firmware=uefi;`.
    private var xenFirmware: SourceMachine.Firmware? {
        let data = machine.hardware.descendants.filter { $0.name == "VirtualSystemOtherConfigurationData" }
        let value = { (name: String) in
            data.first { $0.attribute("Name") == name }.map { ($0.childText("Value") ?? $0.text).lowercased() }
        }
        guard let parameters = value("HVM_boot_params") else { return nil }
        guard parameters.contains("uefi") else { return .bios }
        let platform = value("platform") ?? ""
        return .efi(secureBoot: platform.contains("secureboot=true"))
    }

    private var hardwareUUID: String? {
        let text: String?
        switch machine.origin.exporter {
        case .virtualBox: text = machine.system.child("Machine")?.attribute("uuid")
        case .oVirt: text = machine.system.attribute("id")
        default: text = settings["uuid.bios"]
        }
        guard let digits = text?.lowercased().filter({ $0.isHexDigit }), digits.count == 32 else { return nil }
        let lengths = [8, 4, 4, 4, 12]
        var rest = Substring(digits)
        return lengths.map { length in
            defer { rest = rest.dropFirst(length) }
            return String(rest.prefix(length))
        }.joined(separator: "-")
    }
}
