internal import ByteStreams
internal import Concerns
internal import Conversion
internal import DiskFormats
internal import Failures
internal import Files
internal import Inventory
internal import Mapping
internal import Planning
internal import QEMU
internal import Resources
internal import Transfer
internal import Values

/// Puts together what a run knows into its report.
enum ReportAssembly {
    /// Writes report.json and report.html into the work folder.
    ///
    /// - Throws: `EngineError` when they can't be written.
    static func write(_ run: MigrationRun, failure: Failure?) throws {
        let report = report(of: run, failure: failure)
        let texts = [
            ("report.json", try report.json()),
            ("report.html", report.html(screenshotPNG: try picture(of: run))),
        ]
        for (name, text) in texts {
            let path = "\(run.workspace.partial)/\(name)"
            do throws(SystemError) { try Files.writeDurably(Array(text.utf8), to: path) } catch {
                throw EngineError.target(error, in: path)
            }
        }
    }

    /// The picture of the guest's display; nil where none was taken.
    private static func picture(of run: MigrationRun) throws -> [UInt8]? {
        guard let path = run.state.findings.bootCheck?.screenshotFile, Files.exists(path) else { return nil }
        return try Files.read(path)
    }

    private static func report(of run: MigrationRun, failure: Failure?) -> MigrationReport {
        let findings = run.state.findings
        let mapped = findings.mapped ?? run.preview
        let finished = Timestamp.now()
        var report = MigrationReport(
            tool: "gantry \(GantryVersion.text)", machine: run.name, result: failure == nil ? .completed : .failed,
            startedAt: run.state.startedAt, finishedAt: finished.text,
            seconds: run.state.phases.reduce(0) { $0 + $1.seconds }, source: source(run.machine))
        report.facts = ReportFacts.facts(of: run.machine, mapped.virtualMachine, guest: findings.conversion?.guest)
        report.fields = mapped.fields
        report.changes = mapped.changes.filter { $0.kind == .changed }.map(\.what)
        report.losses = mapped.losses.map { "\($0.subject): \($0.what)" }
        report.concerns = run.concerns.map(concern)
        report.phases = run.state.phases.map {
            .init(name: $0.phase.rawValue, startedAt: $0.startedAt, seconds: $0.seconds, detail: $0.detail)
        }
        report.disks = disks(run)
        report.conversion = conversion(run)
        report.bootCheck = bootCheck(run)
        report.failure = failure.map {
            .init(
                id: $0.id, category: $0.category.rawValue, exitCode: Int($0.category.exitCode), what: $0.what,
                why: $0.why, remedy: $0.remedy)
        }
        return report
    }

    private static func source(_ machine: SourceMachine) -> MigrationReport.Source {
        .init(
            kind: machine.origin.kind.rawValue, path: machine.origin.path, machine: machine.name,
            exporter: machine.origin.exporter == .unknown ? nil : machine.origin.exporter.rawValue)
    }

    private static func concern(_ concern: Concern) -> MigrationReport.Concern {
        let category: MigrationReport.Concern.Category =
            switch concern.category {
            case .critical: .critical
            case .warning: .warning
            case .information: .information
            }
        return MigrationReport.Concern(
            id: concern.id, category: category, what: concern.what, why: concern.why, remedy: concern.remedy)
    }

    private static func disks(_ run: MigrationRun) -> [MigrationReport.Disk] {
        let delivered = run.state.findings.deliveredDigests
        return zip(zip(run.machine.disks, run.preview.claims), run.state.findings.copies).enumerated().map { each in
            let (index, ((disk, claim), copy)) = each
            return .init(
                id: disk.id, name: claim.fileName,
                sourcePath: disk.content?.bytes.parts.map(\.name).joined(separator: ", ") ?? "(new, empty)",
                sourceFormat: disk.content?.format.rawValue ?? "none", format: run.request.diskFormat.rawValue,
                sizeBytes: copy.sizeBytes, bytesRead: copy.readBytes, bytesMoved: copy.movedBytes,
                bytesSkipped: copy.skippedBytes, bytesResumed: copy.resumedBytes,
                digest: digest(copy.digest), deliveredDigest: index < delivered.count ? digest(delivered[index]) : nil,
                verification: verification(copy.verification), seconds: copy.copyingSeconds)
        }
    }

    private static func digest(_ root: String) -> MigrationReport.Digest {
        .init(algorithm: "sha256", root: root, blockBytes: 65536)
    }

    private static func conversion(_ run: MigrationRun) -> MigrationReport.Conversion? {
        guard run.request.conversion != nil else {
            return .init(performed: false, reason: "It was not asked for (--no-convert).")
        }
        guard let result = run.state.findings.conversion else { return nil }
        return .init(
            performed: true, messages: result.messages.map { .init(level: $0.level.rawValue, text: $0.text) },
            guestFacts: ReportFacts.guestFacts(result), seconds: result.seconds)
    }

    private static func bootCheck(_ run: MigrationRun) -> MigrationReport.BootCheck? {
        guard run.request.bootCheck != .off else { return .init(state: .off) }
        if let omission = run.state.findings.bootCheckOmission {
            return .init(state: .inconclusive, reason: "\(omission).")
        }
        guard let result = run.state.findings.bootCheck else { return nil }
        let state: MigrationReport.BootCheck.State =
            switch result.state {
            case .passed: .passed
            case .inconclusive: .inconclusive
            case .failed: .failed
            }
        return .init(
            state: state, evidence: result.evidenceText, reason: result.reason, remedy: result.remedy,
            seconds: result.seconds, accelerator: result.acceleration.kind.rawValue,
            consoleLines: result.consoleLines.isEmpty ? result.displayLines : result.consoleLines,
            screenshot: result.screenshotFile.map { "boot-check/\(Files.name(of: $0))" })
    }

    private static func verification(_ outcome: VerificationOutcome) -> String? {
        switch outcome.kind {
        case .none: nil
        case .full: "full: \(byteText(outcome.readBackBytes)) read back, all equal"
        case .sample:
            "sample: \(byteText(outcome.readBackBytes)) read back, all equal (seed \(outcome.seed ?? 0))"
        }
    }
}
