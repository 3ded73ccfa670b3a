internal import Inventory
internal import Resources

/// Firmware, Secure Boot, TPM and clock.
struct FirmwareMapping {
    let source: SourceMachine
    let options: MappingOptions
    let facts: GuestFacts?

    private static let path = "spec.template.spec.domain."

    func firmware(_ record: inout MappingRecord) -> Domain.Firmware {
        var result = Domain.Firmware()
        if let uuid = source.hardwareUUID {
            if Self.isUUID(uuid) {
                result.uuid = uuid.lowercased()
                record.field(
                    Self.path + "firmware.uuid", uuid.lowercased(), from: "hardwareUUID", rule: "firmware.uuid")
            } else {
                record.lost("hardware UUID", "The source's hardware UUID \(uuid) is not one.", rule: "firmware.uuid")
            }
        }
        result.bootloader = bootloader(chosen(&record), &record)
        return result
    }

    private typealias Choice = (firmware: SourceMachine.Firmware, source: String?, rule: String, note: String?)

    /// The user's word, else what the disks are made for, else the source's, else BIOS.
    private func chosen(_ record: inout MappingRecord) -> Choice {
        if let firmware = options.firmware { return (firmware, "option firmware", "firmware.option", nil) }
        switch (facts?.firmware, source.firmware) {
        case (.efi, .efi(let secureBoot)): return (.efi(secureBoot: secureBoot), "firmware", "firmware.source", nil)
        case (.efi, .bios):
            let what = "The source says BIOS, but the guest's disks are made for UEFI; the VM starts with UEFI."
            record.changed("firmware", what, rule: "firmware.detected")
            return (.efi(secureBoot: false), "guest facts: firmware", "firmware.detected", what)
        case (.efi, nil): return (.efi(secureBoot: false), "guest facts: firmware", "firmware.detected", nil)
        case (.bios, .efi):
            let what = "The source says UEFI, but the guest's disks are made for BIOS; the VM starts with BIOS."
            record.changed("firmware", what, rule: "firmware.detected")
            return (.bios, "guest facts: firmware", "firmware.detected", what)
        case (.bios, nil): return (.bios, "guest facts: firmware", "firmware.detected", nil)
        case (.bios, .bios): return (.bios, "firmware", "firmware.source", nil)
        case (nil, let firmware?): return (firmware, "firmware", "firmware.source", nil)
        case (nil, nil):
            return (.bios, nil, "default.firmware", "Neither the source nor the disks say which firmware is needed.")
        }
    }

    private func bootloader(_ choice: Choice, _ record: inout MappingRecord) -> Domain.Bootloader {
        let target = Self.path + "firmware.bootloader"
        guard case .efi(let secureBoot) = choice.firmware else {
            record.field(target, "bios", from: choice.source, rule: choice.rule, note: choice.note)
            return Domain.Bootloader(bios: Present())
        }
        record.field(target, "efi", from: choice.source, rule: choice.rule, note: choice.note)
        record.field(
            target + ".efi.secureBoot", secureBoot, from: choice.source, rule: "firmware.secure-boot",
            note: "Written in any case: KubeVirt turns Secure Boot on when it is not told.")
        record.lost(
            "UEFI variables",
            "The boot entries that the source's firmware keeps are not carried; the VM starts the default boot loader.",
            rule: "firmware.nvram")
        return Domain.Bootloader(efi: Domain.EFI(secureBoot: secureBoot))
    }

    func features(for firmware: Domain.Firmware, _ record: inout MappingRecord) -> Domain.Features {
        var features = Domain.Features(acpi: Present())
        if firmware.bootloader?.efi?.secureBoot == true {
            features.smm = Domain.Feature(enabled: true)
            record.field(
                Self.path + "features.smm.enabled", true, from: "firmware", rule: "firmware.secure-boot",
                note: "Secure Boot needs System Management Mode.")
        }
        return features
    }

    func tpm(_ record: inout MappingRecord) -> Devices.TPM? {
        guard source.hasTPM else { return nil }
        record.field(Self.path + "devices.tpm.persistent", true, from: "hasTPM", rule: "tpm.persistent")
        record.lost(
            "TPM", "The VM gets a new TPM: what the old one sealed, such as BitLocker keys, is not carried.",
            rule: "tpm.persistent")
        return Devices.TPM(persistent: true)
    }

    func clock(_ record: inout MappingRecord) -> Domain.Clock {
        let path = Self.path + "clock"
        let offset = source.clockOffset ?? "utc"
        if offset.lowercased() == "utc" {
            let isStated = source.clockOffset != nil
            record.field(
                path, "utc", from: isStated ? "clockOffset" : nil, rule: isStated ? "clock.utc" : "default.clock")
        } else if let seconds = Int(offset), (-86_400...86_400).contains(seconds) {
            record.field(path + ".utc.offsetSeconds", seconds, from: "clockOffset", rule: "clock.offset")
            return Domain.Clock(utc: Domain.UTC(offsetSeconds: seconds), timer: Present())
        } else if Self.isTimeZone(offset) {
            record.field(path + ".timezone", offset, from: "clockOffset", rule: "clock.timezone")
            return Domain.Clock(timezone: offset, timer: Present())
        } else {
            record.field(path, "utc", from: nil, rule: "default.clock")
            record.changed(
                "clock", "The source's clock is set to \(offset), which names no time zone; the VM's is set to UTC.",
                rule: "default.clock")
        }
        return Domain.Clock(utc: Domain.UTC(), timer: Present())
    }

    /// `Area/City`, as the time zone database names them.
    private static func isTimeZone(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count >= 2 && text.count <= 64
            && parts.allSatisfy { part in
                part.first?.isLetter == true
                    && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-+".contains($0)) }
            }
    }

    private static func isUUID(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.count) == [8, 4, 4, 4, 12] && parts.joined().allSatisfy { $0.isASCII && $0.isHexDigit }
    }
}
