public import Failures

/// Why a guest could not be converted.
public enum ConversionError: NamedError, Equatable {
    /// A program is not installed.
    case missing(program: String, package: String)
    /// A static address that can't be set.
    case badStaticAddress(mac: String, reason: String)
    /// A root device that isn't the name of a device.
    case badRootDevice(String)
    /// A path that virt-v2v can't be told.
    case unsuitablePath(String)
    /// A file of the request that can't be read.
    case unreadable(path: String, use: String, reason: String)
    /// Something that virt-v2v or its helpers are known to stumble over.
    case known(KnownProblem, message: String)
    /// Several operating systems, and none was chosen.
    case severalSystems(roots: [String])
    /// virt-v2v ended in a way that isn't known.
    case failed(program: String, how: String, message: String, logPath: String)
    /// virt-v2v did not end in time.
    case deadlineExceeded(seconds: Double)
    /// A helper of virt-v2v still has the overlays open.
    case stillOpen(processes: [Int32])
    /// The work folder can't be used.
    case workFolder(path: String, reason: String, isFull: Bool)
    /// The conversion is complete, but its result did not get onto the disks yet.
    case commitFailed(disk: String, reason: String, isFull: Bool)
    /// The record of a commit that was begun can't be read.
    case damagedRecord(path: String, reason: String)

    /// The error as a failure.
    public var failure: Failure {
        switch self {
        case .missing, .badStaticAddress, .badRootDevice, .unsuitablePath, .unreadable: failureOfRequest
        case .known, .severalSystems, .failed, .deadlineExceeded: failureOfGuest
        case .workFolder, .commitFailed: failureOfWriting
        case .stillOpen, .damagedRecord: failureOfHost
        }
    }

    private var failureOfRequest: Failure {
        switch self {
        case .missing(let program, let package):
            Failure(
                "component.missing", .component, what: "The program '\(program)' is not installed.",
                why: "It was not found in PATH, and converting a guest needs it.",
                remedy: "Install the package '\(package)' (apt-get install \(package)), or use --no-convert "
                    + "for a guest that needs no conversion.")
        case .badStaticAddress(let mac, let reason):
            Failure(
                "conversion.address.invalid", .usage, what: "The static address for \(mac) can't be set.",
                why: reason, remedy: "Correct the address.")
        case .badRootDevice(let name):
            Failure(
                "conversion.root.invalid", .usage, what: "'\(name)' is not the name of a root device.",
                why: "A device is named as inspection names it, such as /dev/sda2 or /dev/volumegroup/root.",
                remedy: "Correct the name, or leave the choice out and see the list in the error.")
        case .unsuitablePath(let path):
            Failure(
                "conversion.path.unsuitable", .usage, what: "The path '\(path)' can't be given to virt-v2v.",
                why: "It isn't absolute, or it has control characters, for which XML has no form.",
                remedy: "Use another folder.")
        case .unreadable(let path, let use, let reason):
            Failure(
                "conversion.file.unreadable", .usage, what: "The \(use) '\(path)' can't be read.", why: reason,
                remedy: "Check the path and its permissions.")
        default: failureOfHost
        }
    }

    private var failureOfGuest: Failure {
        switch self {
        case .known(let problem, let message):
            Failure(
                problem.id, problem.category, what: problem.what, why: problem.why + " virt-v2v said: \(message)",
                remedy: problem.remedy)
        case .severalSystems(let roots):
            Failure(
                "conversion.guest.several", .conversion, what: "The disks hold several operating systems.",
                why: roots.isEmpty
                    ? "virt-v2v converts one and was not told which."
                    : "Their root file systems are \(roots.joined(separator: ", ")), and virt-v2v converts one.",
                remedy: "Choose one with --root DEVICE, or take the first with --root first.")
        case .failed(let program, let how, let message, let logPath):
            Failure(
                "conversion.failed", .conversion, what: "The guest could not be converted.",
                why: "\(program) ended with \(how). " + (message.isEmpty ? "It gave no reason." : message),
                remedy: "The reason may stand near the end of \(logPath). The copied disks are unchanged.")
        case .deadlineExceeded(let seconds):
            Failure(
                "conversion.deadline", .conversion, what: "The conversion did not end in time.",
                why: "virt-v2v was stopped after \(Int(seconds)) s.",
                remedy: "Look at the machine's load, or allow more time. The copied disks are unchanged.")
        default: failureOfHost
        }
    }

    private var failureOfWriting: Failure {
        switch self {
        case .workFolder(let path, let reason, true):
            Failure(
                "conversion.target.full", .target, what: "The conversion can't write to '\(path)'.", why: reason,
                remedy: "Free space there and run the command again. The copied disks are unchanged.")
        case .workFolder(let path, let reason, false):
            Failure(
                "conversion.target.unwritable", .target, what: "The conversion can't write to '\(path)'.", why: reason,
                remedy: "Mend the folder and run the command again. The copied disks are unchanged.")
        case .commitFailed(let disk, let reason, true):
            Failure(
                "conversion.commit.full", .target, what: "The converted guest could not be written to '\(disk)'.",
                why: reason,
                remedy: "Free space there and run the same command again: it goes on with the commit. "
                    + "Until then the disk is not usable.")
        case .commitFailed(let disk, let reason, false):
            Failure(
                "conversion.commit.failed", .target, what: "The converted guest could not be written to '\(disk)'.",
                why: reason,
                remedy: "Mend what it says and run the same command again: it goes on with the commit. "
                    + "Until then the disk is not usable.")
        default: failureOfHost
        }
    }

    private var failureOfHost: Failure {
        switch self {
        case .stillOpen(let processes):
            Failure(
                "conversion.image.busy", .component, what: "The converted disks are still open.",
                why:
                    "Helpers of virt-v2v did not end: processes \(processes.map(String.init).joined(separator: ", ")).",
                remedy: "End them and run the command again. The copied disks are unchanged.")
        case .damagedRecord(let path, let reason):
            Failure(
                "conversion.record.damaged", .integrity, what: "The record '\(path)' can't be used.", why: reason,
                remedy: "The disks may be half converted: remove the target and migrate the machine again.")
        default:
            Failure(
                "conversion.internal", .internal, what: "The conversion failed for an unknown reason.",
                why: "This error has no description.", remedy: "Report this as a defect.")
        }
    }
}
