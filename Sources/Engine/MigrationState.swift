internal import Failures
internal import Files
internal import Inventory
internal import Values

/// What a run writes down, so that the next one can go on: which phases are done, and what they found.
///
/// It is replaced in one step after each phase. The copy of a disk has a journal of its own beside it, which tells
/// what of an unfinished phase is done.
struct MigrationState: Codable {
    /// The version of this format; another one is not gone on with.
    var formatVersion = 1
    /// What settles the outcome; a run that was asked for otherwise can't go on with this one's work.
    var identity: MigrationIdentity
    /// When the first run began (RFC 3339).
    var startedAt: String
    /// How many runs it took so far.
    var runs = 0
    /// The finished phases, in order.
    var phases: [FinishedPhase] = []
    /// What was found out by them.
    var findings = Findings()

    /// A phase that is done.
    struct FinishedPhase: Codable, Equatable {
        /// Which.
        var phase: MigrationPhase
        /// When it began (RFC 3339), in the run that finished it.
        var startedAt: String
        /// How long it took in that run.
        var seconds: Double
        /// What it did, in words.
        var detail: String
    }

    /// Whether a phase is done.
    func isFinished(_ phase: MigrationPhase) -> Bool { phases.contains { $0.phase == phase } }

    /// Takes a finished phase down; a later run's word replaces an earlier one's.
    mutating func record(_ finished: FinishedPhase) {
        phases.removeAll { $0.phase == finished.phase }
        phases.append(finished)
    }
}

/// What settles the outcome of a migration: the source as it is, and the choices that change its bytes.
struct MigrationIdentity: Codable, Equatable {
    /// The machine as it was read.
    var machine: SourceMachine
    /// The files that its bytes are in.
    var files: [FileIdentity]
    /// The format of the result.
    var diskFormat: TargetDiskFormat
    /// The conversion in words; "none" where there is none.
    var conversion: String

    init(machine: SourceMachine, files: [FileIdentity], diskFormat: TargetDiskFormat, conversion: String) {
        self.machine = machine
        self.files = files
        self.diskFormat = diskFormat
        self.conversion = conversion
    }

    /// Why work done for another identity can't be gone on with; nil when they are the same.
    func difference(from other: MigrationIdentity) -> String? {
        if files != other.files { return "The source has changed since it was begun" }
        if machine != other.machine { return "It was begun for another machine, or the source reads differently now" }
        if diskFormat != other.diskFormat { return "It was begun with --format \(other.diskFormat.rawValue)" }
        if conversion != other.conversion { return "It was begun with other options of the conversion" }
        return nil
    }
}

extension MigrationState {
    /// Reads what an earlier run wrote down; nil when there is nothing.
    static func load(from path: String) throws(EngineError) -> MigrationState? {
        guard Files.exists(path) else { return nil }
        do {
            let value = try JSONValue.parse(Files.read(path))
            let state = try ValueDecoder().decode(MigrationState.self, from: value)
            guard state.formatVersion == 1 else {
                throw EngineError.stateUnreadable(path: path, reason: "It has format \(state.formatVersion), not 1")
            }
            return state
        } catch let error as EngineError {
            throw error
        } catch {
            throw .stateUnreadable(path: path, reason: "\(error)")
        }
    }

    /// Writes everything down, in one step.
    func save(to path: String) throws(EngineError) {
        do {
            try Files.writeDurably(Array(ValueEncoder().encode(self).jsonText(pretty: true).utf8), to: path)
        } catch let error as SystemError {
            throw .target(error, in: path)
        } catch {
            throw .system(what: "The state of the migration can't be encoded.", reason: "\(error)")
        }
    }
}
