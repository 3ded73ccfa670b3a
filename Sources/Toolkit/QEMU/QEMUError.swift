public import Failures

/// What can go wrong with a machine in QEMU.
public enum QEMUError: NamedError, Equatable {
    /// A socket can't be named: the kernel's limit is 107 bytes.
    case socketPathTooLong(path: String)
    /// Nothing answers at a socket.
    case noAnswer(socket: String, seconds: Double)
    /// QEMU ended before it could be talked to.
    case endedAtStart(machine: String, message: String)
    /// QEMU closed the connection.
    case disconnected(socket: String)
    /// QEMU refused a command.
    case refused(command: String, message: String)
    /// A command took too long.
    case commandOverdue(command: String, seconds: Double)
    /// The firmware's files aren't installed.
    case firmwareMissing(file: String)
    /// The picture of the display can't be read.
    case badPicture(reason: String)

    /// What, why and what to do.
    public var failure: Failure {
        switch self {
        case .socketPathTooLong(let path):
            Failure(
                "qemu.socket-path", .component, what: "QEMU's socket can't be made at \(path).",
                why: "The path of a socket can't be longer than 107 bytes.",
                remedy: "Set XDG_RUNTIME_DIR to a folder with a shorter path.")
        case .noAnswer(let socket, let seconds):
            Failure(
                "qemu.no-answer", .component, what: "QEMU does not answer.",
                why: "Nothing answered at \(socket) for \(Int(seconds)) s.",
                remedy: "Look whether the machine is overloaded or QEMU hangs, and try again.")
        case .endedAtStart(let machine, let message):
            Failure(
                "qemu.ended-at-start", .component, what: "QEMU could not start the machine '\(machine)'.",
                why: message.isEmpty ? "It ended without a message." : message,
                remedy: "Mend what QEMU says and try again.")
        case .disconnected(let socket):
            Failure(
                "qemu.disconnected", .component, what: "The connection to QEMU was lost.",
                why: "QEMU closed \(socket), so it probably ended.", remedy: "Look at its log and try again.")
        case .refused(let command, let message):
            Failure(
                "qemu.refused", .component, what: "QEMU refused the command '\(command)'.", why: message,
                remedy: "Check that the machine is in a state where this is possible.")
        case .commandOverdue(let command, let seconds):
            Failure(
                "qemu.command-overdue", .component, what: "QEMU did not answer the command '\(command)'.",
                why: "It was waited for \(Int(seconds)) s.", remedy: "Look at the machine's load and try again.")
        case .firmwareMissing(let file):
            Failure(
                "qemu.firmware-missing", .component, what: "The firmware for EFI machines is not installed.",
                why: "There is no \(file).", remedy: "Install the Debian package 'ovmf'.")
        case .badPicture(let reason):
            Failure(
                "qemu.bad-picture", .component, what: "QEMU's picture of the display can't be read.", why: reason,
                remedy: "Try again; if it stays, report it with the version of QEMU.")
        }
    }
}
