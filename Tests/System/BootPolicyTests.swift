import Testing

/// What the boot check's outcome does to the result, with a disk that starts nothing: no conversion, seconds each.
@Suite("Boot policies", .serialized, .oneAtATime)
struct BootPolicyTests {
    /// A raw disk without boot code, which the firmware gives up on at once.
    private func blankDisk(_ gantry: Gantry) async throws -> String {
        let path = "\(gantry.scratch.path)/blank.raw"
        expectSuccess(try await gantry.tool("truncate", ["-s", "16M", path]))
        return path
    }

    @Test("A best-effort check that fails hands the result over, and ends with code 8", .timeLimit(.minutes(3)))
    func bestEffort() async throws {
        let gantry = try Gantry()
        let outcome = try await gantry.migrate(
            try await blankDisk(gantry), ["--no-convert", "--boot-timeout", "60"], withinSeconds: 120)
        expectRefusal(outcome, exitCode: 8, ids: ["boot-check.failed"])
        #expect(names(in: gantry.target) == ["blank"])
        #expect(try gantry.report(of: "blank").bootCheck?.state == "failed")
    }

    @Test(
        "A required check that fails hands nothing over, and the next run takes its own options",
        .timeLimit(.minutes(3)))
    func requiredThenOtherOptions() async throws {
        let gantry = try Gantry()
        let disk = try await blankDisk(gantry)
        let first = try await gantry.migrate(
            disk, ["--no-convert", "--boot-check", "required", "--boot-timeout", "60"], withinSeconds: 120)
        expectRefusal(first, exitCode: 8, ids: ["boot-check.failed"])
        #expect(names(in: gantry.target).allSatisfy { $0.hasPrefix(".") })

        expectSuccess(
            try await gantry.migrate(
                disk,
                ["--no-convert", "--boot-check", "off", "--firmware", "efi", "--namespace", "prod"],
                withinSeconds: 60))
        let manifest = try await gantry.manifest(of: "blank")
        #expect(manifest.firmware == "efi")
        let text = try await gantry.tool("cat", ["\(gantry.target)/blank/virtualmachine.yaml"])
        #expect(text.output.contains("namespace: prod"))
        #expect(!exists("\(gantry.target)/blank/boot-check"))
    }

    @Test(
        "With --all a machine that does not boot doesn't keep the others from being migrated",
        .timeLimit(.minutes(4)))
    func allMachines() async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path("collection-ova/collection.ova")
        let outcome = try await gantry.migrate(
            source, ["--all", "--no-convert", "--boot-timeout", "30"], withinSeconds: 200)
        #expect(names(in: gantry.target).count == 2, "it said: \(outcome.output)")
        #expect(!names(in: gantry.target).contains { $0.hasPrefix(".") })

        // The same command again finds what is there, and has nothing left to do.
        expectSuccess(
            try await gantry.migrate(source, ["--all", "--no-convert", "--boot-timeout", "30"], withinSeconds: 60))
    }
}
