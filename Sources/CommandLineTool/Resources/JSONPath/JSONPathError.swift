internal import Failures

/// A path or template that can't be understood.
struct JSONPathError: NamedError, Equatable {
    /// The text.
    var text: String
    /// The character, from 1.
    var column: Int
    /// What is wrong there, as a sentence without its full stop.
    var problem: String

    var failure: Failure {
        Failure(
            "usage.json-path", .usage, what: "The JSON path '\(text)' can't be understood.",
            why: "At character \(column): \(problem).",
            remedy: "Write it as kubectl has it, such as '{.items[*].metadata.name}'.")
    }
}
