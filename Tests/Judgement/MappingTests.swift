import Inventory
import Mapping
import Resources
import Testing

@Suite("Mapping")
struct MappingTests {
    @Test(
        "arranges processors in sockets, cores and threads whose product is their number",
        arguments: [
            (4, 2, nil, [2, 2, 1]), (4, nil, nil, [4, 1, 1]), (8, 2, 2, [2, 2, 2]), (3, 2, nil, [3, 1, 1]),
            (4, 0, nil, [4, 1, 1]), (4, -1, nil, [4, 1, 1]), (4, 2, 0, [4, 1, 1]), (2, 4, nil, [2, 1, 1]),
            (4, Int.max, 2, [4, 1, 1]), (.max, .max, 2, [.max, 1, 1]), (0, 2, nil, [2, 1, 1]),
            (nil, nil, nil, [2, 1, 1]), (nil, 0, nil, [2, 1, 1]),
        ] as [(Int?, Int?, Int?, [Int])])
    func processors(count: Int?, cores: Int?, threads: Int?, topology: [Int]) {
        let mapped = MachineMapper.map(
            machine { $0.processor = .init(count: count, coresPerSocket: cores, threadsPerCore: threads) })
        let cpu = mapped.virtualMachine.spec.template.spec.domain.cpu
        #expect([cpu?.sockets, cpu?.cores, cpu?.threads] == topology)
    }

    @Test(
        "keeps memory to the byte",
        arguments: [
            (4 << 30, "4Gi"), (1536 << 20, "1536Mi"), (3 << 10, "3Ki"), (1_000_000_001, "1000000001"), (nil, "2Gi"),
            (0, "2Gi"),
        ] as [(Int64?, String)])
    func memory(bytes: Int64?, quantity: String) {
        let guest = MachineMapper.map(machine { $0.memoryBytes = bytes }).virtualMachine.spec.template.spec.domain
            .memory?.guest
        #expect(guest?.text == quantity)
        #expect(guest?.bytes == (bytes == 0 ? nil : bytes) ?? 2 << 30)
    }

