import ByteStreams
import Concerns
import DiskFormats
import Inventory
import Testing

/// A rule with a machine that it fires on, and one that is nearly the same and that it leaves alone.
private struct Case: Sendable, CustomTestStringConvertible {
    var id: String
    var fires: SourceMachine
    var quiet: SourceMachine
    var context = ConcernContext(mappedNetworks: ["lan"])
    var quietContext: ConcernContext?

    var testDescription: String { id }

    init(
        _ id: String, fires: SourceMachine, quiet: SourceMachine = machine(),
        context: ConcernContext = ConcernContext(mappedNetworks: ["lan"]), quietContext: ConcernContext? = nil
    ) {
        self.id = id
        self.fires = fires
        self.quiet = quiet
        self.context = context
        self.quietContext = quietContext
    }
}

private func with(_ kind: String) -> SourceMachine {
    machine { $0.otherDevices = [.init(kind: kind, label: "a \(kind)")] }
}

private func disks(_ change: (inout SourceDisk) -> Void) -> SourceMachine { machine { $0.disks = [disk("d", change)] } }

private func nics(_ change: (inout SourceNIC) -> Void) -> SourceMachine { machine { $0.nics = [nic("n", change)] } }

private let windows = machine { $0.guest = .init(platformID: "windows2022srvNext_64Guest") }
private let noConversion = ConcernContext(convertsGuest: false, mappedNetworks: ["lan"])

private let machineCases = [
    Case(
        "ova.source.unsupported", fires: machine { $0.origin.exporter = .unknown },
        quiet: machine {
            $0.origin.exporter = .unknown
            $0.origin.kind = .disk
        }),
    Case("ova.name.invalid", fires: machine("Web_01"), quiet: machine("web-01.example")),
    Case(
        "ova.name.invalid", fires: machine(String(repeating: "a", count: 64)),
        quiet: machine(String(repeating: "a", count: 63))),
    Case("machine.cpu.unstated", fires: machine { $0.processor.count = nil }),
    Case("machine.memory.unstated", fires: machine { $0.memoryBytes = nil }),
    Case(
        "machine.cpu.topology",
        fires: machine { $0.processor = .init(count: 3, coresPerSocket: 2, threadsPerCore: nil) }),
    Case(
        "machine.cpu.topology",
        fires: machine { $0.processor = .init(count: 3, coresPerSocket: 0, threadsPerCore: nil) }),
    Case(
        "machine.cpu.topology",
        fires: machine { $0.processor = .init(count: .max, coresPerSocket: .max, threadsPerCore: 2) }),
    Case("machine.firmware.unstated", fires: machine { $0.firmware = nil }),
    Case("ova.cpu_memory.hotplug.enabled", fires: machine { $0.hotplug.cpuAdd = true }),
    Case("ova.cpu_memory.hotplug.enabled", fires: machine { $0.hotplug.memoryAdd = true }),
    Case("ova.cpu_affinity.detected", fires: with("cputune"), quiet: with("sound")),
    Case("guest.os.unknown", fires: machine { $0.guest = .init() }),
    Case(
        "guest.os.not-convertible", fires: machine { $0.guest = .init(platformID: "freebsd13_64Guest") },
        quiet: machine { $0.guest = .init(platformID: "freebsd13_64Guest") }, quietContext: noConversion),
    Case(
        "guest.windows.drivers", fires: windows, quiet: windows, context: noConversion, quietContext: ConcernContext()),
    Case(
        "guest.windows.clock", fires: windows,
        quiet: machine {
            $0.guest = windows.guest
            $0.clockOffset = "Europe/Berlin"
        }),
    Case(
        "guest.secure-boot", fires: machine { $0.firmware = .efi(secureBoot: true) },
        quiet: machine { $0.firmware = .efi(secureBoot: false) }),
    Case("guest.tpm", fires: machine { $0.hasTPM = true }),
    Case(
        "guest.encryption", fires: machine { $0.notes.annotation = "Root is on LUKS" },
        quiet: machine { $0.notes.annotation = "Root" }),
]

private let deviceCases = [
    Case("device.removable", fires: with("floppy"), quiet: with("sound")),
    Case("device.removable", fires: with("cdrom"), quiet: with("usb")),
    Case("device.sound", fires: with("sound"), quiet: with("usb")),
    Case("device.usb", fires: with("USB"), quiet: with("sound")),
    Case("device.serial", fires: with("serial"), quiet: with("sound")),
    Case("device.host", fires: with("hostdev"), quiet: with("sound")),
    Case("device.watchdog", fires: with("watchdog"), quiet: with("sound")),
    Case("device.filesystem", fires: with("filesystem"), quiet: with("sound")),
    Case("device.other", fires: with("nvram"), quiet: with("sound")),
]

