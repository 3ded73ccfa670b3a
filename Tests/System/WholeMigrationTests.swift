import FoundationEssentials
import Glibc
import Testing

/// Real guests: copied, converted by virt-v2v, and booted.
///
/// One at a time: each fills a core.
@Suite("Whole migrations", .serialized, .convertsGuest)
struct WholeMigrationTests {
    @Test("A BIOS appliance becomes a booted VM with manifest and report", .timeLimit(.minutes(6)))
    func biosAppliance() async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("tiny-ova/tiny.ova")
        let before = try await gantry.fingerprint(source)
        expectSuccess(try await gantry.migrate(source, ["--boot-check", "required"], withinSeconds: 300))

        #expect(names(in: gantry.target) == ["tiny"])
        let result = "\(gantry.target)/tiny"
        for file in ["tiny-disk0.raw", "virtualmachine.yaml", "report.json", "report.html"] {
            #expect(exists("\(result)/\(file)"), "\(file) is missing among \(names(in: result))")
        }
        let check = try #require(try gantry.report(of: "tiny").bootCheck)
        #expect(check.state == "passed")
        #expect(check.console.contains("tiny login:"))
        let manifest = try await gantry.manifest(of: "tiny")
        #expect(manifest.kinds.contains("VirtualMachine"))
        #expect(manifest.firmware == "bios")
        #expect(manifest.disks == 1)
        #expect(manifest.claims == 1)
        #expect(manifest.macs.map { $0.lowercased() } == ["00:50:56:01:02:03"])
        #expect(try await gantry.fingerprint(source) == before)
    }

    @Test(
        "The report is one file that needs no network, with a picture of the guest's display", .timeLimit(.minutes(6)))
    func selfContainedReport() async throws {
        let page = textOfFile("\(try await MigratedGuest.tiny.value.target)/tiny/report.html")
        #expect(page.contains("data:image/png;base64,"))
        #expect(page.contains("login:"))
        for link in [#"src="http"#, #"href="http"#, "url(http", "@import", "<script src"] {
            #expect(!page.contains(link), "the page asks for something by \(link)")
        }
    }

    @Test("A migrated VM starts, is listed, shows its console, and stops", .timeLimit(.minutes(8)))
    func localVirtualMachine() async throws {
        let gantry = try await MigratedGuest.tiny.value
        expectSuccess(try await gantry.run(["vm", "start", gantry.target]))
        let running = try await gantry.run(["vm", "list", gantry.target])
        expectSuccess(running)
        #expect(running.output.contains("tiny"))
        #expect(running.output.lowercased().contains("running"))

        let keyboard = try Keyboard(in: gantry.scratch)
        // script(1) gives it a terminal, as it has one when a person looks.
        let console = try RunningProgram(
            "script", ["-qefc", "'\(Gantry.binary)' vm console '\(gantry.target)'", "/dev/null"],
            environment: ["TERM": "xterm"], input: keyboard.path, logs: gantry.scratch)
        // The prompt may have passed before we looked: getty gives another one for a line.
        for _ in 0..<60 where !console.written().contains("login:") {
            keyboard.type("\n")
            try await Task.sleep(for: .seconds(1))
        }
        #expect(console.written().contains("login:"), "the console showed:\n\(console.written())")
        // Ctrl-] leaves it, and the machine runs on.
        keyboard.type("\u{1D}")
        expectSuccess(try await console.finish(withinSeconds: 100))
        #expect(try await gantry.run(["vm", "list", gantry.target]).output.lowercased().contains("running"))

        // This guest has nobody who listens to the power button: asking is not enough, and says so.
        let asked = try await gantry.run(["vm", "stop", gantry.target, "--grace", "2"], withinSeconds: 60)
        expectRefusal(asked, exitCode: 6, ids: ["vm.still-running"])
        expectSuccess(
            try await gantry.run(["vm", "stop", gantry.target, "--grace", "2", "--force"], withinSeconds: 60))
        let stopped = try await gantry.run(["vm", "list", gantry.target])
        #expect(stopped.output.contains("tiny"))
        #expect(!stopped.output.lowercased().contains("running"))
    }

    @Test(
        "A UEFI appliance with two disks boots with both, and keeps the second one's content", .timeLimit(.minutes(8)))
    func uefiAppliance() async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("uefi-ova/uefi.ova")
        expectSuccess(try await gantry.migrate(source, ["--boot-check", "required"], withinSeconds: 420))
        #expect(try gantry.report(of: "uefi").bootCheck?.state == "passed")
        // The guest prints this when it has mounted the second disk.
        let console = try #require(try gantry.report(of: "uefi").bootCheck).console
        #expect(console.contains("data disk: the quick brown fox"))
        let known = try await gantry.tool(
            "/usr/sbin/debugfs", ["-R", "cat /known.txt", "\(gantry.target)/uefi/uefi-disk1.raw"])
        #expect(known.output == "the quick brown fox\n")
        let manifest = try await gantry.manifest(of: "uefi")
        #expect(manifest.firmware == "efi")
        #expect(manifest.disks == 2)
    }

    @Test("A libvirt domain with a raw and a qcow2 disk boots", .timeLimit(.minutes(8)))
    func libvirtDomain() async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("libvirt/tiny.xml")
        let before = try await gantry.fingerprint("\(Fixtures.folder)/libvirt")
        expectSuccess(try await gantry.migrate(source, ["--boot-check", "required"], withinSeconds: 420))
        #expect(try gantry.report(of: "tiny-libvirt").bootCheck?.state == "passed")
        let manifest = try await gantry.manifest(of: "tiny-libvirt")
        #expect(manifest.disks == 2)
        #expect(manifest.macs == ["52:54:00:01:02:03"])
        #expect(try await gantry.fingerprint("\(Fixtures.folder)/libvirt") == before)
    }

    @Test(
        "A guest whose command line names a disk that is gone fails its boot check, with the reason",
        .timeLimit(.minutes(10)))
    func unbootableGuest() async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("unbootable-ova/unbootable.ova")
        let outcome = try await gantry.migrate(
            source, ["--boot-check", "required", "--boot-timeout", "60"], withinSeconds: 480)
        expectRefusal(outcome, exitCode: 8, ids: ["boot-check.failed"])
        let folder = exists("\(gantry.target)/unbootable") ? "unbootable" : ".unbootable.partial"
        let check = try #require(try gantry.report(of: folder).bootCheck)
        #expect(check.state == "failed")
        #expect(check.reason?.isEmpty == false)
        #expect(check.console.contains("/dev/sda1 does not exist"))
    }

    @Test("A disk without an operating system can't be converted, and says so", .timeLimit(.minutes(6)))
    func unknownOperatingSystem() async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("unknown-os-ova/unknown-os.ova")
        let before = try await gantry.fingerprint(source)
        let outcome = try await gantry.migrate(source, withinSeconds: 240)
        expectRefusal(outcome, exitCode: 7, ids: ["conversion."])
        #expect(!exists("\(gantry.target)/unknown-os"))
        #expect(try await gantry.fingerprint(source) == before)
    }

    @Test(
        "Killed in the conversion, the same command ends in a VM that boots", .timeLimit(.minutes(12)),
        arguments: [6.0, 15.0])
    func killedInConversion(afterSeconds: Double) async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("tiny-ova/tiny.ova")
        let arguments = ["migrate", source, "--to", gantry.target, "--boot-check", "required"]
        let first = try gantry.start(arguments)
        try await Task.sleep(for: .seconds(afterSeconds))
        first.send(SIGKILL)
        let killed = try await first.finish(withinSeconds: 60)
        try #require(killed.exitCode == -SIGKILL, "it was over before: \(killed.output)")
        #expect(!exists("\(gantry.target)/tiny"))

        expectSuccess(try await gantry.run(arguments, withinSeconds: 300))
        // Helpers of virt-v2v's own may outlive the kill; what they serve is an overlay, and the next run ends them.
        let left = try await processesLeft(mark: first.mark, withinSeconds: 10)
        #expect(left.isEmpty, "processes outlive a killed gantry and the run after it: \(left)")
        #expect(try gantry.report(of: "tiny").bootCheck?.state == "passed")
        #expect(names(in: gantry.target) == ["tiny"])
    }

    @Test(
        "A complete Debian is converted and boots",
        .enabled(if: Machine.isFullRun, "only in make test-full: it takes minutes"), .timeLimit(.minutes(20)))
    func completeDebian() async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("debian/debian.raw")
        expectSuccess(try await gantry.migrate(source, ["--boot-check", "required"], withinSeconds: 1100))
        #expect(try gantry.report(of: "debian").bootCheck?.state == "passed")
    }
}

/// A converted guest that several tests look at; made once.
enum MigratedGuest {
    static let tiny = Task {
        let gantry = try Gantry()
        let source = try await Fixtures.path("tiny-ova/tiny.ova")
        let outcome = try await gantry.migrate(source, withinSeconds: 300)
        guard outcome.exitCode == 0 else { throw HarnessError("the migration failed:\n\(outcome.errorOutput)") }
        return gantry
    }
}
