internal import Glibc
internal import Values

/// Builds QEMU's command line for a machine; pure, so that it can be compared with tables.
///
/// `-nodefaults` and `-no-user-config` keep out what this code doesn't name. Disks are given as JSON block devices:
/// file names need no quoting there, formats are explicit, and a backing file named by a disk's header is not opened.
struct QEMUArguments {
    let machine: QEMUMachine
    let launch: QEMULaunch

    var all: [String] {
        base + firmware + processor + console + disks + nics + agent + tpm
    }

    private var base: [String] {
        var result = [
            "-name", escaped(machine.name), "-nodefaults", "-no-user-config", "-sandbox", QEMULaunch.sandbox,
            "-display", "none", "-device", "VGA", "-device", "virtio-rng-pci",
            "-rtc", "base=\(clockBase)",
            "-chardev", socket("qmp", launch.qmpSocket), "-mon", "chardev=qmp,mode=control",
        ]
        if let uuid = machine.uuid { result += ["-uuid", uuid] }
        if launch.isPausedAtStart { result.append("-S") }
        if launch.staysAfterPowerOff { result += ["-action", "shutdown=pause"] }
        return result
    }

    /// What the clock shows first; with an offset that is a moment of its own, `2026-11-20T12:46:01`.
    private var clockBase: String {
        guard machine.clockOffsetSeconds != 0 else { return machine.clock == .utc ? "utc" : "localtime" }
        var seconds = time_t(launch.startSeconds) + machine.clockOffsetSeconds
        var fields = tm()
        gmtime_r(&seconds, &fields)
        let numbers = [fields.tm_mon + 1, fields.tm_mday, fields.tm_hour, fields.tm_min, fields.tm_sec]
        let pairs = numbers.map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(fields.tm_year + 1900)-\(pairs[0])-\(pairs[1])T\(pairs[2]):\(pairs[3]):\(pairs[4])"
    }

    private var firmware: [String] {
        var options = "q35,accel=\(launch.acceleration.kind.rawValue),usb=off"
        guard let files = FirmwareFiles(for: machine.firmware) else {
            // SeaBIOS says on this port why it boots nothing; on the screen it is only pixels.
            return [
                "-machine", options, "-chardev", socket("firmware", launch.firmwareLogSocket),
                "-device", "isa-debugcon,iobase=0x402,chardev=firmware",
            ]
        }
        var result: [String] = []
        if machine.firmware == .efi(secureBoot: true) {
            // Only code in system management mode may write the keys (OVMF's README, "SMM support").
            options += ",smm=on"
            result += ["-global", "driver=cfi.pflash01,property=secure,value=on", "-global", "ICH9-LPC.disable_s3=1"]
        }
        options += ",pflash0=efi-code,pflash1=efi-variables"
        result += ["-blockdev", blockDevice("efi-code", .raw, files.code, isReadOnly: true)]
        result += ["-blockdev", blockDevice("efi-variables", .raw, launch.variablesFile, isReadOnly: false)]
        return ["-machine", options] + result
    }

    private var processor: [String] {
        let layout = machine.processors
        return [
            "-cpu", launch.acceleration.processorModel,
            "-smp", "cpus=\(layout.count),sockets=\(layout.sockets),cores=\(layout.cores),threads=\(layout.threads)",
            "-m", "size=\(machine.memoryBytes / 1024)k",
        ]
    }

    private var console: [String] {
        ["-chardev", socket("console", launch.serialSocket), "-serial", "chardev:console"]
    }

    private var disks: [String] {
        var result: [String] = []
        var sataCount = 0
        if machine.disks.contains(where: { $0.bus == .scsi }) { result += ["-device", "virtio-scsi-pci,id=scsi"] }
        for (index, disk) in machine.disks.enumerated() {
            let node = "disk\(index)"
            result += ["-blockdev", disk.blockDevice(node, overlay: overlay(index))]
            var device: String
            switch disk.bus {
            case .virtio: device = "virtio-blk-pci"
            case .scsi: device = "scsi-hd,bus=scsi.0,channel=0,scsi-id=\(index / 255),lun=\(index % 255)"
            case .sata:
                // Q35 has one AHCI controller with six ports, called ide.0 to ide.5; more need controllers of their own.
                let controller = sataCount / 6
                if controller > 0, sataCount % 6 == 0 { result += ["-device", "ich9-ahci,id=ahci\(controller)"] }
                device = "ide-hd,bus=\(controller == 0 ? "ide" : "ahci\(controller)").\(sataCount % 6)"
                sataCount += 1
            }
            device += ",drive=\(node),id=\(node)-device"
            if let serial = disk.serial { device += ",serial=\(escaped(serial))" }
            if let bootIndex = disk.bootIndex { device += ",bootindex=\(bootIndex)" }
            result += ["-device", device]
        }
        return result
    }

