import ByteStreams
import DiskFormats
import Hashing
import Inventory
import OVFProvider
import Testing
import Threads

@Suite("Appliances of each exporter")
struct OVFExporterTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("vSphere: disks tied by file reference and ordered by unit, EFI with Secure Boot, TPM, hot-plug")
    func vsphere() throws {
        try Appliances.vsphere(in: folder)
        let appliance = try OVFReader.read(path: folder.path)
        let machine = try #require(appliance.machines.first)
        #expect(machine.id == "web-server")
        #expect(machine.name == "Web server")
        #expect(machine.origin == .init(kind: .ovf, exporter: .vmware, path: folder.path))
        #expect(machine.processor == .init(count: 4, coresPerSocket: 2, threadsPerCore: nil))
        #expect(machine.memoryBytes == 2 << 30)
        #expect(machine.firmware == .efi(secureBoot: true))
        #expect(machine.hasTPM)
        #expect(machine.hotplug == .init(cpuAdd: true, memoryAdd: false))
        #expect(machine.guest == .init(platformID: "debian12_64Guest", cimID: 96, text: "Debian GNU/Linux 12 (64-bit)"))
        #expect(
            machine.notes
                == .init(product: "Shop", vendor: "Example Ltd", version: "4.2", annotation: "Serves the shop."))
        #expect(machine.controllers.map(\.bus) == [.scsi, .ide])
        #expect(machine.disks.map(\.id) == ["vmdisk1", "vmdisk2"])
        #expect(machine.disks.map(\.capacityBytes) == [16 << 20, 32 << 20])
        #expect(machine.disks.map { $0.content?.bytes.name } == ["web-1.vmdk", "web-2.vmdk"])
        #expect(machine.disks.allSatisfy { $0.content?.format == .vmdk && $0.content?.isStreamable == true })
        #expect(machine.disks.map(\.virtualSizeBytes) == [16 << 20, 32 << 20])
        #expect(machine.nics.map(\.macAddress) == ["00:50:56:ab:cd:01", nil])
        #expect(machine.nics.map(\.model) == ["VmxNet3", "E1000e"])
        #expect(machine.nics.map(\.network) == ["VM Network", "Storage"])
        #expect(machine.nics.map(\.startsConnected) == [true, false])
        #expect(machine.otherDevices.map(\.kind) == ["cdrom"])
    }

    @Test("Workstation: an escaped name, SATA, capacity in bytes, no firmware stated")
    func workstation() throws {
        try folder.image("My Box-disk1.vmdk", "vmdk", mebibytes: 16, options: "subformat=streamOptimized")
        try Appliances.descriptor("workstation.ovf", in: folder, as: "box.ovf")
        let machine = try #require(try OVFReader.read(path: folder.file("box.ovf")).machines.first)
        #expect(machine.name == "My Box")
        #expect(machine.origin.exporter == .vmware)
        #expect(machine.firmware == nil)
        #expect(machine.controllers.map(\.bus) == [.sata])
        #expect(machine.disks.first?.content?.bytes.name == "My Box-disk1.vmdk")
        #expect(machine.memoryBytes == 1 << 30)
        #expect(machine.otherDevices.map(\.kind) == ["usb", "sound"])
        #expect(!machine.hasTPM)
    }

    @Test("VirtualBox: MegaBytes, firmware, TPM, UUID and MAC from its own section")
    func virtualBox() throws {
        try folder.image("lab-disk001.vmdk", "vmdk", mebibytes: 16, options: "subformat=streamOptimized")
        try Appliances.descriptor("virtualbox.ovf", in: folder, as: "lab.ovf")
        let machine = try #require(try OVFReader.read(path: folder.file("lab.ovf")).machines.first)
        #expect(machine.origin.exporter == .virtualBox)
        #expect(machine.memoryBytes == 1536 << 20)
        #expect(machine.firmware == .efi(secureBoot: false))
        #expect(machine.hasTPM)
        #expect(machine.hardwareUUID == "9a1f32bb-1d54-4fd5-9a8b-0c2d3e4f5a6b")
        #expect(machine.guest.platformID == "Debian_64")
        #expect(machine.nics.first?.macAddress == "08:00:27:c0:ff:ee")
        #expect(machine.controllers.map(\.bus) == [.ide, .ide, .sata])
        #expect(machine.disks.first?.controllerID == "5")
        #expect(machine.otherDevices.map(\.kind) == ["sound"])
    }

    @Test("oVirt: boot order, buses of the disks, qcow2 and raw told by their signatures, capacity in whole GiB")
    func oVirt() throws {
        try folder.image("11111111-aaaa-4bbb-8ccc-000000000001", "raw", mebibytes: 1024)
        try folder.image("11111111-aaaa-4bbb-8ccc-000000000002", "qcow2", mebibytes: 1000)
        try Appliances.descriptor("ovirt.ovf", in: folder, as: "vm.ovf")
        let machine = try #require(try OVFReader.read(path: folder.path).machines.first)
        #expect(machine.origin.exporter == .oVirt)
        #expect(machine.processor == .init(count: 8, coresPerSocket: 2, threadsPerCore: 2))
        #expect(machine.firmware == .efi(secureBoot: true))
        #expect(machine.hasTPM)
        #expect(machine.hardwareUUID == "aaaabbbb-cccc-4ddd-8eee-ffff00001111")
        #expect(machine.clockOffset == "Etc/GMT")
        #expect(machine.guest.platformID == "rhel_9x64")
        #expect(machine.notes.annotation == "The database")
        #expect(machine.disks.map(\.label) == ["system", "data"])
        #expect(machine.disks.map { $0.content?.format } == [.qcow2, .raw])
        #expect(machine.disks.map(\.bootOrder) == [1, nil])
        #expect(
            Dictionary(grouping: machine.controllers, by: \.bus).keys.sorted { $0.rawValue < $1.rawValue } == [
                .scsi, .virtio,
            ])
        #expect(
            machine.nics == [
                SourceNIC(
                    id: "n1", label: "nic1", macAddress: "56:6f:1a:2b:00:01", model: "virtio", network: "ovirtmgmt")
            ])
        #expect(machine.otherDevices.map(\.kind) == ["cdrom"])
    }

    @Test("XenServer: a VHD as storage extent, firmware from the boot parameters")
    func xen() throws {
        try folder.image("app.vhd", "vpc", mebibytes: 16, options: "force_size=on")
        try Appliances.descriptor("xenserver.ovf", in: folder, as: "app.ovf")
        let machine = try #require(try OVFReader.read(path: folder.path).machines.first)
        #expect(machine.origin.exporter == .xen)
        #expect(machine.memoryBytes == 768 << 20)
        #expect(machine.firmware == .efi(secureBoot: false))
        #expect(machine.disks.first?.content?.format == .vhd)
        #expect(machine.disks.first?.virtualSizeBytes == 16 << 20)
        #expect(machine.nics.first?.macAddress == "9e:11:22:33:44:55")
    }

    @Test("A collection: each machine with its own disks; gzip, chunks, an empty disk, OVF 2 items")
    func collection() throws {
        try folder.write("a.raw", randomBytes(2 << 20))
        try run("gzip", folder.file("a.raw"))
        let bytes = randomBytes(3 << 20)
        for index in 0..<3 {
            try folder.write("b.raw.00000000\(index)", Array(bytes[index << 20..<(index + 1) << 20]))
        }
        try Appliances.descriptor("vapp.ovf", in: folder, as: "vapp.ovf")
        let appliance = try OVFReader.read(path: folder.path)
        #expect(appliance.machines.map(\.name) == ["First machine", "two"])
        #expect(appliance.machines.map(\.memoryBytes) == [256 << 20, 1 << 30])
        let one = appliance.machines[0], two = appliance.machines[1]
        #expect(one.disks.map(\.id) == ["da"])
        #expect(one.disks.first?.content?.bytes.compression == .gzip)
        #expect(one.disks.first?.virtualSizeBytes == 2 << 20)
        #expect(two.disks.map(\.id) == ["fb", "empty"])
        #expect(two.disks.last?.content == nil)
        #expect(two.disks.last?.capacityBytes == 1 << 30)
        #expect(two.controllers.map(\.bus) == [.nvme])
        #expect(two.nics.map(\.macAddress) == ["02:00:00:00:00:0a"])
        let stream = try #require(two.disks.first?.content).bytes.open(maximumBytes: 3 << 20)
        #expect(try stream.read(atMost: 4 << 20) == bytes)
    }

    @Test(
        "An OVA is read in place: the disks' parts lie in the archive, with the manifest's digests",
        arguments: ["sha1sum", "sha256sum", "sha512sum"])
    func ova(tool: String) throws {
        try Appliances.vsphere(in: folder)
        let disks = ["web-1.vmdk", "web-2.vmdk"]
        try Appliances.manifest("web.mf", of: ["web.ovf"] + disks, in: folder, tool: tool)
        try folder.tar("web.ova", ["web.ovf", "web.mf"] + disks)
        let appliance = try OVFReader.read(path: folder.file("web.ova"))
        #expect(appliance.descriptorPath == folder.file("web.ova") + ":web.ovf")
        let machine = try #require(appliance.machines.first)
        #expect(machine.origin.kind == .ova)
        for (disk, name) in zip(machine.disks, disks) {
            let bytes = try #require(disk.content).bytes
            #expect(bytes.directFile?.path == folder.file("web.ova"))
            #expect(bytes.hasDigests)
            try bytes.checkDigests(cancellation: CancellationFlag())
            #expect(try bytes.readHead(1 << 26) == folder.read(name))
        }
    }

    @Test("An OVA compressed as a whole is read through")
    func compressedOVA() throws {
        try Appliances.vsphere(in: folder)
        try Appliances.manifest("web.mf", of: ["web.ovf", "web-1.vmdk", "web-2.vmdk"], in: folder)
        try folder.tar("web.ova", ["web.ovf", "web.mf", "web-1.vmdk", "web-2.vmdk"])
        try run("gzip", "-n", folder.file("web.ova"))
        let machine = try #require(try OVFReader.read(path: folder.file("web.ova.gz")).machines.first)
        let bytes = try #require(machine.disks.last?.content).bytes
        #expect(bytes.directFile == nil)
        try bytes.checkDigests(cancellation: CancellationFlag())
        #expect(try bytes.readHead(1 << 26) == folder.read("web-2.vmdk"))
    }

    @Test("A flat VMDK beside its descriptor is read as the raw bytes that it is; a sparse one is left to QEMU")
    func descriptorFiles() throws {
        try Appliances.small(in: folder, href: "disk.vmdk", size: nil)
        try folder.image("disk.vmdk", "vmdk", mebibytes: 1, options: "subformat=monolithicFlat")
        try Appliances.manifest("small.mf", of: ["disk.vmdk", "disk-flat.vmdk"], in: folder)
        let flat = try #require(try OVFReader.read(path: folder.path).machines.first?.disks.first?.content)
        #expect(flat.format == .raw)
        #expect(flat.bytes.parts.map(\.name) == ["disk-flat.vmdk"])
        #expect(flat.bytes.hasDigests)
        try run("rm", folder.file("small.mf"))
        try folder.image("disk.vmdk", "vmdk", mebibytes: 1, options: "subformat=twoGbMaxExtentSparse")
        let sparse = try #require(try OVFReader.read(path: folder.path).machines.first?.disks.first?.content)
        #expect(sparse.format == .vmdk)
        #expect(!sparse.isStreamable)
        #expect(sparse.virtualSizeBytes == 1 << 20)
    }
}
