internal import Concerns
internal import Conversion
internal import Failures
internal import Files
internal import Inventory
internal import Mapping
internal import Planning
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
    /// A machine whose best-effort boot check failed is there all the same; it is told as an error after the others.
    /// - Throws: a `NamedError` of whichever room failed; `EngineError.interrupted` when the task was cancelled.
    public func run() async throws -> [MigratedMachine] {
        let source = try await interruptible(request.targetFolder) { try await SourceOpening.open(request) }
        for warning in source.warnings { tell(.message(level: .warning, text: warning)) }
        var done: [MigratedMachine] = []
        var bootFailure: EngineError?
        let machines = try request.select(from: source.machines)
        try Preflight.checkNetworks(request, machines)
        for selected in machines {
            tell(.started(machine: selected.targetName, source: selected.machine.origin.path))
            if machines.count > 1, !request.replacesExisting, isThere(selected) {
                tell(.message(level: .info, text: "\(selected.targetName) is there already, from the same source."))
                continue
            }
            let state = try await migrate(selected)
            let (machine, failure) = tellResult(selected.targetName, state)
            done.append(machine)
            bootFailure = bootFailure ?? failure
        }
        if let bootFailure { throw bootFailure }
        return done
    }

    /// Whether an earlier run for several machines has finished this one: then the others are gone on with.
    private func isThere(_ selected: SelectedMachine) -> Bool {
        let path = "\(request.targetFolder)/\(selected.targetName)/report.json"
        guard let bytes = try? Files.read(path),
            let report = try? MigrationReport(json: String(decoding: bytes, as: UTF8.self))
        else { return false }
        return report.result == .completed && report.source.path == selected.machine.origin.path
            && report.source.machine == selected.machine.name
    }

    private func migrate(_ selected: SelectedMachine) async throws -> MigrationState {
        let folder = request.targetFolder
        let identity = try MigrationIdentity(machine: selected.machine, request: request)
        if let left = try Workspace.leftFinished(targetFolder: folder, name: selected.targetName),
            left.identity == identity
        {
            return left
        }
        try await Preflight.check(request, selected, identity)
        let workspace = try Workspace(
            targetFolder: folder, name: selected.targetName, replacesExisting: request.replacesExisting)
        do {
            return try await interruptible(workspace.partial) {
                var run = try MigrationRun(
                    request: request, selected: selected, identity: identity, workspace: workspace, tell: tell)
                try await finishSteps(of: &run)
                return run.state
            }
        } catch {
            // What was being done failed, and that is what is told: this here is only tidying.
            try? workspace.removeIfUnused()
            guard let refusal = error as? SystemError else { throw error }
            throw EngineError.target(refusal, in: workspace.partial)
        }
    }

    private func finishSteps(of run: inout MigrationRun) async throws {
        for step in Itinerary.steps(for: request) where !step.isFinished(run) {
            try await step.advance(&run)
            try Task.checkCancellation()
            // The last step has moved the folder, and the state's work is done.
            if step.phases != [.finish] { try await run.save() }
        }
    }

    private func tellResult(_ name: String, _ state: MigrationState) -> (MigratedMachine, EngineError?) {
        let check = state.findings.bootCheck
        let machine = MigratedMachine(
            name: name, folder: "\(request.targetFolder)/\(name)", bootCheck: check?.state.rawValue)
        tell(
            .completed(
                machine: machine.name, folder: machine.folder, report: "\(machine.folder)/report.html",
                bootCheck: machine.bootCheck))
        return (machine, check?.state == .failed ? check?.error(folder: machine.folder) : nil)
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
