import ByteStreams
import DiskFormats
import Failures
import Inventory
import LibvirtProvider
import Testing

@Suite("libvirt domains")
struct LibvirtTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.image("system.qcow2", "qcow2", mebibytes: 8)
        try folder.image("data.img", "raw", mebibytes: 4)
    }

    private func read(_ change: (String) -> String = { $0 }) throws -> SourceMachine {
        try folder.write("domain.xml", change(try fixture("domain.xml")))
        return try LibvirtReader.read(path: folder.file("domain.xml")).machine
    }

    @Test("A domain's facts, with the boot disk first and removable drives told apart")
    func facts() throws {
        let machine = try read()
        #expect(machine.id == "c7a5fdbd-edaf-9455-926a-d65c16db1809")
        #expect(machine.name == "builder")
        #expect(machine.memoryBytes == 1536 << 20)
        #expect(machine.processor == .init(count: 3, coresPerSocket: 2, threadsPerCore: 2))
        #expect(machine.hotplug.cpuAdd)
        #expect(machine.firmware == .efi(secureBoot: true))
        #expect(machine.hasTPM)
        #expect(machine.clockOffset == "utc")
        #expect(machine.guest.platformID == "http://debian.org/debian/12")
        #expect(machine.notes.annotation == "Builds things")
        #expect(machine.disks.map(\.id) == ["vda", "sda"])
        #expect(machine.disks.map { $0.content?.format } == [.qcow2, .raw])
        #expect(machine.disks.map(\.virtualSizeBytes) == [8 << 20, 4 << 20])
        #expect(machine.disks.map(\.controllerID) == ["virtio", "scsi0"])
        #expect(machine.disks[1].serial == "DATA1")
        #expect(machine.disks[1].isShared)
        #expect(machine.disks[1].unit == 5)
        #expect(machine.nics.map(\.macAddress) == ["52:54:00:aa:bb:cc", "52:54:00:aa:bb:cd"])
        #expect(machine.nics.map(\.network) == ["default", "br0"])
        #expect(machine.nics.map(\.startsConnected) == [true, false])
        #expect(machine.otherDevices.map(\.kind) == ["cdrom", "sound", "hostdev"])
    }

    @Test(
        "Firmware as libvirt means it",
        arguments: [
            ("<os><type>hvm</type></os>", SourceMachine.Firmware.bios as SourceMachine.Firmware?),
            ("<os><type>hvm</type><loader type='pflash' secure='yes'>/x/code.fd</loader></os>", .efi(secureBoot: true)),
            ("<os><type>hvm</type><loader>/usr/share/OVMF/OVMF.fd</loader></os>", .efi(secureBoot: false)),
            ("<os><type>hvm</type><loader>/usr/lib/xen/boot/hvmloader</loader></os>", .bios),
            ("<os><type>linux</type></os>", nil),
        ])
    func firmware(os: String, expected: SourceMachine.Firmware?) throws {
        let machine = try read { $0.replacing(/<os firmware[\s\S]*?<\/os>\n/, with: os) }
        #expect(machine.firmware == expected)
    }

    @Test(
        "Domains that can't be read",
        arguments: [
            (
                "type='file' device='disk'><driver name='qemu' type='raw'",
                "type='block' device='disk'><driver type='raw'", "libvirt.disk.kind"
            ),
            ("system.qcow2", "gone.qcow2", "libvirt.disk.missing"),
            ("type='qcow2'", "type='qed'", "libvirt.disk.format"),
            ("dev='sda'", "dev='vda'", "libvirt.disk.duplicate"), ("<name>builder</name>", "", "libvirt.malformed"),
            ("<memory unit='MiB'>1536", "<memory unit='EiB'>1536", "libvirt.malformed"),
            ("<memory unit='MiB'>1536", "<memory unit='TiB'>65", "libvirt.malformed"),
            ("<memory unit='MiB'>1536", "<memory unit='MiB'>-1", "libvirt.malformed"),
            ("current='3'", "current='4097'", "libvirt.malformed"),
            ("current='3'", "current='-1'", "libvirt.malformed"),
            ("cores='2'", "cores='9223372036854775807'", "libvirt.malformed"),
            ("type='raw'", "type='qcow2'", "disk.format.mismatch"),
            ("<driver name='qemu' type='qcow2'/>", "", "disk.format.ambiguous"), ("</domain>", "", "xml.malformed"),
        ])
    func refused(text: String, replacement: String, expected: String) throws {
        #expect(try failureID { _ = try read { $0.replacing(text, with: replacement) } } == expected)
    }

    @Test("A number of zero counts as not stated")
    func zeros() throws {
        #expect(try read { $0.replacing("current='3'", with: "current='0'") }.processor.count == nil)
        #expect(try read { $0.replacing("<memory unit='MiB'>1536", with: "<memory>0") }.memoryBytes == nil)
    }

    @Test("What isn't the address of a card is kept apart", arguments: ["zz:,mac=x", "53:54:00:aa:bb:cc", "0"])
    func address(text: String) throws {
        let card = try #require(try read { $0.replacing("52:54:00:AA:BB:CC", with: text) }.nics.first)
        #expect(card.macAddress == nil)
        #expect(card.unusableAddress == text)
    }

    @Test("An image that two disks name is one image, however it is spelt")
    func sameImage() throws {
        let machine = try read {
            $0.replacing("file='system.qcow2'", with: "file='./data.img'").replacing("type='qcow2'", with: "type='raw'")
        }
        let paths = machine.disks.map { $0.content?.bytes.parts.first?.path }
        #expect(paths.count == 2 && paths[0] == paths[1])
    }

    @Test("Who is told that an image isn't what the domain says is told to mend the domain")
    func remedy() throws {
        do {
            _ = try read { $0.replacing("<driver name='qemu' type='qcow2'/>", with: "") }
            Issue.record("it was read")
        } catch let error as any NamedError {
            #expect(error.failure.remedy.contains("<driver>"))
            #expect(!error.failure.remedy.contains("--input-format"))
        }
    }

    @Test("A layer over a backing file is refused, not followed")
    func backingChain() throws {
        try run("mv", folder.file("system.qcow2"), folder.file("base.qcow2"))
        try run(
            "qemu-img", "create", "-q", "-f", "qcow2", "-b", folder.file("base.qcow2"), "-F", "qcow2",
            folder.file("system.qcow2"))
        #expect(try failureID { _ = try read() } == "qcow2.backing-file")
    }
}
