import FoundationEssentials
import Glibc
import Testing

/// What only copies: no conversion, no boot.
let copyOnly = ["--no-convert", "--boot-check", "off"]

/// Every form in which a disk arrives ends in the same bytes, as qemu-img sees them.
@Suite("Copies", .serialized, .oneAtATime)
struct CopyTests {
    @Test("A disk file of any format is copied byte for byte", arguments: ["raw", "qcow2", "vmdk", "vhdx", "vdi"])
    func diskFile(format: String) async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("formats/disk.\(format)")
        let before = try await gantry.fingerprint(source)
        expectSuccess(try await gantry.migrate(source, copyOnly))
        try await gantry.expectSameBytes("\(gantry.target)/disk/disk-disk0.raw", "\(Fixtures.folder)/formats/disk.raw")
        #expect(try await gantry.fingerprint(source) == before)
    }

    @Test(
        "A disk of an OVF folder is copied whole, packed or in pieces",
        arguments: ["ovf-folder", "ovf-gzip", "ovf-chunked"])
    func folder(fixture: String) async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("\(fixture)/small.ovf")
        let before = try await gantry.fingerprint("\(Fixtures.folder)/\(fixture)")
        expectSuccess(try await gantry.migrate(source, copyOnly))
        try await gantry.expectSameBytes(
            "\(gantry.target)/small/small-disk0.raw", "\(Fixtures.folder)/\(fixture)/small.raw")
        #expect(try await gantry.fingerprint("\(Fixtures.folder)/\(fixture)") == before)
    }

    @Test("A streamOptimized appliance gives what qemu-img convert gives, and keeps its holes")
    func streamOptimized() async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("tiny-ova/tiny.ova")
        let raw = try await Fixtures.path("tiny/tiny.raw")
        expectSuccess(try await gantry.migrate(source, copyOnly))
        let copy = "\(gantry.target)/tiny/tiny-disk0.raw"
        try await gantry.expectSameBytes(copy, raw)

        let unpacked = "\(gantry.scratch.path)/unpacked"
        try FileManager.default.createDirectory(atPath: unpacked, withIntermediateDirectories: true)
        expectSuccess(try await gantry.tool("tar", ["-xf", source, "-C", unpacked]))
        expectSuccess(
            try await gantry.tool(
                "qemu-img", ["convert", "-O", "raw", "\(unpacked)/tiny-disk1.vmdk", "\(unpacked)/disk.raw"]))
        try await gantry.expectSameBytes(copy, "\(unpacked)/disk.raw")
        #expect(try allocatedBytes(copy) <= allocatedBytes(raw) + 4 << 20)
    }

    @Test("Disks are written as qcow2 when that is asked for")
    func qcow2Target() async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("formats/disk.raw")
        expectSuccess(try await gantry.migrate(source, copyOnly + ["--format", "qcow2"]))
        let comparison = try await gantry.tool(
            "qemu-img", ["compare", "-f", "qcow2", "-F", "raw", "\(gantry.target)/disk/disk-disk0.qcow2", source])
        expectSuccess(comparison)
    }

    @Test("Of an appliance with several VMs one must be named, and brings its own disks only")
    func collection() async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("collection-ova/collection.ova")
        let unnamed = try await gantry.migrate(source, copyOnly)
        #expect([2, 3].contains(unnamed.exitCode))
        #expect(unnamed.errorOutput.contains("web") && unnamed.errorOutput.contains("database"))
        #expect(!exists("\(gantry.target)/web") && !exists("\(gantry.target)/database"))

        expectSuccess(try await gantry.migrate(source, copyOnly + ["--vm", "database"]))
        #expect(names(in: gantry.target) == ["database"])
        for disk in 0...1 {
            try await gantry.expectSameBytes(
                "\(gantry.target)/database/database-disk\(disk).raw",
                "\(Fixtures.folder)/collection-ova/database-disk\(disk).raw")
        }
    }

    @Test("All VMs of an appliance are migrated when that is asked for")
    func wholeCollection() async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("collection-ova/collection.ova")
        expectSuccess(try await gantry.migrate(source, copyOnly + ["--all"]))
        #expect(names(in: gantry.target) == ["database", "web"])
        try await gantry.expectSameBytes(
            "\(gantry.target)/web/web-disk0.raw", "\(Fixtures.folder)/collection-ova/web-disk0.raw")
    }

    @Test("A name that Kubernetes does not allow is made valid, and the VM gets the name that was asked for")
    func givenName() async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("formats/disk.raw")
        expectSuccess(try await gantry.migrate(source, copyOnly + ["--name", "web-1"]))
        #expect(exists("\(gantry.target)/web-1/web-1-disk0.raw"))
        expectSuccess(try await gantry.migrate(source, copyOnly + ["--name", "Web Server_2"]))
        let added = names(in: gantry.target).filter { $0 != "web-1" }
        #expect(added.count == 1)
        #expect(added.first?.wholeMatch(of: /[a-z0-9]([a-z0-9-]*[a-z0-9])?/) != nil, "it is called \(added)")
    }

    @Test("A rate limit holds")
    func limitedRate() async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("random/random.raw")
        let outcome = try await gantry.migrate(source, copyOnly + ["--limit-rate", "100M", "--verify", "none"])
        expectSuccess(outcome)
        // 200 MiB at 100 MiB/s; a burst of some MiB at the start is fair.
        #expect(outcome.elapsedSeconds > 1.5)
    }

    private func allocatedBytes(_ path: String) throws -> Int {
        var status = stat()
        guard stat(path, &status) == 0 else { throw HarnessError("there is no \(path)") }
        return Int(status.st_blocks) * 512
    }
}
