internal import Inventory
internal import Resources

/// Disks, their volumes and their claims.
struct DiskMapping {
    let source: SourceMachine
    let options: MappingOptions
    let facts: GuestFacts?
    let system: SystemMapping
    let machineName: String

    struct Result {
        var disks: [Devices.Disk] = []
        var volumes: [Volume] = []
        var claims: [DiskClaim] = []
    }

    /// virtio-blk has room for 20 bytes of serial number.
    private static let serialLimit = 20

    func map(_ record: inout MappingRecord) -> Result {
        var result = Result()
        let root = rootIndex(&record)
        let order = bootOrder(root: root)
        var takenNames: Set<String> = []
        for (index, disk) in source.disks.enumerated() {
            let claim = claim(for: disk, index, isRoot: index == root, taken: takenNames, &record)
            takenNames.insert(claim.claimName)
            let name = "disk-\(index)"
            result.disks.append(device(for: disk, index, name: name, bootOrder: order[index], &record))
            result.volumes.append(
                Volume(name: name, persistentVolumeClaim: Volume.ClaimReference(claimName: claim.claimName)))
            result.claims.append(claim)
        }
        return result
    }

    /// The user's choice, else the disk that the guest boots from, else the first by the source's boot order.
    private func rootIndex(_ record: inout MappingRecord) -> Int {
        let target = "spec.template.spec.domain.devices.disks"
        if let id = options.rootDiskID, let index = source.disks.firstIndex(where: { $0.id == id }) {
            record.field(target + "[\(index)].bootOrder", 1, from: "option root disk", rule: "disk.boot-option")
            return index
        }
        if let index = facts?.bootDiskIndex, source.disks.indices.contains(index) {
            record.field(
                target + "[\(index)].bootOrder", 1, from: "guest facts: boot disk", rule: "disk.boot-detected")
            return index
        }
        let stated = source.disks.enumerated().filter { $0.element.bootOrder != nil }
        if let first = stated.min(by: { ($0.element.bootOrder ?? 0) < ($1.element.bootOrder ?? 0) }) {
            record.field(
                target + "[\(first.offset)].bootOrder", 1, from: "disks[\(first.offset)].bootOrder",
                rule: "disk.boot-source")
            return first.offset
        }
        if !source.disks.isEmpty {
            record.field(target + "[0].bootOrder", 1, from: nil, rule: "default.boot-disk", note: "The first disk.")
        }
        return 0
    }

    /// The root disk is first; other disks follow when the source has an order for them.
    private func bootOrder(root: Int) -> [Int: Int] {
        let others = source.disks.enumerated().filter { $0.offset != root && $0.element.bootOrder != nil }
            .sorted { ($0.element.bootOrder ?? 0, $0.offset) < ($1.element.bootOrder ?? 0, $1.offset) }
        var order = [root: 1]
        for (place, disk) in others.enumerated() { order[disk.offset] = place + 2 }
        return order
    }

    private func claim(
        for disk: SourceDisk, _ index: Int, isRoot: Bool, taken: Set<String>, _ record: inout MappingRecord
    ) -> DiskClaim {
        let suffix = "-disk\(index)"
        let limit = KubernetesNames.lengthLimit - suffix.count
        let stem = KubernetesNames.propose(for: machineName, as: .label, limit: limit).name
        let name = KubernetesNames.propose(for: stem + suffix, as: .label, taken: taken).name
        let known = options.diskSizes[disk.id] ?? disk.virtualSizeBytes
        let path = "claims[\(index)]."
        record.field(path + "name", name, from: "name", rule: "claim.name")
        record.field(
            path + "sizeBytes", known ?? 0, from: known == nil ? nil : "disks[\(index)].virtualSizeBytes",
            rule: known == nil ? "default.size" : "claim.size",
            note: known == nil ? "The size is known when the disk has been copied." : nil)
        return DiskClaim(
            diskID: disk.id, claimName: name, fileName: "\(name).\(options.fileExtension)",
            sizeBytes: max(known ?? 0, 0), storageClass: options.storageClass, accessMode: options.accessMode,
            volumeMode: options.volumeMode,
            defaultPreference: isRoot ? system.preference : nil)
    }

    private func device(
        for disk: SourceDisk, _ index: Int, name: String, bootOrder: Int?, _ record: inout MappingRecord
    ) -> Devices.Disk {
        let path = "spec.template.spec.domain.devices.disks[\(index)]."
        let bus = options.diskBus ?? (options.deviceProfile == .compatibility ? .sata : .virtio)
        record.field(
            path + "disk.bus", bus.rawValue, from: options.diskBus == nil ? nil : "option disk bus",
            rule: options.diskBus == nil ? "disk.bus-profile" : "disk.bus-option")
        recordController(of: disk, bus, &record)
        return Devices.Disk(
            name: name, bootOrder: bootOrder, serial: serial(of: disk, path, &record),
            shareable: disk.isShared ? true : nil, cache: disk.isShared ? "none" : nil,
            disk: Devices.DiskTarget(bus: bus.rawValue, readonly: disk.isReadOnly ? true : nil))
    }

    private func recordController(
        of disk: SourceDisk, _ bus: MappingOptions.DiskBus, _ record: inout MappingRecord
    ) {
        guard let controller = source.controllers.first(where: { $0.id == disk.controllerID }),
            controller.bus.rawValue != bus.rawValue || (bus == .scsi && controller.model?.contains("virtio") != true)
        else { return }
        let old = [controller.bus.rawValue, controller.model].compactMap { $0 }.joined(separator: " ")
        record.changed(
            disk.label, "The disk's \(old) controller is replaced by \(bus.rawValue).", rule: "disk.bus-profile")
    }

    private func serial(of disk: SourceDisk, _ path: String, _ record: inout MappingRecord) -> String? {
        guard let original = disk.serial, !original.isEmpty else { return nil }
        let allowed = original.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "_.+-".contains($0)) }
        let serial = String(allowed.prefix(Self.serialLimit))
        if serial != original {
            record.changed(
                disk.label,
                serial.isEmpty
                    ? "The serial number \"\(original)\" has no character that is allowed and is left out."
                    : "The serial number \"\(original)\" becomes \"\(serial)\": virtio has room for 20 plain characters.",
                rule: "disk.serial")
        }
        guard !serial.isEmpty else { return nil }
        record.field(path + "serial", serial, from: "disks.serial", rule: "disk.serial")
        return serial
    }
}
