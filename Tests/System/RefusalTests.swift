import FoundationEssentials
import Glibc
import Testing

/// A source that must be refused.
struct BadSource: Sendable, CustomTestStringConvertible {
    var file: String
    var exitCode: Int32
    /// How the stable name of the error may begin: which room sees it first is not this test's business.
    var ids: [String]
    var testDescription: String { file }

    init(_ file: String, _ exitCode: Int32, _ ids: String...) {
        (self.file, self.exitCode, self.ids) = (file, exitCode, ids)
    }

    static let all = [
        BadSource("truncated.ova", 3, "appliance.truncated"),
        BadSource("empty.ova", 3, "appliance."),
        BadSource("text.ova", 3, "appliance."),
        BadSource("no-descriptor.ova", 3, "appliance.descriptor.missing"),
        BadSource("missing-file.ova", 3, "appliance.member.missing", "appliance.file.missing"),
        BadSource("missing-file/small.ovf", 3, "appliance.member.missing", "appliance.file.missing"),
        BadSource("two-of-one-name.ova", 3, "appliance.file.duplicate"),
        BadSource("parent-path.ova", 3, "appliance.path.unsafe"),
        BadSource("absolute-path.ova", 3, "appliance.path.unsafe"),
        BadSource("symbolic-link.ova", 3, "appliance.entry.unsafe"),
        BadSource("hard-link.ova", 3, "appliance.entry.unsafe"),
        BadSource("device.ova", 3, "appliance.entry.unsafe"),
        BadSource("fifo.ova", 3, "appliance.entry.unsafe"),
        BadSource("reference-above/small.ovf", 3, "appliance.path.unsafe"),
        BadSource("reference-absolute/small.ovf", 3, "appliance.path.unsafe"),
        BadSource("external-entity.ova", 3, "xml.entity.external", "xml.doctype"),
        BadSource("entity-expansion.ova", 3, "xml.entity.expansion", "xml.doctype"),
        BadSource("deep-xml.ova", 3, "xml.limit"),
        BadSource("huge-descriptor.ova", 3, "appliance.unreadable"),
        BadSource("malformed-xml.ova", 3, "xml.malformed"),
        BadSource("compression-bomb.ova", 3, "appliance.compression.bomb", "stream.compression.bomb"),
        BadSource("wrong-digest.ova", 4, "appliance.manifest.mismatch"),
        BadSource("wrong-digest-late.ova", 4, "appliance.manifest.mismatch"),
        BadSource("wrong-digest-folder/small.ovf", 4, "appliance.manifest.mismatch"),
        BadSource("vmdk-says-petabyte.ova", 3, "disk.capacity.mismatch", "vmdk."),
        BadSource("vmdk-says-petabyte.vmdk", 3, "disk.", "vmdk."),
        BadSource("vmdk-says-less.ova", 3, "disk.capacity.mismatch", "vmdk."),
        BadSource("vmdk-cut.ova", 3, "disk.truncated", "vmdk.truncated"),
        BadSource("descriptor-elsewhere.vmdk", 3, "vmdk.extent.unsafe"),
        BadSource("backing.qcow2", 3, "qcow2.", "disk."),
        BadSource("external-data.qcow2", 3, "qcow2.", "disk."),
    ]
}

/// Sources that are damaged or that mean harm.
@Suite("Refusals", .serialized, .oneAtATime)
struct RefusalTests {
    @Test("A bad source is refused by name; it stays as it was, and nothing looks finished", arguments: BadSource.all)
    func badSource(_ bad: BadSource) async throws {
        var gantry = try Gantry()
        // What a bomb unpacks must not lie anywhere: neither here nor in the target.
        gantry.environment["TMPDIR"] = gantry.scratch.path
        let source = try await Fixtures.path("broken/\(bad.file)")
        let before = try await gantry.fingerprint(source)
        let outcome = try await gantry.migrate(source, copyOnly, withinSeconds: 60)

        expectRefusal(outcome, exitCode: bad.exitCode, ids: bad.ids)
        expectSuccess(try await gantry.run(["explain", outcome.errorID ?? ""]))
        let finished = names(in: gantry.target).filter { !$0.hasPrefix(".") }
        #expect(finished.isEmpty, "these look finished: \(finished)")
        #expect(try await gantry.fingerprint(source) == before)
        #expect(!exists("/tmp/gantry-escaped.txt") && !exists("\(gantry.scratch.path)/escaped.txt"))
        let used = try await gantry.tool("du", ["-sm", gantry.scratch.path])
        let usedMebibytes = Int(used.output.prefix { $0.isNumber }) ?? .max
        #expect(usedMebibytes < 64, "it left \(usedMebibytes) MiB behind")
    }

    @Test("The appliance that the bad ones are changes of is fine")
    func soundAppliance() async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("broken/sound.ova")
        expectSuccess(try await gantry.migrate(source, copyOnly))
        try await gantry.expectSameBytes(
            "\(gantry.target)/small/small-disk0.raw", "\(Fixtures.folder)/broken/sound.raw")
    }

    @Test("The content of a file that an entity names is not shown anywhere")
    func externalEntityIsNotRead() async throws {
        let gantry = try Gantry()
        let outcome = try await gantry.migrate(try await Fixtures.path("broken/external-entity.ova"), copyOnly)
        try #require(textOfFile("/etc/passwd").contains("root:x:0:0"))
        #expect(!outcome.output.contains("root:x:0:0"))
        #expect(!outcome.errorOutput.contains("root:x:0:0"))
    }

    @Test("A source that does not exist is named")
    func absentSource() async throws {
        let gantry = try Gantry()
        let outcome = try await gantry.migrate("\(gantry.scratch.path)/absent.ova", copyOnly)
        expectRefusal(outcome, exitCode: 3)
        #expect(outcome.errorOutput.contains("absent.ova"))
    }

    @Test(
        "A command line that makes no sense ends with code 2",
        arguments: [["migrate"], ["migrate", "x.ova", "--no-such-option"], ["no-such-command"]])
    func usage(arguments: [String]) async throws {
        let outcome = try await Gantry().run(arguments)
        expectRefusal(outcome, exitCode: 2)
    }

    @Test("Every exit code is explained", arguments: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 130])
    func explained(code: Int) async throws {
        let outcome = try await Gantry().run(["explain", "\(code)"])
        expectSuccess(outcome)
        #expect(outcome.output.count > 20)
    }
}
