import Testing

@testable import QEMU

@Suite("QEMU's command line")
struct QEMUArgumentsTests {
    private let acceleration = Acceleration(.tcg, reason: "")

    private func arguments(
        _ machine: QEMUMachine, _ change: (inout QEMULaunch) -> Void = { _ in }
    ) -> [String] {
        var launch = QEMULaunch(socketFolder: "/run/x", acceleration: acceleration)
        change(&launch)
        return launch.arguments(for: machine)
    }

    private func machine(_ disks: [QEMUMachine.Disk] = [], nics: [QEMUMachine.NIC] = []) -> QEMUMachine {
        QEMUMachine(name: "m", memoryBytes: 256 << 20, disks: disks, nics: nics)
    }

    /// The values that follow an option.
    private func values(_ option: String, _ arguments: [String]) -> [String] {
        zip(arguments, arguments.dropFirst()).filter { $0.0 == option }.map(\.1)
    }

    @Test("Nothing is there that isn't named, and the seccomp filter is at its strictest")
    func base() {
        let all = arguments(machine())
        for option in ["-nodefaults", "-no-user-config"] { #expect(all.contains(option)) }
        #expect(values("-sandbox", all) == [QEMULaunch.sandbox])
        #expect(values("-display", all) == ["none"])
        #expect(values("-m", all) == ["size=262144k"])
        #expect(!all.contains("-S"))
        #expect(arguments(machine()) { $0.isPausedAtStart = true }.contains("-S"))
    }

    @Test(
        "Each bus has its device",
        arguments: [
            (QEMUMachine.Disk.Bus.virtio, "virtio-blk-pci,drive=disk0,id=disk0-device,bootindex=1"),
            (.sata, "ide-hd,bus=ide.0,drive=disk0,id=disk0-device,bootindex=1"),
            (.scsi, "scsi-hd,bus=scsi.0,channel=0,scsi-id=0,lun=0,drive=disk0,id=disk0-device,bootindex=1"),
        ])
    func buses(bus: QEMUMachine.Disk.Bus, device: String) {
        let disk = QEMUMachine.Disk(file: "/d.raw", format: .raw, bus: bus, bootIndex: 1)
        #expect(values("-device", arguments(machine([disk]))).contains(device))
    }

    @Test("The seventh SATA disk gets a second controller")
    func manySATADisks() {
        let disks = (0..<7).map { QEMUMachine.Disk(file: "/\($0)", format: .raw, bus: .sata) }
        let devices = values("-device", arguments(machine(disks)))
        #expect(devices.contains("ide-hd,bus=ide.5,drive=disk5,id=disk5-device"))
        #expect(devices.contains("ich9-ahci,id=ahci1"))
        #expect(devices.contains("ide-hd,bus=ahci1.0,drive=disk6,id=disk6-device"))
    }

    @Test("A disk's format is said, and a backing file that its header names is not opened")
    func explicitFormats() {
        let disks = [
            QEMUMachine.Disk(file: "/odd, name.raw", format: .raw), QEMUMachine.Disk(file: "/d.qcow2", format: .qcow2),
        ]
        let nodes = values("-blockdev", arguments(machine(disks)))
        #expect(nodes[0].contains(#""driver":"raw""#))
        #expect(nodes[0].contains(#""filename":"/odd, name.raw""#))
        #expect(!nodes[0].contains("backing"))
        #expect(nodes[1].contains(#""driver":"qcow2""#))
        #expect(nodes[1].contains(#""backing":null"#))
    }

    @Test("Under an overlay the disk itself is opened for reading only, and locked")
    func overlay() throws {
        let disk = QEMUMachine.Disk(file: "/d.raw", format: .raw)
        let node = try #require(
            values("-blockdev", arguments(machine([disk])) { $0.overlays = ["/o.qcow2"] }).first)
        let backing = try #require(node.split(separator: #""backing":"#).last)
        #expect(backing.contains(#""filename":"/d.raw","read-only":true,"locking":"on""#))
        #expect(!backing.contains(#""read-only":false"#))
    }

    @Test(
        "What the guest can reach",
        arguments: [
            (QEMULaunch.Network.restricted, ["user,restrict=on,id=net0"]),
            (.unplugged, []),
            (.userMode(forwards: []), ["user,id=net0"]),
            (
                .userMode(forwards: [.init(hostPort: 2222, guestPort: 22)]),
                ["user,hostfwd=tcp:127.0.0.1:2222-:22,id=net0"]
            ),
        ])
    func network(_ network: QEMULaunch.Network, backends: [String]) {
        let all = arguments(machine(nics: [.init(macAddress: "52:54:00:00:00:01")])) { $0.network = network }
        #expect(values("-netdev", all) == backends)
        let card = values("-device", all).first { $0.hasPrefix("virtio-net-pci") }
        #expect(card?.contains("mac=52:54:00:00:00:01") == true)
    }

    @Test("A forwarded port leads to the first card only, since it can be taken once")
    func forwardOnce() {
        let all = arguments(machine(nics: [.init(), .init()])) {
            $0.network = .userMode(forwards: [.init(hostPort: 1, guestPort: 2)])
        }
        #expect(values("-netdev", all) == ["user,hostfwd=tcp:127.0.0.1:1-:2,id=net0", "user,id=net1"])
    }

    @Test("Secure boot has system management mode and protected variables; plain EFI and BIOS have neither")
    func firmware() {
        var machine = machine()
        #expect(!values("-machine", arguments(machine))[0].contains("pflash"))
        machine.firmware = .efi(secureBoot: false)
        #expect(!values("-machine", arguments(machine))[0].contains("smm=on"))
        machine.firmware = .efi(secureBoot: true)
        let all = arguments(machine)
        #expect(values("-machine", all)[0].contains("smm=on"))
        #expect(values("-global", all).contains("driver=cfi.pflash01,property=secure,value=on"))
        #expect(values("-blockdev", all).contains { $0.contains("OVMF_CODE_4M.secboot.fd") })
    }

    @Test("A comma in a name can't bring in another option")
    func commas() {
        var machine = machine([QEMUMachine.Disk(file: "/d", format: .raw, serial: "a,b")])
        machine.name = "x,process=y"
        let all = arguments(machine)
        #expect(values("-name", all) == ["x,,process=y"])
        #expect(values("-device", all).contains { $0.contains("serial=a,,b") })
    }

    @Test("A TPM is there when it is asked for")
    func tpm() {
        var machine = machine()
        #expect(!arguments(machine).contains("-tpmdev"))
        machine.hasTPM = true
        #expect(values("-tpmdev", arguments(machine)) == ["emulator,id=tpm0,chardev=tpm"])
    }
}
