internal import Concerns
internal import Conversion
internal import Failures
internal import Files
internal import Inventory
internal import Mapping
internal import Threads

/// What became of one machine.
public struct MigratedMachine: Sendable, Equatable {
    /// The machine's name at the target.
    public var name: String
    /// The folder of the result.
    public var folder: String
    /// What the boot check said: `passed`, `inconclusive`, `failed`; nil when there was none.
    public var bootCheck: String?
}

/// Migrates machines one after another; each either ends in a finished folder or leaves all that the next run needs.
public struct Migration: Sendable {
    private let request: MigrationRequest
    private let tell: @Sendable (MigrationEvent) -> Void

    /// Prepares a migration; `tell` is called from several threads, with every event in order per machine.
    public init(_ request: MigrationRequest, tell: @escaping @Sendable (MigrationEvent) -> Void) {
        var request = request
        request.sources = request.sources.map(Self.absolute)
        request.targetFolder = Self.absolute(request.targetFolder)
        self.request = request
        self.tell = tell
    }

    /// Runs it to its end.
    ///
    /// - Throws: a `NamedError` of whichever room failed; `EngineError.interrupted` when the task was cancelled.
    public func run() async throws -> [MigratedMachine] {
        let source = try await interruptible(request.targetFolder) { try await SourceOpening.open(request) }
        for warning in source.warnings { tell(.message(level: .warning, text: warning)) }
        var done: [MigratedMachine] = []
        for selected in try request.select(from: source.machines) {
            tell(.started(machine: selected.targetName, source: selected.machine.origin.path))
            done.append(try await migrate(selected))
        }
        return done
    }

    private func migrate(_ selected: SelectedMachine) async throws -> MigratedMachine {
        let workspace = try Workspace(
            targetFolder: request.targetFolder, name: selected.targetName, replacesExisting: request.replacesExisting)
        var run = try MigrationRun(request: request, selected: selected, workspace: workspace, tell: tell)
        do {
            return try await interruptible(workspace.partial) {
                for step in Itinerary.steps(for: request) where !step.phases.allSatisfy(run.state.isFinished) {
                    try await step.advance(&run)
                    try Task.checkCancellation()
                    // The last step has moved the folder, and the state's work is done.
                    if step.phases != [.finish] { try run.save() }
                }
                return try outcome(of: run)
            }
        } catch {
            try workspace.removeIfUnused()
            guard let refusal = error as? SystemError else { throw error }
            throw EngineError.target(refusal, in: workspace.partial)
        }
    }

    private func outcome(of run: MigrationRun) throws -> MigratedMachine {
        let check = run.state.findings.bootCheck
        let machine = MigratedMachine(
            name: run.name, folder: run.workspace.finished, bootCheck: check?.state.rawValue)
        tell(
            .completed(
                machine: machine.name, folder: machine.folder, report: "\(machine.folder)/report.html",
                bootCheck: machine.bootCheck))
        if let check, check.state == .failed { throw check.error(folder: machine.folder) }
        return machine
    }

    /// Names what a cancelled task ends with.
    private func interruptible<Result>(_ folder: String, _ work: () async throws -> Result) async throws -> Result {
        do {
            return try await work()
        } catch is CancellationError {
            throw EngineError.interrupted(resumable: folder)
        }
    }

    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(Files.currentFolder())/\(path)"
    }
}

/// The order of a migration's steps.
enum Itinerary {
    /// The steps that a request asks for.
    static func steps(for request: MigrationRequest) -> [any MigrationStep] {
        var steps: [any MigrationStep] = [InitializeStep(), AllocationStep(), TransferStep(request: request)]
        if let options = request.conversion { steps.append(ConversionStep(options: options)) }
        steps.append(ManifestStep())
        if request.bootCheck != .off { steps.append(BootCheckStep()) }
        return steps + [FinishStep()]
    }
}
