internal import Failures
public import KubeVirtTarget
public import QEMU
public import Resources

/// Makes of a KubeVirt machine the one that QEMU runs here: for the boot check and for `gantry vm start` alike.
///
/// `files` has the absolute path of each claim's disk. Its format goes by the file's name, never by its content,
/// because a guest can write any header into a raw disk.
/// - Throws: `LocalError`.
public func qemuMachine(from manifest: VirtualMachine, files: [String: String]) throws -> QEMUMachine {
    let instance = manifest.spec.template.spec
    let domain = instance.domain
    guard let memoryBytes = domain.memory?.guest?.bytes else {
        throw LocalError.incomplete(field: "domain.memory.guest")
    }
    guard (1 << 20...mostMemoryBytes).contains(memoryBytes) else {
        throw LocalError.unsupported(field: "domain.memory.guest", value: "\(memoryBytes) bytes")
    }
    if let architecture = instance.architecture, architecture != "amd64" {
        throw LocalError.unsupported(field: "architecture", value: architecture)
    }
    var machine = QEMUMachine(
        name: manifest.metadata.name ?? "machine", memoryBytes: memoryBytes, processors: try processors(domain.cpu),
        firmware: firmware(domain.firmware), hasTPM: domain.devices.tpm != nil,
        clock: domain.clock?.timezone == nil ? .utc : .localTime, disks: try disks(instance, files),
        nics: try (domain.devices.interfaces ?? []).map(card), uuid: domain.firmware?.uuid)
    machine.clockOffsetSeconds = try clockOffset(domain.clock)
    return machine
}

private func clockOffset(_ clock: Domain.Clock?) throws -> Int {
    let seconds = clock?.utc?.offsetSeconds ?? 0
    // Twenty years either way; a PC's clock has two digits for the year.
    guard (-mostClockOffsetSeconds...mostClockOffsetSeconds).contains(seconds) else {
        throw LocalError.unsupported(field: "domain.clock.utc.offsetSeconds", value: "\(seconds)")
    }
    return seconds
}

/// Makes of a machine as it lies in its folder the one that QEMU runs here.
/// - Throws: `LocalError`.
public func qemuMachine(from machine: LocalMachine, in folder: String) throws -> QEMUMachine {
    try qemuMachine(from: machine.virtualMachine, files: machine.files.mapValues { "\(folder)/\($0)" })
}

/// More than 48 bits of physical addresses hold is not to be had on any host.
private let mostMemoryBytes: Int64 = 1 << 48
private let mostClockOffsetSeconds = 20 * 366 * 86_400
/// What KVM and QEMU's Q35 machine are far from having.
private let mostProcessors = 1 << 16

private func processors(_ cpu: Domain.CPU?) throws -> QEMUMachine.Processors {
    let result = QEMUMachine.Processors(
        sockets: max(1, cpu?.sockets ?? 1), cores: max(1, cpu?.cores ?? 1), threads: max(1, cpu?.threads ?? 1))
    guard result.count <= mostProcessors else {
        let layout = "\(result.sockets) sockets of \(result.cores) cores of \(result.threads) threads"
        throw LocalError.unsupported(field: "domain.cpu", value: layout)
    }
    return result
}

private func firmware(_ firmware: Domain.Firmware?) -> QEMUMachine.Firmware {
    guard let efi = firmware?.bootloader?.efi else { return .bios }
    // KubeVirt takes a missing secureBoot for true.
    return .efi(secureBoot: efi.secureBoot ?? true)
}

private func disks(
    _ instance: VirtualMachine.InstanceSpec, _ files: [String: String]
) throws -> [QEMUMachine.Disk] {
    let described = instance.domain.devices.disks ?? []
    let nothingIsOrdered = described.allSatisfy { $0.bootOrder == nil }
    return try described.enumerated().map { index, disk in
        let volume = instance.volumes?.first { $0.name == disk.name }
        guard let file = volume.flatMap(LocalMachine.claimName(of:)).flatMap({ files[$0] }) else {
            throw LocalError.incomplete(field: "the volume of the disk '\(disk.name)'")
        }
        // KubeVirt attaches a disk without a bus to SATA.
        let busName = disk.disk?.bus ?? "sata"
        guard let bus = QEMUMachine.Disk.Bus(rawValue: busName) else {
            throw LocalError.unsupported(field: "the bus of the disk '\(disk.name)'", value: busName)
        }
        return QEMUMachine.Disk(
            file: file, format: file.hasSuffix(".qcow2") ? .qcow2 : .raw, bus: bus, serial: disk.serial,
            bootIndex: disk.bootOrder ?? (nothingIsOrdered && index == 0 ? 1 : nil))
    }
}

private func card(_ interface: Devices.Interface) throws -> QEMUMachine.NIC {
    let name = interface.model ?? "virtio"
    guard let model = QEMUMachine.NIC.Model(rawValue: name) else {
        throw LocalError.unsupported(field: "the model of the interface '\(interface.name)'", value: name)
    }
    return QEMUMachine.NIC(macAddress: interface.macAddress, model: model)
}
