internal import Conversion
internal import Inventory
internal import Planning
internal import Resources
internal import Transfer

/// The facts of a machine, before and after, as the report shows them side by side.
enum ReportFacts {
    /// The table of facts.
    static func facts(
        of source: SourceMachine, _ target: VirtualMachine, guest: GuestFacts?
    ) -> [MigrationReport.Fact] {
        let spec = target.spec.template.spec
        let cpu = spec.domain.cpu
        let nics = spec.domain.devices.interfaces ?? []
        return [
            .init(name: "Name", before: source.name, after: target.metadata.name),
            .init(
                name: "Operating system", before: source.guest.text ?? source.guest.platformID,
                after: guest.flatMap(name)),
            .init(
                name: "Processors", before: source.processor.count.map { "\($0)" },
                after: cpu.map { "\(($0.sockets ?? 1) * ($0.cores ?? 1) * ($0.threads ?? 1))" }),
            .init(
                name: "Sockets", before: sockets(source.processor), after: cpu.map { "\($0.sockets ?? 1)" }),
            .init(
                name: "Memory", before: source.memoryBytes.map(byteText),
                after: spec.domain.memory?.guest?.bytes.map(byteText)),
            .init(
                name: "Firmware", before: source.firmware.map(text), after: text(spec.domain.firmware?.bootloader)),
            .init(
                name: "TPM", before: source.hasTPM ? "yes" : "no", after: spec.domain.devices.tpm == nil ? "no" : "yes"),
            .init(
                name: "Disks", before: "\(source.disks.count)", after: "\(spec.domain.devices.disks?.count ?? 0)"),
            .init(
                name: "Network cards", before: source.nics.map { $0.macAddress ?? "any MAC" }.joined(separator: ", "),
                after: nics.map { $0.macAddress ?? "any MAC" }.joined(separator: ", ")),
        ]
    }

    private static func sockets(_ processor: SourceMachine.Processor) -> String? {
        guard let count = processor.count, let cores = processor.coresPerSocket, cores > 0 else { return nil }
        return "\(max(1, count / cores / max(1, processor.threadsPerCore ?? 1)))"
    }

    /// The guest's name: its product name, unless that is a bare number.
    static func name(of guest: GuestFacts) -> String? {
        guard let product = guest.productName, product.contains(where: \.isLetter) else {
            return guest.osinfoID ?? guest.productName
        }
        return product
    }

    /// What the conversion found, in words.
    static func guestFacts(_ result: ConversionResult) -> [MigrationReport.NamedText] {
        let guest = result.guest
        let facts: [(String, String?)] = [
            ("Product", guest.productName), ("Identifier", guest.osinfoID), ("Distribution", guest.distribution),
            ("Architecture", guest.architecture), ("Package format", guest.packageFormat),
            ("Firmware", guest.firmware?.rawValue), ("Root file system", guest.rootDevice),
            ("Boot device", guest.bootDevice), ("Disk bus", guest.blockBus), ("Network card", guest.netBus),
            ("virt-v2v", result.virtV2VVersion), ("Accelerator", result.accelerator.rawValue),
        ]
        return facts.compactMap { name, value in value.map { .init(name: name, value: $0) } }
    }

    private static func text(_ firmware: SourceMachine.Firmware) -> String {
        switch firmware {
        case .bios: "BIOS"
        case .efi(let secureBoot): secureBoot ? "UEFI with Secure Boot" : "UEFI"
        }
    }

    private static func text(_ bootloader: Domain.Bootloader?) -> String {
        guard let efi = bootloader?.efi else { return "BIOS" }
        return efi.secureBoot ?? true ? "UEFI with Secure Boot" : "UEFI"
    }
}