private let diskCases = [
    Case("machine.no-disks", fires: machine { $0.disks = [] }),
    Case("ova.disk.capacity.invalid", fires: disks { $0.capacityBytes = 0 }, quiet: disks { $0.capacityBytes = nil }),
    Case("ova.disk.capacity.invalid", fires: disks { $0.capacityBytes = -1 }, quiet: disks { $0.capacityBytes = 1 }),
    Case(
        "ova.disk.count.exceeds.limit", fires: machine { $0.disks = (0..<166).map { disk("d\($0)") } },
        quiet: machine { $0.disks = (0..<165).map { disk("d\($0)") } }),
    Case("disk.shared", fires: disks { $0.isShared = true }),
    Case("disk.read-only", fires: disks { $0.isReadOnly = true }),
    Case(
        "disk.large", fires: disks { $0.content?.virtualSizeBytes = 2 << 40 },
        quiet: disks { $0.content?.virtualSizeBytes = 2 << 40 - 1 }),
    Case(
        "disk.boot.ambiguous", fires: machine { $0.disks = [disk("a"), disk("b")] },
        quiet: machine { $0.disks = [disk("a") { $0.bootOrder = 1 }, disk("b")] }),
    Case(
        "disk.same-image", fires: machine { $0.disks = [disk("a"), disk("b") { $0.content = disk("a").content }] },
        quiet: machine {
            $0.disks = [disk("a"), disk("b"), disk("c") { $0.content = nil }, disk("d") { $0.content = nil }]
        }),
    Case("disk.empty", fires: disks { $0.content = nil }),
    Case("disk.size-mismatch", fires: disks { $0.capacityBytes = 9 << 30 }, quiet: disks { $0.capacityBytes = nil }),
    Case(
        "disk.size-unknown",
        fires: disks {
            $0.capacityBytes = nil
            $0.content?.virtualSizeBytes = nil
        }, quiet: disks { $0.capacityBytes = nil }),
    Case(
        "disk.random-access",
        fires: disks {
            $0.content?.isStreamable = false
            $0.content?.bytes.parts[0].offsetBytes = 1536
        }, quiet: disks { $0.content?.isStreamable = false }),
    Case("disk.digest-missing", fires: disks { $0.content?.bytes.parts[0].expectedDigest = nil }),
]

private let networkCases = [
    Case("nic.network.none", fires: nics { $0.network = nil }),
    Case("nic.network.unmapped", fires: nics { $0.network = "dmz" }),
    Case(
        "nic.pod-network.many",
        fires: machine { $0.nics = [nic("a") { $0.network = "x" }, nic("b") { $0.network = nil }] },
        quiet: machine { $0.nics = [nic("a"), nic("b") { $0.network = nil }] }),
    Case(
        "nic.mac.duplicate", fires: machine { $0.nics = [nic("a"), nic("b")] },
        quiet: machine { $0.nics = [nic("a"), nic("b") { $0.macAddress = nil }, nic("c") { $0.macAddress = nil }] }),
    Case("nic.mac.invalid", fires: nics { $0.unusableAddress = "zz:,mac=x" }),
    Case("nic.model.replaced", fires: nics { $0.model = "E1000" }, quiet: nics { $0.model = nil }),
    Case("nic.disconnected", fires: nics { $0.startsConnected = false }),
]

private let cases = machineCases + deviceCases + diskCases + networkCases

@Suite("Concerns")
struct ConcernTests {
    @Test("fire where they should, and only there", arguments: cases)
    private func fire(_ example: Case) throws {
        let rule = try #require(ConcernCatalog.rule(example.id))
        #expect(!rule.concerns(on: example.fires, in: example.context).isEmpty)
        #expect(rule.concerns(on: example.quiet, in: example.quietContext ?? example.context).isEmpty)
    }

    @Test("are all in the table")
    func complete() {
        #expect(Set(ConcernCatalog.all.map(\.id)) == Set(cases.map(\.id)))
    }

    @Test("have names of their own, in dotted lower case, and full sentences")
    func wellFormed() {
        let ids = ConcernCatalog.all.map(\.id)
        #expect(Set(ids).count == ids.count)
        for rule in ConcernCatalog.all {
            #expect(rule.id.wholeMatch(of: /[a-z]+(\.[a-z][a-z_-]*)+/) != nil, "\(rule.id)")
            for sentence in [rule.why, rule.remedy] { #expect(sentence.hasSuffix("."), "\(rule.id): \(sentence)") }
            #expect(!rule.label.isEmpty && !rule.label.hasSuffix("."), "\(rule.id)")
        }
        for example in cases {
            let concerns = ConcernCatalog.rule(example.id)?.concerns(on: example.fires, in: example.context) ?? []
            #expect(concerns.allSatisfy { $0.what.hasSuffix(".") }, "\(example.id)")
        }
    }

    @Test("are none on an ordinary machine whose network is mapped")
    func ordinary() {
        #expect(ConcernCatalog.concerns(on: machine(), in: ConcernContext(mappedNetworks: ["lan"])).isEmpty)
    }

    @Test("come with the gravest first, and name what they are on")
    func order() {
        let source = machine {
            $0.disks = [disk("a") { $0.isReadOnly = true }, disk("b") { $0.capacityBytes = 0 }]
            $0.hasTPM = true
        }
        let concerns = ConcernCatalog.concerns(on: source)
        #expect(concerns.map(\.category) == concerns.map(\.category).sorted())
        #expect(concerns.first?.id == "ova.disk.capacity.invalid")
        #expect(concerns.first?.subject == "Hard disk b")
    }

    @Test("that block are these alone")
    func critical() {
        #expect(
            ConcernCatalog.all.filter { $0.category == .critical }.map(\.id)
                == ["machine.no-disks", "ova.disk.capacity.invalid"])
    }
}
