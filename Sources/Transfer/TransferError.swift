public import Failures
internal import Files
internal import Glibc
internal import NBD

/// Why a disk can't be copied, or why its copy can't be trusted.
public enum TransferError: NamedError, Equatable {
    /// The journal beside the target belongs to another source, or to this one before it was changed.
    case sourceChanged(journal: String, target: String)
    /// The journal's beginning is damaged, or of another version of the format.
    case journalDamaged(journal: String, target: String)
    /// The source changed while it was being copied.
    case sourceChangedMeanwhile(path: String, what: String)
    /// The source's bytes go on after the end of the disk.
    case sourceLonger(name: String, sizeBytes: Int64)
    /// The source's bytes end before the disk does.
    case sourceShorter(name: String, sizeBytes: Int64, foundBytes: Int64)
    /// The source can't be read.
    case sourceUnreadable(SystemError)
    /// There is something at the target's place that no journal explains.
    case targetExists(path: String)
    /// Another process is writing the same target right now.
    case copyRunning(journal: String)
    /// The target's file system is full.
    case targetFull(path: String)
    /// The target can't be written.
    case targetUnwritable(SystemError)
    /// A disk of this size can't be made.
    case impossibleSize(sizeBytes: Int64)
    /// QEMU can't make the target's image.
    case imageNotMade(path: String, message: String)
    /// An image can't be opened by QEMU.
    case imageUnusable(path: String, message: String)
    /// A program of QEMU's isn't installed.
    case programMissing(String)
    /// What was read back isn't what was written.
    case verificationFailed(path: String, ranges: [Range<Int64>])
    /// Parts of the disk were never copied; a defect.
    case incomplete(path: String)

    /// What a person is told.
    public var failure: Failure {
        switch self {
        case .sourceChanged, .journalDamaged, .sourceChangedMeanwhile, .sourceLonger, .sourceShorter,
            .sourceUnreadable, .imageUnusable:
            sourceFailure
        case .targetExists, .copyRunning, .targetFull, .targetUnwritable, .impossibleSize, .imageNotMade: targetFailure
        case .programMissing, .verificationFailed, .incomplete: otherFailure
        }
    }

    /// Gives an error of the layers below the name that fits where it happened.
    static func naming(_ error: any Error, target: String, journal: String) -> any Error {
        switch error {
        case let error as SystemError:
            if error.isOutOfSpace { return TransferError.targetFull(path: target) }
            // No file's fault, but the machine's.
            if error.call == "pthread_create" { return error }
            // What `FileSource` says when a file has become shorter.
            if error.code == ESTALE, error.call == "pread" {
                return TransferError.sourceChangedMeanwhile(path: error.subject, what: "size")
            }
            let writing = ["pwrite", "fdatasync", "ftruncate", "fallocate", "link", "unlink"]
            return belongs(error.subject, target, journal) || writing.contains(error.call)
                ? TransferError.targetUnwritable(error) : TransferError.sourceUnreadable(error)
        case let error as NBDError where error.isOutOfSpace: return TransferError.targetFull(path: target)
        default: return error
        }
    }

    /// Whether a path is the target's, that of something made beside it, or a folder that was to keep their names.
    private static func belongs(_ path: String, _ target: String, _ journal: String) -> Bool {
        [target, journal, target + ".creating", target + ".spool"].contains(path)
            || [target, journal].map(Files.parent(of:)).contains(path)
    }
}
