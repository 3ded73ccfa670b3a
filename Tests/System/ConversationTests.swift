import FoundationEssentials
import Glibc
import Testing

/// How the command talks: to a terminal, to a pipe, to a program.
@Suite("Conversation", .serialized, .oneAtATime)
struct ConversationTests {
    @Test("The first output comes within 100 ms")
    func firstOutput() async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("formats/disk.raw")
        var bestSeconds = Double.infinity
        // The best of five: the machine may be busy with something else.
        for _ in 0..<5 {
            let program = try gantry.start(["migrate", source, "--to", gantry.target, "--force"] + copyOnly)
            bestSeconds = min(bestSeconds, try await program.waitForOutput("", withinSeconds: 20))
            _ = try await program.finish(withinSeconds: 60)
        }
        // A debug build is slower to load.
        #expect(bestSeconds < (Gantry.isDebugBuild ? 0.3 : 0.1))
    }

    @Test("A pipe gets plain lines")
    func pipe() async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("formats/disk.raw")
        let outcome = try await gantry.migrate(source, copyOnly)
        expectSuccess(outcome)
        let said = outcome.output + outcome.errorOutput
        #expect(said.split(separator: "\n").count >= 2)
        #expect(!said.contains("\r") && !said.contains("\u{1B}"), "control characters in:\n\(said)")
        #expect(said.hasSuffix("\n"))
    }

    @Test("A terminal gets a bar that moves in place")
    func terminal() async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("random/random.raw")
        let words = [Gantry.binary, "migrate", source, "--to", gantry.target] + InterruptionTests.slowly
        let command = words.map { "'\($0)'" }.joined(separator: " ")
        let outcome = try await RunningProgram(
            "script", ["-qefc", command, "/dev/null"], environment: ["TERM": "xterm"], logs: gantry.scratch
        ).finish(withinSeconds: 60)
        expectSuccess(outcome)
        #expect(outcome.output.contains("\u{1B}[") || outcome.output.contains("%\r"))
        let shares = outcome.output.matches(of: /(\d{1,3})\s?%/).compactMap { Int($0.1) }
        #expect(shares.count > 3 && shares.allSatisfy { $0 <= 100 })
    }

    @Test("A reader that goes away does not hang the command")
    func closedPipe() async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("random/random.raw")
        let script = #""$@" | head -c 1 > /dev/null"#
        let words = [Gantry.binary, "migrate", source, "--to", gantry.target] + InterruptionTests.slowly
        _ = try await RunningProgram("sh", ["-c", script, "sh"] + words, logs: gantry.scratch).finish(withinSeconds: 30)
    }

    @Test("With -o json every line is an event, and the last one says that it is done")
    func jsonEvents() async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("formats/disk.raw")
        let outcome = try await gantry.migrate(source, copyOnly + ["-o", "json"])
        expectSuccess(outcome)
        let events = try outcome.events()
        #expect(events.count >= 3)
        #expect(events.last?.event == "completed")
    }

    @Test("With -o json a failure is the last event, with its name and exit code")
    func jsonFailure() async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("broken/wrong-digest.ova")
        let outcome = try await gantry.migrate(source, copyOnly + ["-o", "json"])
        #expect(outcome.exitCode == 4)
        let last = try #require(try outcome.events().last)
        #expect(last.event == "failed")
        #expect(last.exitCode == 4)
        #expect(last.id == outcome.errorID)
    }

    @Test("A dry run shows the manifest and writes nothing", arguments: ["yaml", "json", "text"])
    func dryRun(format: String) async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("uefi-ova/uefi.ova")
        let before = names(in: gantry.scratch.path)
        let sourceBefore = try await gantry.fingerprint(source)
        let outcome = try await gantry.migrate(source, ["--dry-run", "-o", format])
        expectSuccess(outcome)
        #expect(outcome.output.contains("VirtualMachine") || format == "text")
        #expect(outcome.output.contains("uefi"))
        #expect(!exists(gantry.target))
        // Only what this test itself keeps of the outputs may be new.
        let new = Set(names(in: gantry.scratch.path)).subtracting(before)
        #expect(new.allSatisfy { $0.hasPrefix("std") }, "\(new)")
        #expect(try await gantry.fingerprint(source) == sourceBefore)
    }
}
