import Failures
import LocalTarget
import QEMU
import Resources
import Testing

/// What QEMU runs for a KubeVirt manifest.
@Suite("From manifest to machine")
struct LocalManifestTests {
    private func manifest(
        disks: [(bus: String?, order: Int?)] = [("virtio", 1)], model: String? = "virtio",
        _ change: (inout Domain) -> Void = { _ in }
    ) -> VirtualMachine {
        let described = disks.enumerated().map { index, disk in
            Devices.Disk(
                name: "d\(index)", bootOrder: disk.order, serial: "S\(index)",
                disk: Devices.DiskTarget(bus: disk.bus))
        }
        let volumes = disks.indices.map {
            Volume(name: "d\($0)", persistentVolumeClaim: Volume.ClaimReference(claimName: "c\($0)"))
        }
        let card = Devices.Interface(name: "n", model: model, macAddress: "52:54:00:00:00:01")
        var domain = Domain(
            cpu: Domain.CPU(sockets: 2, cores: 3), memory: Domain.Memory(guest: Quantity("1Gi")),
            devices: Devices(disks: described, interfaces: [card]))
        change(&domain)
        return VirtualMachine(
            metadata: ObjectMeta(name: "vm"),
            spec: .init(template: .init(spec: .init(architecture: "amd64", domain: domain, volumes: volumes))))
    }

    private let files = ["c0": "/out/vm/a.raw", "c1": "/out/vm/b.qcow2"]

    @Test("Processors, memory, disks and cards are those of the manifest")
    func everything() throws {
        let machine = try qemuMachine(from: manifest(disks: [("virtio", 2), ("scsi", 1)]), files: files)
        #expect(machine.name == "vm")
        #expect(machine.memoryBytes == 1 << 30)
        #expect(machine.processors == .init(sockets: 2, cores: 3, threads: 1))
        #expect(machine.firmware == .bios)
        #expect(
            machine.disks == [
                .init(file: "/out/vm/a.raw", format: .raw, bus: .virtio, serial: "S0", bootIndex: 2),
                .init(file: "/out/vm/b.qcow2", format: .qcow2, bus: .scsi, serial: "S1", bootIndex: 1),
            ])
        #expect(machine.nics == [.init(macAddress: "52:54:00:00:00:01", model: .virtio)])
        #expect(!machine.hasTPM)
        #expect(machine.clock == .utc)
    }

    @Test(
        "Secure boot is on unless the manifest says no, as KubeVirt has it",
        arguments: [(nil, true), (true, true), (false, false)] as [(Bool?, Bool)])
    func secureBoot(written: Bool?, meant: Bool) throws {
        let manifest = manifest {
            $0.firmware = Domain.Firmware(bootloader: Domain.Bootloader(efi: Domain.EFI(secureBoot: written)))
        }
        #expect(try qemuMachine(from: manifest, files: files).firmware == .efi(secureBoot: meant))
    }

    @Test("Where no order is written the first disk is booted")
    func bootOrder() throws {
        let machine = try qemuMachine(from: manifest(disks: [("virtio", nil), ("sata", nil)]), files: files)
        #expect(machine.disks.map(\.bootIndex) == [1, nil])
    }

    @Test("A TPM and a clock in local time are taken over")
    func extras() throws {
        let machine = try qemuMachine(
            from: manifest {
                $0.devices.tpm = Devices.TPM()
                $0.clock = Domain.Clock(timezone: "Europe/Berlin")
            }, files: files)
        #expect(machine.hasTPM)
        #expect(machine.clock == .localTime)
    }

    @Test("What can't be run here is named, field by field")
    func refusals() {
        #expect(throws: LocalError.incomplete(field: "domain.memory.guest")) {
            try qemuMachine(from: manifest { $0.memory = nil }, files: files)
        }
        #expect(throws: LocalError.unsupported(field: "the bus of the disk 'd0'", value: "usb")) {
            try qemuMachine(from: manifest(disks: [("usb", 1)]), files: files)
        }
        #expect(throws: LocalError.unsupported(field: "the model of the interface 'n'", value: "ne2k_pci")) {
            try qemuMachine(from: manifest(model: "ne2k_pci"), files: files)
        }
        #expect(throws: LocalError.incomplete(field: "the volume of the disk 'd0'")) {
            try qemuMachine(from: manifest(), files: [:])
        }
    }

    @Test(
        "Numbers that no machine has are refused, not computed with",
        arguments: [(Int.max, 2, 1), (1 << 32, 1 << 32, 1 << 32), (65537, 1, 1)])
    func impossibleProcessors(sockets: Int, cores: Int, threads: Int) {
        let layout = "\(sockets) sockets of \(cores) cores of \(threads) threads"
        #expect(throws: LocalError.unsupported(field: "domain.cpu", value: layout)) {
            try qemuMachine(
                from: manifest { $0.cpu = Domain.CPU(sockets: sockets, cores: cores, threads: threads) }, files: files)
        }
    }

    @Test("Memory that no machine has is refused", arguments: ["0", "1023Ki", "8000Pi"])
    func impossibleMemory(text: String) {
        let error = #expect(throws: LocalError.self) {
            try qemuMachine(from: manifest { $0.memory = Domain.Memory(guest: Quantity(text)) }, files: files)
        }
        #expect(error?.failure.why.contains("domain.memory.guest") == true)
    }

    @Test("A clock that is ahead of UTC is so here, too")
    func clockOffset() throws {
        func machine(_ seconds: Int) throws -> QEMUMachine {
            try qemuMachine(
                from: manifest { $0.clock = Domain.Clock(utc: Domain.UTC(offsetSeconds: seconds)) }, files: files)
        }
        let launch = QEMULaunch(
            socketFolder: "/r", acceleration: Acceleration(.tcg, reason: ""), startSeconds: 1_763_639_161)
        let words = launch.arguments(for: try machine(-3600))
        #expect(words.contains("base=2025-11-20T10:46:01"))
        #expect(launch.arguments(for: try machine(0)).contains("base=utc"))
        #expect(throws: LocalError.self) { try machine(.min) }
    }
}
