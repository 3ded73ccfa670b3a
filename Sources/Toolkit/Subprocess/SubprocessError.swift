public import Failures

/// Why a program could not be run, or did not do its work.
public enum SubprocessError: NamedError, Equatable {
    /// No such program.
    case notFound(program: String)
    /// The system refused to start it.
    case notStarted(program: String, reason: String)
    /// It ran longer than it may.
    case deadlineExceeded(program: String, seconds: Double)
    /// It ended with an error; the text is the end of what it wrote on standard error.
    case failed(program: String, status: ExitStatus, message: String)

    /// The error as a failure.
    public var failure: Failure {
        switch self {
        case .notFound(let program):
            Failure(
                "component.missing", .component, what: "The program '\(program)' is not installed.",
                why: "It was not found in PATH.", remedy: "Install the Debian package that has it ('make deps' does).")
        case .notStarted(let program, let reason):
            Failure(
                "component.not-started", .component, what: "The program '\(program)' could not be started.",
                why: "\(reason).", remedy: "Check its permissions and the machine's limits.")
        case .deadlineExceeded(let program, let seconds):
            Failure(
                "component.deadline", .component, what: "The program '\(program)' did not end in time.",
                why: "It was stopped after \(Int(seconds)) s.", remedy: "Look at the machine's load and try again.")
        case .failed(let program, let status, let message):
            Failure(
                "component.failed", .component, what: "The program '\(program)' failed (\(status)).",
                why: message.isEmpty ? "It gave no reason." : message, remedy: "Mend what it says and try again.")
        }
    }
}
