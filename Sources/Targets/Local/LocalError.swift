public import Failures

/// What can go wrong with a machine on this host.
public enum LocalError: NamedError, Equatable {
    /// The folder that should have the machines is none, or can't be read.
    case folderMissing(path: String, reason: String)
    /// There is no machine of that name in the folder.
    case notFound(name: String, folder: String)
    /// The name can't be that of a machine's folder.
    case badName(String)
    /// The manifest asks for something that QEMU on this host is not set up for.
    case unsupported(field: String, value: String)
    /// The manifest says too little.
    case incomplete(field: String)
    /// A disk's file is not there.
    case diskMissing(file: String)
    /// The machine runs already.
    case alreadyRunning(name: String)
    /// The machine does not run.
    case notRunning(name: String)
    /// Another command starts this machine or has its console at this moment.
    case busy(name: String, purpose: String)
    /// It did not start.
    case notStarted(name: String, message: String)
    /// It did not power off in time.
    case stillRunning(name: String, seconds: Double)

    /// What, why and what to do.
    public var failure: Failure {
        switch self {
        case .folderMissing, .notFound, .badName, .unsupported, .incomplete, .diskMissing: manifestFailure
        case .alreadyRunning, .notRunning, .busy, .notStarted, .stillRunning: runningFailure
        }
    }

    private var manifestFailure: Failure {
        switch self {
        case .folderMissing(let path, let reason):
            Failure(
                "vm.folder.missing", .usage, what: "There is no folder \(path) to look for machines in.",
                why: "Opening it as one fails: \(reason).",
                remedy: "Give the folder that migrations went to (--to), or one machine's folder.")
        case .notFound(let name, let folder):
            Failure(
                "vm.not-found", .usage, what: "There is no machine '\(name)' in \(folder).",
                why: "A machine is a folder with a virtualmachine.yaml in it.",
                remedy: "Look with 'gantry vm list' which machines there are.")
        case .badName(let name):
            Failure(
                "vm.bad-name", .usage, what: "'\(name)' can't be the name of a machine.",
                why: "It is the name of a folder, so it has no slash and is not '.' or '..'.",
                remedy: "Look with 'gantry vm list' which machines there are.")
        case .unsupported(let field, let value):
            Failure(
                "vm.unsupported", .usage, what: "The machine can't be run on this host as its manifest describes it.",
                why: "\(field) is '\(value)', which is not supported here.", remedy: "Change it in the manifest.")
        case .incomplete(let field):
            Failure(
                "vm.incomplete", .usage, what: "The machine can't be run as its manifest describes it.",
                why: "\(field) is missing.", remedy: "Add it to the manifest.")
        case .diskMissing(let file):
            Failure(
                "vm.disk-missing", .target, what: "A disk of the machine is missing.", why: "There is no file \(file).",
                remedy: "Bring the file back, or migrate the machine again.")
        default: runningFailure
        }
    }

    private var runningFailure: Failure {
        switch self {
        case .alreadyRunning(let name):
            Failure(
                "vm.already-running", .usage, what: "The machine '\(name)' runs already.",
                why: "It was started before.",
                remedy: "Look at it with 'gantry vm console', or stop it with 'gantry vm stop'.")
        case .notRunning(let name):
            Failure(
                "vm.not-running", .usage, what: "The machine '\(name)' does not run.",
                why: "It was not started, or it powered itself off.", remedy: "Start it with 'gantry vm start'.")
        case .busy(let name, let purpose):
            Failure(
                "vm.busy", .usage, what: "The machine '\(name)' is in use by another command.", why: purpose,
                remedy: "Wait for the other command, or end it.")
        case .notStarted(let name, let message):
            Failure(
                "vm.not-started", .component, what: "The machine '\(name)' did not start.",
                why: message.isEmpty ? "QEMU ended without a message." : message,
                remedy: "Mend what QEMU says and try again.")
        case .stillRunning(let name, let seconds):
            Failure(
                "vm.still-running", .component, what: "The machine '\(name)' did not power off.",
                why: "It was asked to, and still runs after \(Int(seconds)) s.",
                remedy: "Stop it at its console, wait longer (--grace), or use --force, which may lose data.")
        default: manifestFailure
        }
    }
}
