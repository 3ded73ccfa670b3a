import FoundationEssentials
import Glibc
import Testing

/// A migration that is ended at any moment goes on where it was, and ends as if nothing had happened.
@Suite("Interruptions", .serialized, .oneAtATime)
struct InterruptionTests {
    /// Long enough to be killed in, short enough to be done twenty times.
    static let slowly = copyOnly + ["--limit-rate", "100M"]

    @Test(
        "Killed at 20 moments, the same command ends in the disk of an uninterrupted run",
        .timeLimit(.minutes(8)), arguments: [("random/random.raw", 20), ("random-ova/random.ova", 6)])
    func killed(fixture: String, times: Int) async throws {
        let seed = SeededGenerator.seedOfThisRun
        print("seed of the kills: \(seed) (GANTRY_TEST_SEED=\(seed) repeats them)")
        var generator = SeededGenerator(seed: seed)
        let source = try await Fixtures.path(fixture)
        let reference = try Gantry()
        defer { withExtendedLifetime(reference) {} }
        let uninterrupted = try await reference.migrate(source, Self.slowly)
        try #require(uninterrupted.exitCode == 0, "it said:\n\(uninterrupted.errorOutput)")
        let disk = "\(reference.target)/random/random-disk0.raw"
        try await reference.expectSameBytes(disk, try await Fixtures.path("random/random.raw"))

        var kills = 0
        // A moment may come too late, when the migration is over; then another one is drawn.
        for _ in 0..<3 * times where kills < times {
            let moment = Double.random(in: 0.01...uninterrupted.elapsedSeconds, using: &generator)
            if try await killAndResume(source, afterSeconds: moment, expecting: disk, seed: seed) { kills += 1 }
        }
        #expect(kills == times)
    }

    /// Kills a migration and runs it again; false when it was over before the moment came.
    private func killAndResume(
        _ source: String, afterSeconds moment: Double, expecting disk: String, seed: UInt64
    ) async throws -> Bool {
        let gantry = try Gantry()
        let arguments = ["migrate", source, "--to", gantry.target] + Self.slowly
        let first = try gantry.start(arguments)
        try await Task.sleep(for: .seconds(moment))
        first.send(SIGKILL)
        let killed = try await first.finish(withinSeconds: 30)
        guard killed.exitCode == -SIGKILL else { return false }
        let left = try await processesLeft(mark: first.mark, withinSeconds: 5)
        let when = Comment(rawValue: "killed after \(moment) s, seed \(seed)")
        #expect(left.isEmpty, "\(when): processes \(left) outlive it")

        // The last instant may lie between the rename and the exit: the VM is complete then, and stays.
        if !exists("\(gantry.target)/random") {
            let second = try await gantry.run(arguments)
            #expect(second.exitCode == 0, "\(when): \(second.errorOutput)")
        }
        #expect(names(in: gantry.target) == ["random"], when)
        let comparison = try await gantry.tool("cmp", ["\(gantry.target)/random/random-disk0.raw", disk])
        #expect(comparison.exitCode == 0, "\(when): \(comparison.output)\(comparison.errorOutput)")
        return true
    }

    @Test("After a kill at most 64 MiB are copied again", .timeLimit(.minutes(2)))
    func resumedCopyIsShort() async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("random/random.raw")
        let arguments = ["migrate", source, "--to", gantry.target, "--verify", "none"] + Self.slowly
        let first = try gantry.start(arguments)
        try await Task.sleep(for: .seconds(1.5))
        first.send(SIGKILL)
        let killed = try await first.finish(withinSeconds: 30)
        try #require(killed.exitCode == -SIGKILL)
        let written = try await gantry.tool(
            "find", [gantry.target, "-name", "*disk0*", "-size", "+1M", "-printf", "%b\\n"])
        let writtenBytes = Int64(written.output.split(separator: "\n").first ?? "").map { $0 * 512 } ?? 0
        try #require(writtenBytes > 70 << 20, "only \(writtenBytes) bytes were written by then")

        expectSuccess(try await gantry.run(arguments))
        let disk = try #require(try gantry.report(of: "random").disks.first)
        let copiedAgain = writtenBytes + disk.bytesMoved - 200 << 20
        #expect(copiedAgain <= 64 << 20, "\(writtenBytes) bytes were there, and \(disk.bytesMoved) were moved")
    }

    @Test(
        "Ctrl-C and SIGTERM end it with code 130 and a message, and the same command resumes",
        .timeLimit(.minutes(2)), arguments: [SIGINT, SIGTERM])
    func interrupted(bySignal signal: Int32) async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("random/random.raw")
        let arguments = ["migrate", source, "--to", gantry.target] + Self.slowly
        let first = try gantry.start(arguments)
        try await Task.sleep(for: .seconds(1))
        let sentAt = ContinuousClock.now
        first.send(signal)
        let interrupted = try await first.finish(withinSeconds: 20)
        #expect(seconds(ContinuousClock.now - sentAt) < 5)
        expectRefusal(interrupted, exitCode: 130, ids: ["migration.interrupted", "interrupted"])
        #expect(!exists("\(gantry.target)/random"))
        #expect(try await processesLeft(mark: first.mark, withinSeconds: 5).isEmpty)

        expectSuccess(try await gantry.run(arguments))
        try await gantry.expectSameBytes("\(gantry.target)/random/random-disk0.raw", source)
    }

    @Test("Two migrations to one place do not mix: the second is refused while the first runs", .timeLimit(.minutes(2)))
    func twoAtOnce() async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("random/random.raw")
        let arguments = ["migrate", source, "--to", gantry.target] + Self.slowly
        let first = try gantry.start(arguments)
        try await Task.sleep(for: .seconds(0.7))
        expectRefusal(try await gantry.run(arguments), exitCode: 5, ids: ["target.busy"])
        expectSuccess(try await first.finish(withinSeconds: 60))
        try await gantry.expectSameBytes("\(gantry.target)/random/random-disk0.raw", source)
    }

    @Test("A source that changed since the interruption is not mixed with its older self", .timeLimit(.minutes(2)))
    func changedSource() async throws {
        let gantry = try Gantry()
        let source = "\(gantry.scratch.path)/random.raw"
        let original = try await Fixtures.path("random/random.raw")
        _ = try await gantry.tool("cp", ["--sparse=always", original, source])
        let arguments = ["migrate", source, "--to", gantry.target] + Self.slowly
        let first = try gantry.start(arguments)
        try await Task.sleep(for: .seconds(1.2))
        first.send(SIGKILL)
        _ = try await first.finish(withinSeconds: 30)
        let change = #"printf changed | dd of="$1" bs=1 seek=3000000 conv=notrunc status=none"#
        expectSuccess(try await gantry.tool("sh", ["-c", change, "sh", source]))

        // Starting over and refusing are both right; a disk that is neither the old nor the new one is not.
        let second = try await gantry.run(arguments)
        guard second.exitCode == 0 else {
            #expect([4, 5].contains(second.exitCode), "it said:\n\(second.errorOutput)")
            #expect(!exists("\(gantry.target)/random"))
            return
        }
        try await gantry.expectSameBytes("\(gantry.target)/random/random-disk0.raw", source)
    }
}
