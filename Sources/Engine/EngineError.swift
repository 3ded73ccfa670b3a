public import Failures

/// Why a migration can't start or go on, where no room below has a closer word for it.
public enum EngineError: NamedError, Equatable {
    /// The result's folder is there already.
    case targetExists(path: String)
    /// Something else has the name of the result's folder.
    case targetIsNotAMigration(path: String)
    /// The target folder can't be created or written.
    case targetUnwritable(path: String, reason: String)
    /// The target's file system has less room than is needed.
    case targetTooSmall(path: String, neededBytes: Int64, freeBytes: Int64)
    /// The target's file system got full.
    case targetFull(path: String)
    /// The machine of the result that is to be replaced runs on this host.
    case targetInUse(path: String, name: String)
    /// The source lies in the folder that the result goes to or replaces.
    case targetHoldsSource(path: String, source: String)
    /// The work folder's name is taken by something that no migration made.
    case workFolderForeign(path: String, reason: String)
    /// Another run works on the same result.
    case targetBusy(path: String)
    /// An unfinished migration is there that was asked for differently, or of a source that has changed since.
    case unfinishedDiffers(path: String, difference: String)
    /// What an earlier run wrote down can't be understood.
    case stateUnreadable(path: String, reason: String)
    /// The source is no file that can be migrated.
    case sourceMissing(path: String, reason: String)
    /// Somebody writes to the source: its machine runs, most likely.
    case sourceInUse(path: String)
    /// A file that an option names can't be read.
    case optionFileUnreadable(option: String, path: String, reason: String)
    /// The source's kind isn't known.
    case sourceUnrecognised(path: String)
    /// Several machines, and no word on which.
    case machineAmbiguous(names: [String])
    /// No machine of that name.
    case machineUnknown(name: String, names: [String])
    /// Options that don't go together.
    case optionConflict(what: String, remedy: String)
    /// Critical concerns stand in the way.
    case blocked(machine: String, concerns: [String])
    /// A disk of which nobody says how large it is.
    case diskSizeUnknown(disk: String)
    /// The boot check did not end as the policy asks.
    case bootCheckNotPassed(state: String, reason: String, remedy: String, folder: String)
    /// The user or the system asked to stop.
    case interrupted(resumable: String)
    /// A system call failed for a reason that none of the above covers.
    case system(what: String, reason: String)

    /// The error as a failure.
    public var failure: Failure {
        switch self {
        case .targetUnwritable, .targetTooSmall, .targetFull, .targetBusy, .unfinishedDiffers, .stateUnreadable:
            targetFailure
        case .targetExists, .targetIsNotAMigration, .targetInUse, .targetHoldsSource, .workFolderForeign:
            takenTargetFailure
        case .sourceMissing, .sourceInUse, .sourceUnrecognised, .machineAmbiguous, .machineUnknown, .diskSizeUnknown,
            .optionFileUnreadable:
            sourceFailure
        case .optionConflict, .blocked, .bootCheckNotPassed, .interrupted, .system:
            runFailure
        }
    }
}
