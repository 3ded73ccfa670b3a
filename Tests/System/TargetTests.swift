import FoundationEssentials
import Glibc
import Testing

/// What is wrong with the place that a VM goes to, or with the machine.
@Suite("Targets", .serialized, .oneAtATime)
struct TargetTests {
    @Test("A target that exists is left alone, and replaced with --force")
    func existingTarget() async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("formats/disk.raw")
        expectSuccess(try await gantry.migrate(source, copyOnly))
        let before = try await gantry.fingerprint("\(gantry.target)/disk")
        expectRefusal(try await gantry.migrate(source, copyOnly), exitCode: 5, ids: ["target.exists"])
        #expect(try await gantry.fingerprint("\(gantry.target)/disk") == before)

        expectSuccess(try await gantry.migrate(source, copyOnly + ["--force", "--format", "qcow2"]))
        #expect(names(in: "\(gantry.target)/disk").contains("disk-disk0.qcow2"))
        #expect(!names(in: "\(gantry.target)/disk").contains("disk-disk0.raw"))
        #expect(names(in: gantry.target) == ["disk"])
    }

    @Test("What --force is to replace stays when the new migration fails")
    func forcedFailure() async throws {
        let gantry = try Gantry()
        expectSuccess(try await gantry.migrate(try await Fixtures.path("broken/sound.ova"), copyOnly))
        let before = try await gantry.fingerprint("\(gantry.target)/small")
        let bad = try await Fixtures.path("broken/wrong-digest.ova")
        expectRefusal(try await gantry.migrate(bad, copyOnly + ["--force"]), exitCode: 4, ids: ["appliance.manifest"])
        #expect(try await gantry.fingerprint("\(gantry.target)/small") == before)
    }

    @Test("A work folder that is a link, or holds other things, is not touched")
    func foreignWorkFolder() async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("random/random.raw")
        let victim = "\(gantry.scratch.path)/victim"
        expectSuccess(try await gantry.tool("mkdir", ["-p", victim, gantry.target]))
        expectSuccess(try await gantry.tool("touch", ["\(victim)/thesis"]))
        let work = "\(gantry.target)/.random.partial"
        expectSuccess(try await gantry.tool("ln", ["-s", victim, work]))
        expectRefusal(try await gantry.migrate(source, copyOnly), exitCode: 5, ids: ["target.work-folder"])
        #expect(names(in: victim) == ["thesis"])

        expectSuccess(try await gantry.tool("rm", [work]))
        expectSuccess(try await gantry.tool("mv", [victim, work]))
        expectRefusal(try await gantry.migrate(source, copyOnly), exitCode: 5, ids: ["target.work-folder"])
        #expect(names(in: work) == ["thesis"])
    }

    @Test("A source that lies in the result is not removed with it")
    func sourceInTarget() async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("random/random.raw")
        expectSuccess(try await gantry.migrate(source, copyOnly))
        let disk = "\(gantry.target)/random/random-disk0.raw"
        let outcome = try await gantry.migrate(disk, copyOnly + ["--name", "random", "--force"])
        expectRefusal(outcome, exitCode: 5, ids: ["target.holds-source"])
        #expect(exists(disk))
    }

    @Test("A disk that QEMU has open for writing is not copied")
    func sourceInUse() async throws {
        let gantry = try Gantry()
        let disk = "\(gantry.scratch.path)/used.raw"
        expectSuccess(try await gantry.tool("truncate", ["-s", "1M", disk]))
        let server = try RunningProgram(
            "qemu-nbd", ["-f", "raw", "-k", "\(gantry.scratch.path)/s", "-t", disk], logs: gantry.scratch)
        for _ in 0..<50 where !exists("\(gantry.scratch.path)/s") { try await Task.sleep(for: .milliseconds(100)) }
        let outcome = try await gantry.migrate(disk, copyOnly)
        server.send(SIGTERM)
        _ = try await server.finish(withinSeconds: 20)
        expectRefusal(outcome, exitCode: 3, ids: ["source.in-use"])
    }

    @Test("A target below a file can't be written")
    func targetBelowFile() async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("formats/disk.raw")
        let file = "\(gantry.scratch.path)/file"
        #expect(FileManager.default.createFile(atPath: file, contents: Data("kept".utf8)))
        let outcome = try await gantry.run(["migrate", source, "--to", "\(file)/out"] + copyOnly)
        expectRefusal(outcome, exitCode: 5, ids: ["target."])
        #expect(textOfFile(file) == "kept")
    }

    @Test("A read-only file system can't be written", .mountsFileSystem)
    func readOnlyTarget() async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("formats/disk.raw")
        let mount = try await SmallFileSystem(gantry, options: "ro,size=1M")
        defer { withExtendedLifetime(mount) {} }
        let outcome = try await gantry.run(["migrate", source, "--to", "\(mount.path)/out"] + copyOnly)
        expectRefusal(outcome, exitCode: 5, ids: ["target."])
    }

    @Test(
        "A disk that others fill up during the copy stops it; with room again the same command goes on to the end",
        .mountsFileSystem, .timeLimit(.minutes(3)), arguments: [0.5, 1.1, 1.7])
    func filledByOthers(afterSeconds: Double) async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("random/random.raw")
        let mount = try await SmallFileSystem(gantry, options: "size=320M")
        defer { withExtendedLifetime(mount) {} }
        let arguments = ["migrate", source, "--to", "\(mount.path)/out"] + InterruptionTests.slowly
        let first = try gantry.start(arguments)
        try await Task.sleep(for: .seconds(afterSeconds))
        _ = try await gantry.tool("dd", ["if=/dev/zero", "of=\(mount.path)/others", "bs=64k"])
        let stopped = try await first.finish(withinSeconds: 60)
        expectRefusal(stopped, exitCode: 5, ids: ["target.full", "transfer.target.full"])
        #expect(!exists("\(mount.path)/out/random"))

        try FileManager.default.removeItem(atPath: "\(mount.path)/others")
        expectSuccess(try await gantry.run(arguments))
        try await gantry.expectSameBytes("\(mount.path)/out/random/random-disk0.raw", source)
    }

    @Test(
        "A disk that is too small stops the copy by name; with more room the same command goes on to the end",
        .mountsFileSystem, .timeLimit(.minutes(5)), arguments: ["64k", "4M", "60M", "150M", "199M"])
    func fullDisk(size: String) async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("random/random.raw")
        let mount = try await SmallFileSystem(gantry, options: "size=\(size)")
        defer { withExtendedLifetime(mount) {} }
        let arguments = ["migrate", source, "--to", "\(mount.path)/out"] + copyOnly
        expectRefusal(try await gantry.run(arguments), exitCode: 5, ids: ["target.", "transfer.target."])
        #expect(!exists("\(mount.path)/out/random"))

        try await mount.resize(to: "600M")
        expectSuccess(try await gantry.run(arguments))
        try await gantry.expectSameBytes("\(mount.path)/out/random/random-disk0.raw", source)
    }

    @Test(
        "A disk that fills up in the conversion leaves nothing that looks finished",
        .mountsFileSystem, .convertsGuest, .timeLimit(.minutes(6)))
    func fullInConversion() async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("tiny-ova/tiny.ova")
        // The copied disk takes 27 MiB, so some of it is left for the overlay, but not enough.
        let mount = try await SmallFileSystem(gantry, options: "size=30M")
        defer { withExtendedLifetime(mount) {} }
        let outcome = try await gantry.run(["migrate", source, "--to", "\(mount.path)/out"], withinSeconds: 240)
        // The guest's tools may be the ones that see it, as a write error within the guest.
        #expect([5, 7].contains(outcome.exitCode), "it said:\n\(outcome.errorOutput)")
        #expect(outcome.errorID != nil)
        #expect(!exists("\(mount.path)/out/tiny"))
    }

    @Test("A missing virt-v2v is named before anything is copied")
    func missingComponent() async throws {
        var gantry = try Gantry()
        let source = try await Fixtures.path("tiny-ova/tiny.ova")
        let programs = "\(gantry.scratch.path)/bin"
        let script = #"mkdir "$1" && ln -s /usr/bin/* /usr/sbin/* "$1"/ 2>/dev/null; rm -f "$1"/virt-v2v*"#
        _ = try await gantry.tool("sh", ["-c", script, "sh", programs])
        gantry.environment["PATH"] = programs
        let outcome = try await gantry.migrate(source)
        expectRefusal(outcome, exitCode: 6, ids: ["component.missing", "transfer.program.missing"])
        #expect(outcome.errorOutput.contains("virt-v2v"))
        #expect(names(in: gantry.target).isEmpty)
    }
}

/// A file system in memory with little room, mounted for one test.
final class SmallFileSystem: Sendable {
    let path: String
    private let gantry: Gantry

    init(_ gantry: Gantry, options: String) async throws {
        self.gantry = gantry
        path = "\(gantry.scratch.path)/small"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        expectSuccess(try await gantry.tool("mount", ["-t", "tmpfs", "-o", options, "tmpfs", path]))
    }

    deinit { umount2(path, Int32(MNT_DETACH)) }

    /// Gives it another size, keeping what is there.
    func resize(to size: String) async throws {
        expectSuccess(try await gantry.tool("mount", ["-o", "remount,size=\(size)", path]))
    }
}
