import ByteStreams
import DiskFormats
import Foundation
import Testing

@Suite("Disk images")
struct DiskInspectionTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func inspect(_ name: String, _ claim: DiskFormatClaim? = nil) throws -> DiskContent {
        try DiskContent.inspect(bytes: ByteContent(file: folder.file(name)), claim: claim)
    }

    private func failure(_ name: String, _ claim: DiskFormatClaim? = nil) throws -> String? {
        try failureID { _ = try inspect(name, claim) }
    }

    /// Writes bytes into an image at a place.
    private func patch(_ name: String, at offset: Int, _ bytes: [UInt8]) throws {
        var image = try folder.read(name)
        image.replaceSubrange(offset..<offset + bytes.count, with: bytes)
        try folder.write(name, image)
    }

    static let formats: [(driver: String, options: String, format: DiskFormat)] = [
        ("raw", "", .raw), ("qcow2", "", .qcow2), ("qcow2", "compat=0.10", .qcow2),
        ("qcow2", "cluster_size=512", .qcow2), ("qcow2", "extended_l2=on", .qcow2),
        ("qcow2", "compression_type=zstd", .qcow2), ("qcow2", "preallocation=metadata", .qcow2), ("vmdk", "", .vmdk),
        ("vmdk", "subformat=streamOptimized", .vmdk), ("vpc", "", .vhd), ("vpc", "subformat=fixed", .vhd),
        ("vpc", "force_size=on", .vhd), ("vhdx", "", .vhdx), ("vhdx", "subformat=fixed", .vhdx), ("vdi", "", .vdi),
        ("vdi", "static=on", .vdi),
    ]

    @Test("Every format is recognised, with the size that QEMU gives it", arguments: formats)
    func recognition(driver: String, options: String, format: DiskFormat) throws {
        try folder.image("disk", driver, mebibytes: 17, options: options)
        let size = driver == "vpc" ? ",force_size_calc=current_size" : ""
        let image = "driver=\(driver),file.filename=\(folder.file("disk"))\(size)"
        let information = try run("qemu-img", "info", "--image-opts", "--output=json", image)
        let stated = try #require(information.firstMatch(of: /"virtual-size": (\d+)/)?.output.1)
        let content = try inspect("disk")
        #expect(content.format == format)
        #expect(content.virtualSizeBytes == Int64(stated))
        #expect(content.isStreamable == (format == .raw || options.contains("streamOptimized")))
        #expect(try inspect("disk", .certain(format)) == content)
        if format != .raw {
            #expect(try failure("disk", .named(.raw)) == "disk.format.ambiguous")
            #expect(try failure("disk", .oneOf([.raw])) == "disk.format.mismatch")
        }
        #expect(try failure("disk", .named(format == .vdi ? .qcow2 : .vdi)) == "disk.format.mismatch")
    }

    @Test("A raw disk that the user vouches for may begin with anything, and ends at a whole sector")
    func raw() throws {
        try folder.image("disk", "qcow2", mebibytes: 1)
        #expect(try inspect("disk", .certain(.raw)).format == .raw)
        try folder.write("odd", randomBytes(1024) + [1])
        #expect(try inspect("odd", .named(.raw)).virtualSizeBytes == 1536)
        try folder.write("empty", [])
        #expect(try failure("empty") == "disk.empty")
    }

    @Test("qcow2 that needs other files, a key, or unknown features")
    func qcow2() throws {
        try folder.image("base", "qcow2", mebibytes: 2)
        try run(
            "qemu-img", "create", "-q", "-f", "qcow2", "-b", folder.file("base"), "-F", "qcow2", folder.file("layer"))
        #expect(try failure("layer") == "qcow2.backing-file")
        try run(
            "qemu-img", "create", "-q", "-f", "qcow2", "-o", "data_file=\(folder.file("data"))", folder.file("split"),
            "2M")
        #expect(try failure("split") == "qcow2.data-file")
        for (offset, value, id) in [
            (35, 2, "qcow2.encrypted"), (72, 0x80, "qcow2.features.unknown"), (79, 2, "disk.malformed"),
            (23, 40, "disk.malformed"), (24, 0xFF, "disk.malformed"), (7, 9, "disk.format.unsupported"),
        ] {
            try run("cp", folder.file("base"), folder.file("bad"))
            try patch("bad", at: offset, [UInt8(value)])
            #expect(try failure("bad") == id, "byte \(offset)")
        }
    }

    @Test(
        "Images that lost their end",
        arguments: [
            ("qcow2", "", 65536), ("vmdk", "", 65536), ("vpc", "", 512), ("vpc", "subformat=fixed", 1024),
            ("vdi", "", 512),
            ("vmdk", "subformat=streamOptimized", 200_000),
        ])
    func truncated(driver: String, options: String, missing: Int) throws {
        try folder.image("disk", driver, mebibytes: 17, options: options)
        let size = try folder.read("disk").count
        let format = try inspect("disk").format
        try run("truncate", "-s", "\(size - missing)", folder.file("disk"))
        let id = try failure("disk", .certain(format))
        // Without its footer a fixed VHD is just bytes.
        #expect(id == (options == "subformat=fixed" ? "disk.format.mismatch" : "disk.truncated"))
    }

    /// What VMware writes: a header that leaves the directory to a copy of itself near the end.
    private func streamWithFooter(capacity: [UInt8]) throws -> [UInt8] {
        try folder.image("disk.vmdk", "vmdk", mebibytes: 4, options: "subformat=streamOptimized")
        var stream = try folder.read("disk.vmdk")
        var footer = Array(stream[..<512])
        footer.replaceSubrange(12..<20, with: capacity)
        stream.replaceSubrange(56..<64, with: [UInt8](repeating: 0xFF, count: 8))
        return stream + [UInt8](repeating: 0, count: 512) + footer + [UInt8](repeating: 0, count: 512)
    }

    @Test("A stream-optimised VMDK with its directory at the end: whole, cut, and with two sizes")
    func footer() throws {
        let whole = try streamWithFooter(capacity: [0, 0x20, 0, 0, 0, 0, 0, 0])
        try folder.write("whole.vmdk", whole)
        let content = try inspect("whole.vmdk")
        #expect(content.isStreamable)
        #expect(content.virtualSizeBytes == 4 << 20)
        try folder.write("cut.vmdk", Array(whole.dropLast(512)))
        #expect(try failure("cut.vmdk") == "disk.truncated")
        try folder.write("false.vmdk", try streamWithFooter(capacity: [0, 0x40, 0, 0, 0, 0, 0, 0]))
        #expect(try failure("false.vmdk") == "vmdk.size.false")
    }

    @Test("A VHD of a writer that QEMU doesn't know keeps its last sectors")
    func foreignVHD() throws {
        try folder.image("a.vhd", "vpc", mebibytes: 17, options: "subformat=fixed,force_size=on")
        var image = try folder.read("a.vhd")
        let footer = image.count - 512
        image.replaceSubrange(footer + 28..<footer + 32, with: Array("vbox".utf8))
        let sum = image[footer...].enumerated().reduce(UInt32(0)) {
            (64..<68).contains($1.offset) ? $0 : $0 &+ UInt32($1.element)
        }
        image.replaceSubrange(footer + 64..<footer + 68, with: withUnsafeBytes(of: (~sum).bigEndian) { Array($0) })
        try folder.write("a.vhd", image)
        #expect(try inspect("a.vhd").virtualSizeBytes == 17 << 20)
    }

    @Test("VMDK: layers, false sizes, unsafe and missing extents")
    func vmdk() throws {
        try folder.image("disk.vmdk", "vmdk", mebibytes: 4)
        let text = String(decoding: try folder.read("disk.vmdk")[512..<1536], as: UTF8.self)
        try patch("disk.vmdk", at: 12, [0, 0, 0, 0, 0, 0, 0, 0])
        #expect(try failure("disk.vmdk") == "vmdk.size.false")
        try patch("disk.vmdk", at: 12, [0, 0, 0, 0, 0, 0, 0, 0x80])
        #expect(try failure("disk.vmdk") == "vmdk.size.false")
        try patch("disk.vmdk", at: 12, [0, 0x40, 0, 0, 0, 0, 0, 0])
        #expect(try failure("disk.vmdk") == "vmdk.size.false")
        try patch("disk.vmdk", at: 12, [0, 0x20, 0, 0, 0, 0, 0, 0])
        #expect(try failure("disk.vmdk") == nil)
        let parent = try #require(text.range(of: "parentCID=ffffffff"))
        try patch(
            "disk.vmdk", at: 512 + text.utf8.distance(from: text.startIndex, to: parent.lowerBound),
            Array("parentCID=12345678".utf8))
        #expect(try failure("disk.vmdk") == "vmdk.delta")
    }

    @Test(
        "VMDK descriptors",
        arguments: [
            ("RW 2048 FLAT \"flat\" 0", nil as String?), ("RW 2048 FLAT \"../flat\" 0", "vmdk.extent.unsafe"),
            ("RW 2048 FLAT \"/etc/passwd\" 0", "vmdk.extent.unsafe"),
            ("RW 2048 FLAT \"nothing\" 0", "vmdk.extent.missing"),
            ("RW 4096 FLAT \"flat\" 0", "vmdk.size.false"), ("RW 2048 FLAT \"flat\" 1", "vmdk.size.false"),
            ("RW 2048 SPARSE \"sparse\"", "vmdk.size.false"), ("RW 8192 SPARSE \"sparse\"", nil),
            ("RW 2048 VMFSRDM \"flat\"", "vmdk.type.unsupported"),
            ("NOACCESS 2048 FLAT \"flat\" 0", "vmdk.type.unsupported"),
            ("RW x FLAT \"flat\"", "disk.malformed"), ("", "vmdk.size.false"),
            ("RW 2048 FLAT \"flat\" 0\nparentFileNameHint=\"base.vmdk\"", "vmdk.delta"),
            ("RW 2048 ZERO\nRW 2048 FLAT \"flat\" 0", "vmdk.type.unsupported"),
            ("RDONLY 2048 FLAT \"flat\" 0", "vmdk.type.unsupported"),
            // What QEMU takes for an extent must not be passed over: it opens the file.
            ("RW 2048 FLAT \"flat\" 0\nRW\t2048\tFLAT\t\"/etc/shadow\"\t0", "vmdk.extent.unsafe"),
            ("\tRW\u{B}2048\u{C}SPARSE\r\"/etc/shadow\"", "vmdk.extent.unsafe"),
            ("RW\n2048\nFLAT\n\"/etc/shadow\"\n0", "disk.malformed"),
            ("RW 2048FLAT \"/etc/shadow\" 0", "disk.malformed"), ("rw 2048 FLAT \"flat\" 0", "disk.malformed"),
            ("RW 2048 SPARSE\n\"/etc/shadow\"", "vmdk.type.unsupported"),
            ("RW 2048 SPARSE \"/etc/shadow", "disk.malformed"),
            ("# a\u{2028}RW 2048 FLAT \"/etc/shadow\" 0\nRW 2048 FLAT \"flat\" 0\r", nil),
            ("RW 2048 FLAT \"\u{301}/etc/shadow\" 0", "vmdk.extent.unsafe"),
            ("RW 1000000000000 ZERO", "vmdk.size.false"),
        ])
    func descriptors(extents: String, expected: String?) throws {
        try folder.write("flat", randomBytes(1 << 20))
        try folder.image("sparse", "vmdk", mebibytes: 4)
        try folder.write(
            "disk.vmdk",
            "# Disk DescriptorFile\nversion=1\nCID=fffffffe\nparentCID=ffffffff\ncreateType=\"twoGbMaxExtentFlat\"\n\(extents)\n"
        )
        #expect(try failure("disk.vmdk") == expected)
        try folder.write("disk.vmdk", "# Disk DescriptorFile\ncreateType=\"fullDevice\"\n\(extents)\n")
        #expect(["vmdk.type.unsupported", "disk.malformed", "vmdk.delta"].contains(try failure("disk.vmdk")))
    }

    @Test("A VMDK's extent may be a link within its folder, and not out of it")
    func linkedExtents() throws {
        let text = "# Disk DescriptorFile\ncreateType=\"monolithicFlat\"\nRW 2048 FLAT \"link\" 0\n"
        try folder.write("disk.vmdk", text)
        try folder.write("flat", randomBytes(1 << 20))
        try run("ln", "-s", "flat", folder.file("link"))
        #expect(try failure("disk.vmdk") == nil)
        let secrets = try TemporaryFolder()
        try run("mv", folder.file("flat"), secrets.file("flat"))
        try run("ln", "-sf", secrets.file("flat"), folder.file("link"))
        #expect(try failure("disk.vmdk") == "vmdk.extent.unsafe")
        try run("ln", "-s", folder.file("disk.vmdk"), secrets.file("disk.vmdk"))
        try run("mv", secrets.file("flat"), secrets.file("link"))
        #expect(
            try failureID {
                _ = try DiskContent.inspect(bytes: ByteContent(file: secrets.file("disk.vmdk")), format: nil)
            } == nil)
    }

    @Test("Differencing VHD, VHDX and VDI, and a VHDX with a dirty log")
    func differencing() throws {
        try folder.image("a.vdi", "vdi", mebibytes: 2)
        try patch("a.vdi", at: 0x4C, [4])
        #expect(try failure("a.vdi") == "vdi.differencing")
        try folder.image("a.vhd", "vpc", mebibytes: 2)
        let end = try folder.read("a.vhd").count - 512
        try patch("a.vhd", at: end + 63, [4])
        #expect(try failure("a.vhd") == "vhd.differencing")
        try patch("a.vhd", at: end + 63, [3])
        try patch("a.vhd", at: end + 50, [9])
        #expect(try failure("a.vhd") == "disk.malformed")
        try folder.image("a.vhdx", "vhdx", mebibytes: 2)
        var dirty = try folder.read("a.vhdx")
        for header in [65536, 131072] { dirty[header + 48] = 1 }
        try folder.write("dirty.vhdx", dirty)
        #expect(try failure("dirty.vhdx") == "vhdx.log.dirty")
        var layer = try folder.read("a.vhdx")
        let id = Data([0x37, 0x67, 0xA1, 0xCA, 0x36, 0xFA, 0x43, 0x4D])
        let parameters = try #require(Data(layer).range(of: id)?.lowerBound)
        let region = parameters / 65536 * 65536
        let place =
            region + Int(layer[parameters + 16]) + Int(layer[parameters + 17]) << 8 + Int(layer[parameters + 18]) << 16
        layer[place + 4] |= 2
        try folder.write("layer.vhdx", layer)
        #expect(try failure("layer.vhdx") == "vhdx.differencing")
    }

    @Test("A disk's first sectors tell what firmware can start it")
    func bootLayout() throws {
        func layout(_ script: String, code: Bool) throws -> BootLayout {
            try run("truncate", "-s", "0", folder.file("boot"))
            try run("truncate", "-s", "16M", folder.file("boot"))
            try run("sh", "-c", "printf '\(script)' | sfdisk -q \(folder.file("boot"))")
            if code { try patch("boot", at: 0, [0xEB, 0x63]) }
            return BootLayout(head: Array(try folder.read("boot").prefix(BootLayout.headBytes)))
        }
        #expect(try layout("label: dos\\n,,L,*\\n", code: true).firmwareHint == .bios)
        #expect(try layout("label: dos\\n,,L\\n", code: false).firmwareHint == .none)
        #expect(try layout("label: gpt\\n,4M,U\\n,,L\\n", code: false).firmwareHint == .efi)
        #expect(
            try layout("label: gpt\\n,4M,21686148-6449-6E6F-744E-656564454649\\n,,L\\n", code: true).firmwareHint
                == .bios)
        #expect(
            try layout("label: gpt\\n,4M,U\\n,1M,21686148-6449-6E6F-744E-656564454649\\n,,L\\n", code: true)
                .firmwareHint == .both)
        #expect(BootLayout(head: []).scheme == .none)
    }
}
