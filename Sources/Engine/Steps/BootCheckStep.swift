internal import Conversion
internal import LocalTarget
internal import Mapping
internal import QEMU
internal import Resources
internal import Subprocess

/// Boots the very machine that the manifest describes, on throw-away overlays, and looks whether it comes up.
struct BootCheckStep: MigrationStep {
    let phases = [MigrationPhase.bootCheck]

    func advance(_ run: inout MigrationRun) async throws {
        let start = run.begin(.bootCheck, "in QEMU, without a network")
        guard let program = ["qemu-system-x86_64", "qemu-img"].first(where: { findExecutable($0) == nil }) else {
            let result = try await check(&run)
            run.state.findings.bootCheck = result
            run.complete(start, "\(result.state.rawValue): \(result.evidenceText)")
            return try await judge(result, &run)
        }
        let omission = "\(program) is not installed, so the machine was not started"
        run.state.findings.bootCheckOmission = omission
        run.tell(.message(level: .warning, text: "\(omission)."))
        run.complete(start, "left out: \(omission)")
    }

    private func check(_ run: inout MigrationRun) async throws -> BootCheckResult {
        guard let mapped = run.state.findings.mapped else {
            throw EngineError.system(
                what: "The boot check has no machine to start.", reason: "The manifest's phase left none behind")
        }
        let acceleration = try await run.acceleration()
        let files = Dictionary(
            mapped.claims.map { ($0.claimName, run.diskPath($0)) }, uniquingKeysWith: { first, _ in first })
        let machine = try qemuMachine(from: mapped.virtualMachine, files: files)
        var policy = BootCheckPolicy.usual(for: acceleration)
        policy.deadlineSeconds = run.request.bootTimeoutSeconds
        let tell = run.tell
        return try await checkBoot(
            machine, policy: policy, acceleration: acceleration, workFolder: "\(run.workspace.partial)/boot-check"
        ) { progress in
            let fraction = min(1, progress.seconds / max(1, progress.deadlineSeconds))
            tell(.progress(phase: .bootCheck, disks: [], fraction: fraction))
        }
    }

    /// A required check that did not pass keeps the result from being handed over.
    private func judge(_ result: BootCheckResult, _ run: inout MigrationRun) async throws {
        guard run.request.bootCheck == .required, result.state != .passed else { return }
        let error = result.error(folder: run.workspace.partial)
        try ReportAssembly.write(run, failure: error.failure)
        // The next run tries again: perhaps with more time, or after the guest was mended.
        run.state.phases.removeAll { $0.phase == .bootCheck }
        try await run.save()
        throw error
    }
}

extension BootCheckResult {
    /// The error that a check which did not pass ends with.
    func error(folder: String) -> EngineError {
        .bootCheckNotPassed(
            state: state.rawValue, reason: reason ?? "\(evidenceText).",
            remedy: remedy ?? "Look at the console's last lines and the picture of the display.", folder: folder)
    }
}