    @Test("records every default as such")
    func defaults() {
        var source = SourceMachine(
            id: "disk", name: "disk", origin: .init(kind: .disk, exporter: .unknown, path: "/disk.raw"))
        source.disks = [disk()]
        source.nics = [nic { $0.network = "x" }]
        let rules = Set(MachineMapper.map(source).fields.filter { $0.source == nil }.map(\.rule))
        #expect(
            rules.isSuperset(of: [
                "default.cpu", "default.memory", "default.firmware", "default.clock", "default.architecture",
                "default.boot-disk", "default.network",
            ]))
    }

    @Test(
        "writes the firmware and Secure Boot out, whoever says it",
        arguments: [
            (nil, nil, nil, nil), (.bios, nil, nil, nil), (.efi(secureBoot: false), nil, nil, false),
            (.efi(secureBoot: true), nil, nil, true), (nil, .efi, nil, false), (nil, .bios, nil, nil),
            (.bios, .efi, nil, false), (.efi(secureBoot: true), .bios, nil, nil),
            (.efi(secureBoot: true), .efi, nil, true),
            (.bios, .bios, .efi(secureBoot: true), true), (.efi(secureBoot: true), .efi, .bios, nil),
        ] as [(SourceMachine.Firmware?, GuestFacts.Firmware?, SourceMachine.Firmware?, Bool?)])
    func firmware(
        stated: SourceMachine.Firmware?, detected: GuestFacts.Firmware?, chosen: SourceMachine.Firmware?,
        secureBoot: Bool?
    ) {
        var options = MappingOptions()
        options.firmware = chosen
        let mapped = MachineMapper.map(
            machine { $0.firmware = stated }, options: options, facts: GuestFacts(firmware: detected))
        let domain = mapped.virtualMachine.spec.template.spec.domain
        #expect(domain.firmware?.bootloader?.efi?.secureBoot == secureBoot)
        #expect((domain.firmware?.bootloader?.bios == nil) == (secureBoot != nil))
        #expect(domain.features?.smm?.enabled == (secureBoot == true ? true : nil))
        #expect(mapped.losses.contains { $0.rule == "firmware.nvram" } == (secureBoot != nil))
    }

    @Test("keeps the hardware UUID, and leaves out what is none")
    func uuid() {
        let valid = "5D307CA9-B3EF-428C-8861-06E72D69F223"
        let kept = MachineMapper.map(machine { $0.hardwareUUID = valid })
        #expect(kept.virtualMachine.spec.template.spec.domain.firmware?.uuid == valid.lowercased())
        let lost = MachineMapper.map(machine { $0.hardwareUUID = "56 4d 12" })
        #expect(lost.virtualMachine.spec.template.spec.domain.firmware?.uuid == nil)
        #expect(lost.losses.contains { $0.rule == "firmware.uuid" })
    }

    @Test("gives a machine with a TPM a persistent one, and says that the state is lost")
    func tpm() {
        let mapped = MachineMapper.map(machine { $0.hasTPM = true })
        #expect(mapped.virtualMachine.spec.template.spec.domain.devices.tpm?.persistent == true)
        #expect(mapped.losses.contains { $0.rule == "tpm.persistent" })
        #expect(MachineMapper.map(machine()).virtualMachine.spec.template.spec.domain.devices.tpm == nil)
    }

    @Test(
        "sets the clock to what the source says, else to UTC",
        arguments: [
            (nil, nil, nil, "default.clock"), ("utc", nil, nil, "clock.utc"),
            ("Europe/Berlin", "Europe/Berlin", nil, "clock.timezone"),
            ("3600", nil, 3600, "clock.offset"), ("-9223372036854775808", nil, nil, "default.clock"),
            ("localtime", nil, nil, "default.clock"),
            ("a/; rm", nil, nil, "default.clock"),
        ] as [(String?, String?, Int?, String)])
    func clock(offset: String?, timezone: String?, seconds: Int?, rule: String) {
        let mapped = MachineMapper.map(machine { $0.clockOffset = offset })
        let clock = mapped.virtualMachine.spec.template.spec.domain.clock
        #expect(clock?.timezone == timezone)
        #expect((clock?.utc == nil) == (timezone != nil))
        #expect(clock?.utc?.offsetSeconds == seconds)
        #expect(mapped.fields.contains { $0.rule == rule })
    }

    @Test("tells of every device that is left out, and of hot-plug")
    func dropped() {
        let mapped = MachineMapper.map(
            machine {
                $0.otherDevices = [.init(kind: "sound", label: "ich9")]
                $0.hotplug = .init(cpuAdd: true, memoryAdd: false)
            })
        #expect(mapped.losses.map(\.rule).sorted() == ["device.dropped", "hotplug.dropped"])
        #expect(MachineMapper.map(machine()).losses.isEmpty)
    }

    @Test("tells why a name was changed, and keeps the old one")
    func renamed() {
        let mapped = MachineMapper.map(machine("Web Server 01"))
        #expect(mapped.virtualMachine.metadata.name == "web-server-01")
        #expect(mapped.virtualMachine.metadata.annotations?["gantry.io/source-name"] == "Web Server 01")
        #expect(mapped.changes.contains { $0.rule == "name.made-valid" })
        #expect(!MachineMapper.map(machine("web-01")).changes.contains { $0.rule == "name.made-valid" })
    }

    @Test(
        "names the architecture as Kubernetes does",
        arguments: [("x86_64", "amd64", "q35"), ("aarch64", "arm64", "virt"), ("i686", "amd64", "q35")])
    func architecture(found: String, name: String, machineType: String) {
        let spec = MachineMapper.map(machine(), facts: GuestFacts(architecture: found)).virtualMachine.spec.template
            .spec
        #expect(spec.architecture == name)
        #expect(spec.domain.machine?.type == machineType)
    }
}
