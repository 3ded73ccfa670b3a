internal import Concerns
internal import Conversion
internal import Failures
internal import Files
internal import Inventory
internal import Mapping
internal import QEMU
internal import Resources
internal import Transfer

/// One machine on its way: what was asked, what is known, and whom to tell.
struct MigrationRun: Sendable {
    /// What the user asked for.
    let request: MigrationRequest
    /// The machine as its source describes it.
    let machine: SourceMachine
    /// The machine in the target's terms, as far as the source tells; names don't change any more.
    let preview: MappedMachine
    /// What people should know of it.
    let concerns: [Concern]
    /// Where the work is done.
    let workspace: Workspace
    /// Told of everything that happens.
    let tell: @Sendable (MigrationEvent) -> Void
    /// What is done, and written down.
    var state: MigrationState
    /// How virtual machines run here, once it was tried; not written down, since a reboot may change it.
    var knownAcceleration: Acceleration?

    /// The result's name.
    var name: String { Files.name(of: workspace.finished) }

    /// The file of a disk while the work is done.
    func diskPath(_ claim: DiskClaim) -> String { "\(workspace.partial)/\(claim.fileName)" }

    /// Says that a phase begins.
    func begin(_ phase: MigrationPhase, _ detail: String) -> PhaseStart {
        tell(.phaseStarted(phase, detail: detail))
        return PhaseStart(phase: phase)
    }

    /// Says that a phase is done, and takes it down.
    mutating func complete(_ start: PhaseStart, _ detail: String) {
        let finished = start.finished(detail)
        state.record(finished)
        tell(.phaseCompleted(finished.phase, seconds: finished.seconds, detail: finished.detail))
    }
}

/// A phase that has begun.
struct PhaseStart: Sendable {
    let phase: MigrationPhase
    let startedAt = Timestamp.now()
    private let clock = ContinuousClock.now

    /// The phase as done, now.
    func finished(_ detail: String) -> MigrationState.FinishedPhase {
        .init(
            phase: phase, startedAt: startedAt.text, seconds: (ContinuousClock.now - clock) / .seconds(1),
            detail: detail)
    }
}

/// What the phases found out; written down with the state.
struct Findings: Codable, Sendable {
    /// What each disk's copy did, in the order of the disks.
    var copies: [CopyResult] = []
    /// What the conversion did.
    var conversion: ConversionResult?
    /// The digests of the disks as they are handed over, in their order: after conversion they are others.
    var deliveredDigests: [String] = []
    /// The machine in the target's terms, with all that is known.
    var mapped: MappedMachine?
    /// What the boot check saw.
    var bootCheck: BootCheckResult?
    /// Why there was no boot check though one was asked for.
    var bootCheckOmission: String?
}

/// A piece of the itinerary: one phase, or two that overlap.
///
/// Steps may be run again after a crash at any instruction: each looks at what is there, and goes on.
protocol MigrationStep: Sendable {
    /// The phases that it finishes.
    var phases: [MigrationPhase] { get }
    /// Whether an earlier run has done it for good.
    func isFinished(_ run: MigrationRun) -> Bool
    /// Does the work, announcing and completing its phases.
    func advance(_ run: inout MigrationRun) async throws
}

extension MigrationStep {
    /// Its phases are done.
    func isFinished(_ run: MigrationRun) -> Bool { phases.allSatisfy(run.state.isFinished) }
}
