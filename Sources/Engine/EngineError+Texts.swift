internal import Failures
internal import Planning

extension EngineError {
    /// Failures of a place that something else has.
    var takenTargetFailure: Failure {
        switch self {
        case .targetExists(let path):
            Failure(
                "target.exists", .target, what: "\(path) exists already.",
                why: "It holds the result of an earlier migration, which is never overwritten unasked.",
                remedy: "Choose another folder or name (--to, --name), or replace it with --force.")
        case .targetIsNotAMigration(let path):
            Failure(
                "target.foreign", .target, what: "\(path) exists and is not the result of a migration.",
                why: "It has no report.json, so --force will not remove it either.",
                remedy: "Move it away, or choose another folder or name (--to, --name).")
        case .targetInUse(let path, let name):
            Failure(
                "target.in-use", .target, what: "\(path) can't be replaced now.",
                why: "Its machine runs on this host, and would go on with disks that are gone.",
                remedy: "Stop it first: gantry vm stop \(path) (\(name)).")
        case .targetHoldsSource(let path, let source):
            Failure(
                "target.holds-source", .target, what: "\(path) can't be the target.",
                why: "The source \(source) lies in it, and would be removed with it.",
                remedy: "Choose another folder or name (--to, --name).")
        case .workFolderForeign(let path, let reason):
            Failure(
                "target.work-folder", .target, what: "\(path) can't be used as the work folder.", why: "\(reason).",
                remedy: "Move it away, or choose another folder or name (--to, --name).")
        default: runFailure
        }
    }

    /// Failures of the place that the result goes to.
    var targetFailure: Failure {
        switch self {
        case .targetUnwritable(let path, let reason):
            Failure(
                "target.unwritable", .target, what: "\(path) can't be written.", why: "\(reason).",
                remedy: "Choose a folder that you may write to, or mend its permissions.")
        case .targetTooSmall(let path, let needed, let free):
            Failure(
                "target.space", .target, what: "There is too little room in \(path).",
                why: "About \(byteText(needed)) are needed and \(byteText(free)) are free.",
                remedy: "Free some space or choose another file system with --to.")
        case .targetFull(let path):
            Failure(
                "target.full", .target, what: "The file system of \(path) is full.",
                why: "A write was refused for lack of space.",
                remedy: "Free some space and run the same command again: it goes on where it stopped.")
        case .targetBusy(let path):
            Failure(
                "target.busy", .target, what: "Another run is working on \(path).",
                why: "It holds the lock of the unfinished migration.",
                remedy: "Wait for it, or end it; then run the command again.")
        case .unfinishedDiffers(let path, let difference):
            Failure(
                "target.unfinished-differs", .target,
                what: "An unfinished migration in \(path) can't be gone on with.", why: "\(difference).",
                remedy: "Run the command as it was before, or start anew with --force.")
        case .stateUnreadable(let path, let reason):
            Failure(
                "target.state-unreadable", .target,
                what: "The notes of an unfinished migration in \(path) can't be read.", why: "\(reason).",
                remedy: "Start anew with --force.")
        default: runFailure
        }
    }

    /// Failures of what is to be migrated.
    var sourceFailure: Failure {
        switch self {
        case .sourceMissing(let path, let reason):
            Failure(
                "source.missing", .source, what: "The source \(path) can't be opened.", why: "\(reason).",
                remedy: "Check the path and your permission to read it.")
        case .sourceInUse(let path):
            Failure(
                "source.in-use", .source, what: "The disk \(path) is being written to.",
                why: "A program has it open for writing: its virtual machine runs, most likely.",
                remedy: "Shut the machine down, and run the command again.")
        case .optionFileUnreadable(let option, let path, let reason):
            Failure(
                "usage.file-unreadable", .usage, what: "The file of \(option) can't be read: \(path).",
                why: "\(reason).", remedy: "Check the path and your permission to read it.")
        case .sourceUnrecognised(let path):
            Failure(
                "source.unrecognised", .source, what: "\(path) is not a source that can be read.",
                why: "By its name it is neither an OVA, an OVF or its folder, a libvirt domain, nor a disk image.",
                remedy: "Name an .ova, .ovf, .xml, .raw, .img, .qcow2, .vmdk, .vhd, .vhdx or .vdi file, "
                    + "or give --input-format for a disk.")
        case .machineAmbiguous(let names):
            Failure(
                "source.machine-ambiguous", .usage, what: "The appliance holds \(names.count) virtual machines.",
                why: "They are: \(names.joined(separator: ", ")).", remedy: "Name one with --vm NAME, or take --all.")
        case .machineUnknown(let name, let names):
            Failure(
                "source.machine-unknown", .usage, what: "There is no virtual machine '\(name)' in the source.",
                why: "It holds: \(names.joined(separator: ", ")).", remedy: "Name one of these with --vm.")
        case .diskSizeUnknown(let disk):
            Failure(
                "source.disk-size-unknown", .source, what: "Nobody says how large disk '\(disk)' is.",
                why: "Neither the image nor the descriptor states its size.",
                remedy: "Unpack the image so that its size can be seen, and migrate that.")
        default: runFailure
        }
    }

    /// Failures of the run itself.
    var runFailure: Failure {
        switch self {
        case .optionConflict(let what, let remedy):
            Failure(
                "usage.conflict", .usage, what: what, why: "The options contradict each other or the source.",
                remedy: remedy)
        case .blocked(let machine, let concerns):
            Failure(
                "migration.blocked", .blocked, what: "'\(machine)' can't be migrated as it is.",
                why: concerns.joined(separator: " "), remedy: "Mend this at the source, and run the command again.")
        case .bootCheckNotPassed(let state, let reason, let remedy, let folder):
            Failure(
                "boot-check.\(state)", .bootCheck, what: "The migrated VM's boot check: \(state).", why: reason,
                remedy: "\(remedy) The disks and the report are in \(folder).")
        case .interrupted(let path):
            Failure(
                "migration.interrupted", .interrupted, what: "The migration was interrupted.",
                why: "It was asked to stop; what it had copied is kept in \(path).",
                remedy: "Run the same command again: it goes on where it stopped.")
        case .system(let what, let reason):
            Failure(
                "system.call", .internal, what: what, why: "\(reason).",
                remedy: "Look at the system's logs; try again.")
        default:
            Failure("migration.error", .internal, what: "The migration failed.", why: "\(self)", remedy: "Try again.")
        }
    }
}
