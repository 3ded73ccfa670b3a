internal import Failures

extension TransferError {
    var sourceFailure: Failure {
        switch self {
        case .sourceChanged(let journal, let target):
            Failure(
                "transfer.source.changed", .integrity,
                what: "The interrupted copy to \(target) can't go on.",
                why: "The source isn't the one that the journal \(journal) was begun for, or it was changed since.",
                remedy: "Bring the old source back, or remove \(target) and \(journal) to begin anew.")
        case .journalDamaged(let journal, let target):
            Failure(
                "transfer.journal.damaged", .integrity, what: "The interrupted copy to \(target) can't go on.",
                why: "The beginning of its journal \(journal) is damaged or of another version.",
                remedy: "Remove \(target) and \(journal) to begin anew.")
        case .sourceChangedMeanwhile(let path, let what):
            Failure(
                "transfer.source.changing", .integrity, what: "\(path) changed while it was being copied.",
                why: "Its \(what) isn't what it was at the beginning.",
                remedy: "Stop what writes to it (a running virtual machine?) and copy again.")
        case .sourceLonger(let name, let sizeBytes):
            Failure(
                "transfer.source.longer", .source, what: "\(name) holds more than its disk has room for.",
                why: "The disk has \(sizeBytes) bytes and the data goes on after them.",
                remedy: "Correct the capacity in the descriptor, or export the machine again.")
        case .sourceShorter(let name, let sizeBytes, let foundBytes):
            Failure(
                "transfer.source.shorter", .source, what: "\(name) ends before its disk does.",
                why: "The disk has \(sizeBytes) bytes and the data has \(foundBytes).",
                remedy: "Copy or export it again; it looks truncated.")
        case .imageUnusable(let path, let message):
            Failure(
                "transfer.image.unusable", .source, what: "QEMU can't open the image \(path).",
                why: "qemu-nbd said: \(message)", remedy: "Look at it with \"qemu-img info\" and \"qemu-img check\".")
        default: systemFailure
        }
    }

    private var systemFailure: Failure {
        guard case .sourceUnreadable(let error) = self else { return targetFailure }
        return Failure(
            "transfer.source.unreadable", .source, what: "\(error.subject) can't be read.",
            why: "\(error.call) said: \(error.reason).",
            remedy: "Check that the file exists, that you may read it, and that its disk works.")
    }

    var targetFailure: Failure {
        switch self {
        case .targetExists(let path):
            Failure(
                "transfer.target.exists", .target, what: "\(path) exists already.",
                why: "No journal says that it is an unfinished copy of this disk.",
                remedy: "Choose another target, or remove it.")
        case .copyRunning(let journal):
            Failure(
                "transfer.running", .target, what: "Another process is writing this target right now.",
                why: "It holds the journal \(journal).", remedy: "Wait for it to end, or stop it first.")
        case .targetFull(let path):
            Failure(
                "transfer.target.full", .target, what: "There is no space left for \(path).",
                why: "The file system, or a quota on it, is full.",
                remedy: "Make room and run the same command again: it goes on where it stopped.")
        case .targetUnwritable(let error):
            Failure(
                "transfer.target.unwritable", .target, what: "\(error.subject) can't be written.",
                why: "\(error.call) said: \(error.reason).",
                remedy: "Check that the folder exists, that you may write there, and that the disk works.")
        case .imageNotMade(let path, let message):
            Failure(
                "transfer.target.image", .target, what: "QEMU can't make the image \(path).",
                why: "qemu-img said: \(message)",
                remedy: "Check that the folder exists, that you may write there, and that the disk works.")
        case .impossibleSize(let sizeBytes):
            Failure(
                "transfer.target.size", .target, what: "A disk of \(sizeBytes) bytes can't be made.",
                why: "Sizes are positive and at most 2^56 bytes; qcow2 wants multiples of 512.",
                remedy: "Correct the capacity in the descriptor.")
        default: otherFailure
        }
    }

    var otherFailure: Failure {
        switch self {
        case .programMissing(let name):
            Failure(
                "transfer.program.missing", .component, what: "\(name) is needed and isn't installed.",
                why: "It was looked for in PATH.", remedy: "Install it: apt-get install qemu-utils")
        case .verificationFailed(let path, let ranges):
            Failure(
                "transfer.verification.failed", .verification,
                what: "\(path) doesn't hold what was written to it.",
                why: "Bytes differ at \(Self.list(ranges)).",
                remedy: "Don't use this copy. Check the storage (dmesg, smartctl), then copy again to another place.")
        case .incomplete(let path):
            Failure(
                "transfer.incomplete", .internal, what: "Parts of \(path) were not copied.",
                why: "The copy ended without an error and without them: a defect.",
                remedy: "Please report it, with the source's format and the command.")
        default: Failure("transfer.failed", .internal, what: "The copy failed.", why: "", remedy: "")
        }
    }

    /// The first ranges as text, such as `0-65535, 131072-196607 and 3 more ranges`.
    private static func list(_ ranges: [Range<Int64>]) -> String {
        let shown = ranges.prefix(5).map { "\($0.lowerBound)-\($0.upperBound - 1)" }.joined(separator: ", ")
        return ranges.count > 5 ? "\(shown) and \(ranges.count - 5) more ranges" : shown
    }
}
