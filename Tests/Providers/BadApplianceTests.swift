import ByteStreams
import DiskFormats
import Foundation
import Inventory
import OVFProvider
import Testing
import Threads

@Suite("Bad appliances are refused by name")
struct BadApplianceTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func failure(_ name: String = "small.ova") throws -> String? {
        try failureID { _ = try OVFReader.read(path: folder.file(name)) }
    }

    @Test("A truncated OVA", arguments: [1, 512, 600_000, 1_048_576])
    func truncated(missing: Int) throws {
        try Appliances.small(in: folder)
        // Without the end blocks, which some exporters leave out.
        try folder.python(
            "import tarfile; t = tarfile.open(\"small.ova\", \"w\"); t.add(\"small.ovf\"); t.add(\"disk.raw\"); n = t.offset; t.fileobj.close(); open(\"small.ova\", \"r+b\").truncate(n)"
        )
        #expect(try failure() == nil)
        let size = try folder.read("small.ova").count
        try run("truncate", "-s", "\(size - missing)", folder.file("small.ova"))
        #expect(try failure() == "appliance.truncated")
    }

    @Test("A wrong digest of the descriptor is found at once, one of a disk when its bytes are read")
    func wrongDigest() throws {
        try Appliances.small(in: folder)
        try Appliances.manifest("small.mf", of: ["small.ovf", "disk.raw"], in: folder)
        try run("sh", "-c", "printf x | dd of=\(folder.file("disk.raw")) bs=1 seek=777777 conv=notrunc status=none")
        let content = try #require(try OVFReader.read(path: folder.path).machines.first?.disks.first?.content)
        #expect(
            try failureID { try content.bytes.checkDigests(cancellation: CancellationFlag()) }
                == "appliance.manifest.mismatch")
        let stream = try content.bytes.open(maximumBytes: 1 << 30)
        #expect(try failureID { _ = try stream.read(atMost: 2 << 20) } == "appliance.manifest.mismatch")
        try Appliances.small(in: folder) { $0 + " " }
        #expect(try failure("small.ovf") == "appliance.manifest.mismatch")
    }

    @Test("A missing disk, and a file that only the manifest knows")
    func missing() throws {
        try Appliances.small(in: folder)
        try folder.tar("small.ova", ["small.ovf"])
        #expect(try failure() == "appliance.file.missing")
        try folder.write("small.mf", "SHA1(nowhere.vmdk)= \(String(repeating: "0", count: 40))\n")
        #expect(try failure("small.ovf") == "appliance.file.missing")
    }

    @Test("Two members of one name, also under another spelling", arguments: ["disk.raw", "./disk.raw", ".//disk.raw"])
    func duplicate(second: String) throws {
        try Appliances.small(in: folder)
        try folder.python(
            "import tarfile; t = tarfile.open(\"small.ova\", \"w\"); t.add(\"small.ovf\"); t.add(\"disk.raw\"); t.add(\"disk.raw\", \"\(second)\")"
        )
        // tarfile normalises nothing but a leading slash.
        #expect(try failure() == "appliance.file.duplicate")
    }

    @Test(
        "A member or a reference that leads out of the folder",
        arguments: ["../disk.raw", "/tmp/disk.raw", "a/../../disk.raw", "..\\\\disk.raw"])
    func unsafePath(name: String) throws {
        try Appliances.small(in: folder)
        try folder.python(
            "import tarfile; t = tarfile.open(\"small.ova\", \"w\"); t.add(\"small.ovf\"); i = t.gettarinfo(\"disk.raw\"); i.name = \"\(name)\"; t.addfile(i, open(\"disk.raw\", \"rb\"))"
        )
        #expect(try failure() == "appliance.path.unsafe")
        try Appliances.small(in: folder, href: name)
        #expect(try failure("small.ovf") == "appliance.path.unsafe")
    }

    @Test("A manifest that names a file elsewhere doesn't make it read")
    func unsafeManifest() throws {
        try Appliances.small(in: folder)
        try folder.write("small.mf", "SHA1(../../../etc/passwd)= \(String(repeating: "0", count: 40))\n")
        #expect(try failure("small.ovf") == "appliance.path.unsafe")
    }

    @Test("A link in the folder that leads out of it, but not one that the user names")
    func folderLinks() throws {
        try Appliances.small(in: folder)
        let secrets = try TemporaryFolder()
        try run("mv", folder.file("disk.raw"), secrets.file("disk.raw"))
        try run("ln", "-s", secrets.file("disk.raw"), folder.file("disk.raw"))
        #expect(try failure("small.ovf") == "appliance.path.unsafe")
        #expect(try failure("") == "appliance.path.unsafe")
        try run("mv", secrets.file("disk.raw"), folder.file("other.raw"))
        try run("ln", "-sf", "other.raw", folder.file("disk.raw"))
        #expect(try failure("small.ovf") == nil)
        try run("mv", folder.file("small.ovf"), secrets.file("small.ovf"))
        try run("ln", "-s", secrets.file("small.ovf"), folder.file("small.ovf"))
        #expect(try failure("small.ovf") == nil)
        #expect(try failure("") == "appliance.path.unsafe")
        try run("ln", "-s", folder.path, secrets.file("appliance"))
        #expect(try failureID { _ = try OVFReader.read(path: secrets.file("appliance/small.ovf")) } == nil)
    }

    @Test(
        "A link, a device or a FIFO in the archive",
        arguments: ["SYMTYPE", "LNKTYPE", "CHRTYPE", "BLKTYPE", "FIFOTYPE"])
    func unsafeEntry(type: String) throws {
        try Appliances.small(in: folder)
        try folder.python(
            "import tarfile; t = tarfile.open(\"small.ova\", \"w\"); t.add(\"small.ovf\"); t.add(\"disk.raw\"); i = tarfile.TarInfo(\"extra\"); i.type = tarfile.\(type); i.linkname = \"disk.raw\"; t.addfile(i)"
        )
        #expect(try failure() == "appliance.entry.unsafe")
    }

    @Test("A sparse member")
    func sparseMember() throws {
        try Appliances.small(in: folder)
        try run("truncate", "-s", "8M", folder.file("disk.raw"))
        try run(
            "tar", "-C", folder.path, "--sparse", "--format=gnu", "-cf", folder.file("small.ova"), "small.ovf",
            "disk.raw")
        #expect(try failure() == "appliance.entry.sparse")
    }

    @Test(
        "A reference that is a URL", arguments: ["http://example.org/disk.raw", "file:///etc/passwd", "file:disk.raw"])
    func url(reference: String) throws {
        try Appliances.small(in: folder, href: reference)
        #expect(try failure("small.ovf") == "appliance.reference.url")
    }

    @Test("A file that hasn't the stated size")
    func fileSize() throws {
        try Appliances.small(in: folder, size: 1_048_577)
        #expect(try failure("small.ovf") == "appliance.file.size")
    }

    @Test("External entities and entity expansion")
    func entities() throws {
        try Appliances.small(in: folder) { "<!DOCTYPE e [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + $0 }
        #expect(try failure("small.ovf") == "xml.entity.external")
        try Appliances.small(in: folder) { "<!DOCTYPE e [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>" + $0 }
        #expect(try failure("small.ovf") == "xml.entity.expansion")
    }

    @Test("A gzip-compressed disk that unpacks to more than its capacity, or a thousand times what it is")
    func bomb() throws {
        try Appliances.small(in: folder, href: "disk.gz", size: nil) {
            $0.replacing("ovf:href=\"disk.gz\"", with: "ovf:href=\"disk.gz\" ovf:compression=\"gzip\"")
        }
        try run("sh", "-c", "head -c 100M /dev/zero | gzip -9 > \(folder.file("disk.gz"))")
        let content = try #require(try OVFReader.read(path: folder.path).machines.first?.disks.first?.content)
        for maximumBytes in [Int64(1 << 20), 1 << 40] {
            let stream = try content.bytes.open(maximumBytes: maximumBytes)
            #expect(try failureID { while !(try stream.read(atMost: 1 << 20)).isEmpty {} } == "stream.compression.bomb")
        }
    }

    @Test("An archive that unpacks to a thousand times what it is")
    func archiveBomb() throws {
        try Appliances.small(in: folder)
        try run("sh", "-c", "cd \(folder.path) && tar -cf - small.ovf disk.raw | gzip -9 > small.ova")
        #expect(try failure() == nil)
        try run("truncate", "-s", "500M", folder.file("disk.raw"))
        try run("sh", "-c", "cd \(folder.path) && tar -cf - small.ovf disk.raw | gzip -9 > small.ova")
        #expect(try failure() == "appliance.compression.bomb")
    }

    @Test("A delta disk, an unknown unit, several descriptors, none")
    func descriptor() throws {
        try Appliances.small(in: folder, disk: "ovf:parentRef=\"base\"")
        #expect(try failure("small.ovf") == "ovf.disk.delta")
        try Appliances.small(in: folder, disk: "ovf:capacityAllocationUnits=\"cubits\"")
        #expect(try failure("small.ovf") == "ovf.quantity")
        try Appliances.small(in: folder, disk: "ovf:capacityAllocationUnits=\"byte * 2^60\"")
        #expect(try failure("small.ovf") == "ovf.quantity")
        try folder.write("other.ovf", "<Envelope/>")
        #expect(try failure("") == "appliance.descriptor.several")
        #expect(try failure("other.ovf") == "ovf.malformed")
        try run("sh", "-c", "rm \(folder.path)/*.ovf")
        #expect(try failure("") == "appliance.descriptor.missing")
        #expect(try failure("nothing.ova") == "appliance.unreadable")
    }

    @Test(
        "Numbers of processors and sizes of memory that can't be",
        arguments: [
            (3, "9223372036854775807", "ovf.limit" as String?), (3, "99999999999999999999", "ovf.limit"),
            (3, "4097", "ovf.limit"), (3, "-1", "ovf.limit"), (3, "two", "ovf.limit"), (3, "4096", nil), (3, "0", nil),
            (4, "67108865", "ovf.limit"), (4, "67108864", nil), (4, "-1", "ovf.quantity"), (4, "0", nil),
        ])
    func numbers(type: Int, quantity: String, expected: String?) throws {
        try Appliances.small(in: folder) {
            $0.replacing(
                "</VirtualHardwareSection>",
                with: "<Item><rasd:InstanceID>9</rasd:InstanceID><rasd:ResourceType>\(type)</rasd:ResourceType>"
                    + "<rasd:AllocationUnits>byte * 2^20</rasd:AllocationUnits>"
                    + "<rasd:VirtualQuantity>\(quantity)</rasd:VirtualQuantity></Item></VirtualHardwareSection>")
        }
        #expect(try failure("small.ovf") == expected)
        guard quantity == "0" else { return }
        let machine = try #require(try OVFReader.read(path: folder.path).machines.first)
        #expect(machine.processor.count == nil && machine.memoryBytes == nil)
    }

    @Test("Sockets, cores and threads that make too many processors together")
    func topology() throws {
        try Appliances.small(in: folder) {
            $0.replacing(
                "</VirtualHardwareSection>",
                with: "<Item><rasd:InstanceID>9</rasd:InstanceID><rasd:ResourceType>3</rasd:ResourceType>"
                    + "<rasd:num_of_sockets>4096</rasd:num_of_sockets><rasd:cpu_per_socket>2</rasd:cpu_per_socket>"
                    + "</Item></VirtualHardwareSection>")
        }
        #expect(try failure("small.ovf") == "ovf.limit")
    }

    @Test("What isn't the address of a card is kept apart", arguments: ["zz:,mac=x", "01-50-56-00-00-01"])
    func address(text: String) throws {
        try Appliances.small(in: folder) {
            $0.replacing(
                "</VirtualHardwareSection>",
                with: "<Item><rasd:InstanceID>9</rasd:InstanceID><rasd:ResourceType>10</rasd:ResourceType>"
                    + "<rasd:Address>\(text)</rasd:Address></Item></VirtualHardwareSection>")
        }
        let card = try #require(try OVFReader.read(path: folder.path).machines.first?.nics.first)
        #expect(card.macAddress == nil)
        #expect(card.unusableAddress == text)
    }

    @Test(
        "Manifests that can't be believed",
        arguments: [
            ("MD5(disk.raw)= 00000000000000000000000000000000\n", "appliance.manifest.algorithm"),
            ("SHA1(disk.raw)= 12\n", "appliance.manifest.malformed"),
            ("SHA1(disk.raw)= \(String(repeating: "g", count: 40))\n", "appliance.manifest.malformed"),
            ("hello\n", "appliance.manifest.malformed"),
            (
                String(repeating: "SHA1(disk.raw)= \(String(repeating: "0", count: 40))\n", count: 2),
                "appliance.manifest.duplicate"
            ),
            ("\u{FEFF}SHA1(disk.raw)= \(String(repeating: "A", count: 40))\n", nil),
            ("\nSHA1 (disk.raw) = \(String(repeating: "A", count: 40))\r\n", nil as String?),
        ])
    func manifest(text: String, expected: String?) throws {
        try Appliances.small(in: folder)
        try folder.write("small.mf", text)
        #expect(try failure("small.ovf") == expected)
    }

    @Test("A VMDK whose header claims another size than the descriptor")
    func lyingHeader() throws {
        try folder.image("disk.vmdk", "vmdk", mebibytes: 8, options: "subformat=streamOptimized")
        try Appliances.small(in: folder, href: "disk.vmdk", size: nil)
        #expect(try failure("small.ovf") == "vmdk.size.false")
    }

    @Test("A disk that is raw by its name and qcow2 by its bytes")
    func disguised() throws {
        try Appliances.small(in: folder, size: nil)
        try folder.image("disk.raw", "qcow2", mebibytes: 1)
        #expect(try failure("small.ovf") == "disk.format.ambiguous")
    }
}