    private func overlay(_ index: Int) -> String? {
        launch.overlays.indices.contains(index) ? launch.overlays[index] : nil
    }

    private var nics: [String] {
        machine.nics.enumerated().flatMap { index, nic in
            var device = "\(nic.model.deviceName),id=nic\(index)"
            if let address = nic.macAddress { device += ",mac=\(escaped(address))" }
            // Booting from the network is not what a migrated machine is to fall back to.
            device += ",romfile="
            guard let backend = backend(index) else { return ["-device", device] }
            return ["-netdev", "\(backend),id=net\(index)", "-device", "\(device),netdev=net\(index)"]
        }
    }

    private func backend(_ index: Int) -> String? {
        switch launch.network {
        case .unplugged: return nil
        case .restricted: return "user,restrict=on"
        case .userMode(let forwards):
            // A host port can lead to one card only: the first.
            let rules = index > 0 ? [] : forwards.map { "hostfwd=tcp:127.0.0.1:\($0.hostPort)-:\($0.guestPort)" }
            return (["user"] + rules).joined(separator: ",")
        }
    }

    private var agent: [String] {
        [
            "-device", "virtio-serial-pci", "-chardev", socket("agent", launch.agentSocket),
            "-device", "virtserialport,chardev=agent,name=org.qemu.guest_agent.0",
        ]
    }

    private var tpm: [String] {
        guard machine.hasTPM else { return [] }
        return [
            "-chardev", "socket,id=tpm,path=\(escaped(launch.tpmSocket))", "-tpmdev", "emulator,id=tpm0,chardev=tpm",
            "-device", "tpm-crb,tpmdev=tpm0",
        ]
    }

    private func socket(_ id: String, _ path: String) -> String {
        "socket,id=\(id),path=\(escaped(path)),server=on,wait=off"
    }

    private func escaped(_ value: String) -> String { escapedForQEMU(value) }
}

/// A value among an option's others: a comma ends it unless it is doubled (qemu-options(7)).
func escapedForQEMU(_ value: String) -> String {
    value.split(separator: ",", omittingEmptySubsequences: false).joined(separator: ",,")
}

extension QEMUMachine.NIC.Model {
    var deviceName: String { self == .virtio ? "virtio-net-pci" : rawValue }
}

extension QEMUMachine.Disk {
    /// The block device; with an overlay the disk is its read-only backing, whatever the overlay's header says.
    func blockDevice(_ node: String, overlay: String?) -> String {
        guard let overlay else {
            return description(node, format, file, isReadOnly: false, backing: nil).jsonText()
        }
        let source = description(nil, format, file, isReadOnly: true, backing: nil)
        return description(node, .qcow2, overlay, isReadOnly: false, backing: source).jsonText()
    }
}

private func blockDevice(
    _ node: String, _ format: QEMUMachine.Disk.Format, _ file: String, isReadOnly: Bool
) -> String {
    description(node, format, file, isReadOnly: isReadOnly, backing: nil).jsonText()
}

private func description(
    _ node: String?, _ format: QEMUMachine.Disk.Format, _ file: String, isReadOnly: Bool, backing: JSONValue?
) -> JSONValue {
    var fields: JSONValue = [
        "driver": .string(format.rawValue), "read-only": .bool(isReadOnly),
        "file": [
            "driver": "file", "filename": .string(file), "read-only": .bool(isReadOnly), "locking": "on",
            "discard": "unmap",
        ],
    ]
    guard case .object(var members) = fields else { return fields }
    if let node { members["node-name"] = .string(node) }
    // Null: no backing file, even if the header names one (QAPI schema, BlockdevOptionsGenericCOWFormat).
    if format == .qcow2 { members["backing"] = backing ?? .null }
    if !isReadOnly { members["discard"] = "unmap" }
    fields = .object(members)
    return fields
}
