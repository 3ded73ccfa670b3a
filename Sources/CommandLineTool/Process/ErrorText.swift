internal import Failures

/// A failure as people see it on standard error.
func errorText(_ failure: Failure, colored: Bool) -> String {
    let label = colored ? "\u{1B}[1;31merror:\u{1B}[0m" : "error:"
    return """
        \(label) \(continued(failure.what))
          why: \(continued(failure.why))
          do:  \(continued(failure.remedy))
          [\(failure.id)], exit code \(failure.category.exitCode); gantry explain \(failure.id)

        """
}

/// Any error as a failure: those with a name say it themselves, the rest is told as what it is.
func failure(of error: any Error) -> Failure {
    switch error {
    case let named as any NamedError: named.failure
    case is CancellationError: .interrupted
    case let system as SystemError:
        Failure(
            "internal.system-call", .internal, what: "A call to the system failed.", why: "\(system.description).",
            remedy: "Mend what it says and run the same command again; report it if that does not help.")
    default:
        Failure(
            "internal.unexpected", .internal, what: "Something unexpected happened.", why: String(describing: error),
            remedy: "This is a defect of the program; please report it with the command that you gave.")
    }
}

extension Failure {
    /// What a command ends with that was stopped from outside.
    static let interrupted = Failure(
        "interrupted", .interrupted, what: "The command was interrupted.",
        why: "It was asked to stop, by Ctrl-C or by a signal.",
        remedy: "Run the same command again.")

    /// What a migration or a transfer ends with that was stopped from outside.
    static let interruptedCopying = {
        var failure = interrupted
        failure.remedy = "Run the same command again: it goes on where it stopped."
        return failure
    }()
}

/// Text from outside made harmless for a terminal; further lines are set in.
private func continued(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: true).map { printable(String($0)) }
        .joined(separator: "\n       ")
}

/// The text without characters that move the cursor, change colours, or turn the direction of writing.
///
/// Names come from files that anyone can make: shown as they are, they could rewrite the screen.
func printable(_ text: String) -> String {
    let isHarmless = text.unicodeScalars.allSatisfy(isPrintable)
    guard !isHarmless else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(isPrintable(scalar) ? scalar : "\u{FFFD}") }
    return String(result)
}

private func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // C0, DEL and C1 controls; directional marks, embeddings and isolates (Unicode Standard Annex 9).
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: false
    default: true
    }
}
