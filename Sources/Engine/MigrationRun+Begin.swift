internal import ByteStreams
internal import Concerns
internal import DiskFormats
internal import Failures
internal import Files
internal import Inventory
internal import Mapping
internal import QEMU
internal import Threads

extension MigrationRun {
    /// Begins a run, or goes on with an earlier one's work.
    ///
    /// - Throws: `EngineError.unfinishedDiffers` when that work was for something else, unless it may be replaced.
    init(
        request: MigrationRequest, selected: SelectedMachine, identity: MigrationIdentity, workspace: Workspace,
        tell: @escaping @Sendable (MigrationEvent) -> Void
    ) throws {
        var request = request
        request.mapping = request.mapping(for: selected)
        self.request = request
        machine = selected.machine
        preview = MachineMapper.map(selected.machine, options: request.mapping)
        concerns = ConcernCatalog.concerns(on: selected.machine, in: request.concernContext)
        self.workspace = workspace
        self.tell = tell
        state = try Self.state(of: workspace, identity: identity, replacesExisting: request.replacesExisting)
        state.runs += 1
        if state.runs > 1 {
            tell(.message(level: .info, text: "Going on with the migration that was begun at \(state.startedAt)."))
        }
        if request.bootCheck == .off || !state.isFinished(.bootCheck) {
            // Of an earlier run: one that was killed in its boot check, or that still wanted one.
            try Files.removeTree("\(workspace.partial)/boot-check")
            state.findings.bootCheck = nil
            state.phases.removeAll { $0.phase == .bootCheck }
        }
        try state.save(to: statePath)
    }

    private static func state(
        of workspace: Workspace, identity: MigrationIdentity, replacesExisting: Bool
    ) throws -> MigrationState {
        let fresh = MigrationState(identity: identity, startedAt: Timestamp.now().text)
        do {
            guard let earlier = try MigrationState.load(from: "\(workspace.notes)/state.json") else {
                try workspace.startAnew()
                return fresh
            }
            guard let difference = earlier.identity.difference(from: identity) else { return earlier }
            throw EngineError.unfinishedDiffers(path: workspace.partial, difference: difference)
        } catch let error as EngineError {
            guard replacesExisting, error.isMendedByStartingAnew else { throw error }
            try workspace.startAnew()
            return fresh
        }
    }

    /// Writes down what is done.
    func save() async throws {
        let (state, path) = (state, statePath)
        try await onOwnThread(named: "state") { try state.save(to: path) }
    }

    private var statePath: String { "\(workspace.notes)/state.json" }

    /// How virtual machines run here, tried once for a migration.
    mutating func acceleration() async throws -> Acceleration {
        if let knownAcceleration { return knownAcceleration }
        let found = try await AccelerationProbe().acceleration()
        knownAcceleration = found
        return found
    }
}

extension EngineError {
    /// Whether `--force` may throw the unfinished work away.
    fileprivate var isMendedByStartingAnew: Bool {
        switch self {
        case .unfinishedDiffers, .stateUnreadable: true
        default: false
        }
    }
}

extension MigrationIdentity {
    /// What settles this migration's outcome.
    init(machine: SourceMachine, request: MigrationRequest) throws(EngineError) {
        var files: [FileIdentity] = []
        for part in machine.disks.flatMap({ $0.content?.bytes.parts ?? [] })
        where !files.contains(where: { $0.path == part.path }) {
            do throws(SystemError) { files.append(try FileIdentity(path: part.path)) } catch {
                throw .sourceMissing(path: part.path, reason: error.reason)
            }
        }
        self.init(
            machine: machine, files: files, diskFormat: request.diskFormat,
            conversion: request.conversion.map { "\($0)" } ?? "none")
    }
}

extension MigrationRequest {
    /// What the rules are told beside the machine.
    var concernContext: ConcernContext {
        ConcernContext(convertsGuest: conversion != nil, mappedNetworks: Set(mapping.networks.keys))
    }
}
