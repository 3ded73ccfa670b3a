internal import Inventory
internal import XML

/// The disk controllers of a hardware section.
struct OVFControllers {
    let controllers: [DiskController]

    init(_ items: [HardwareItem]) {
        var counts: [DiskController.Bus: Int] = [:]
        controllers = items.compactMap { item in
            guard let bus = Self.bus(item) else { return nil }
            let position = counts[bus, default: 0]
            counts[bus] = position + 1
            let number = item.number("Address") ?? position
            return DiskController(id: item.id, bus: bus, model: item.subtype, number: number)
        }
    }

    private static func bus(_ item: HardwareItem) -> DiskController.Bus? {
        let subtype = item.subtype?.lowercased() ?? ""
        return switch item.resourceType {
        case 5: .ide
        case 6: subtype.contains("virtio") ? .virtio : .scsi
        // "Other storage device": SATA for most, NVMe by its subtype; oVirt uses the number for video cards.
        case 20:
            item.deviceType != nil
                ? nil : subtype.contains("nvme") ? .nvme : subtype.contains("virtio") ? .virtio : .sata
        default: nil
        }
    }
}

/// The disks of one virtual system.
struct OVFDisks {
    private let machine: OVFMachine

    init(_ machine: OVFMachine) { self.machine = machine }

    /// Reads the disks in boot order where it is known, else by controller and unit.
    ///
    /// Controllers keep the descriptor's order of buses, and their numbers within a bus. oVirt has no
    /// controllers: the bus that a disk names becomes one.
    func read(_ section: inout OVFDiskSection, controllers: inout [DiskController]) throws -> [SourceDisk] {
        var disks: [SourceDisk] = []
        for item in machine.items where item.isDisk {
            guard let resource = item.hostResources.first(where: { !$0.isEmpty }) else { continue }
            var disk = try read(item, resource, &section)
            guard !disks.contains(where: { $0.id == disk.id }) else {
                throw OVFError.duplicate(what: "disk of one machine", name: disk.id)
            }
            place(&disk, item, section.backing(resource), &controllers)
            disks.append(disk)
        }
        return ordered(disks, controllers)
    }

    private func read(_ item: HardwareItem, _ resource: String, _ section: inout OVFDiskSection) throws -> SourceDisk {
        switch section.backing(resource) {
        case .disk(let element):
            return try section.read(element, id: element.attribute("diskId") ?? item.id, label: item.label)
        case .file(let id): return try section.read(file: id, id: id, label: item.label)
        case nil:
            throw machine.envelope.malformed(
                item.element, "The disk \"\(item.label)\" refers to \"\(resource)\", which is not there")
        }
    }

    private func place(
        _ disk: inout SourceDisk, _ item: HardwareItem, _ backing: OVFDiskSection.Backing?,
        _ controllers: inout [DiskController]
    ) {
        disk.unit = item.number("AddressOnParent")
        if let order = item.number("BootOrder"), order > 0 { disk.bootOrder = order }
        if let parent = item.text("Parent"), controllers.contains(where: { $0.id == parent }) {
            disk.controllerID = parent
        }
        guard case .disk(let element) = backing else { return }
        if disk.bootOrder == nil, element.attribute("boot")?.lowercased() == "true" { disk.bootOrder = 1 }
        guard let interface = element.attribute("disk-interface") else { return }
        let bus = Self.bus(interface)
        if !controllers.contains(where: { $0.id == interface }) {
            controllers.append(DiskController(id: interface, bus: bus, model: interface, number: 0))
        }
        disk.controllerID = interface
    }

    private static func bus(_ interface: String) -> DiskController.Bus {
        switch interface.lowercased() {
        case "ide": .ide
        case "sata": .sata
        case "virtio": .virtio
        case "virtio_scsi", "spapr_vscsi": .scsi
        default: .other
        }
    }

    private func ordered(_ disks: [SourceDisk], _ controllers: [DiskController]) -> [SourceDisk] {
        let keyed = disks.enumerated().map { (place, disk) in (disk, key(disk, place, controllers)) }
        return keyed.sorted { $0.1.lexicographicallyPrecedes($1.1) }.map(\.0)
    }

    private func key(_ disk: SourceDisk, _ place: Int, _ controllers: [DiskController]) -> [Int] {
        let controller = controllers.first { $0.id == disk.controllerID }
        let bus = controllers.firstIndex { $0.bus == controller?.bus } ?? controllers.count
        return [disk.bootOrder ?? .max, bus, controller?.number ?? .max, disk.unit ?? .max, place]
    }
}
