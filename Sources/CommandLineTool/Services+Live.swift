internal import Failures

extension Services {
    /// The services of this program.
    static let live = Services(
        migrate: { _, _ in throw NotBuiltIn(name: "migrate") },
        transfer: { _, _ in throw NotBuiltIn(name: "transfer") },
        machines: { _ in throw NotBuiltIn(name: "vm") },
        concernTopics: { [] })
}

/// A command whose work isn't connected.
struct NotBuiltIn: NamedError {
    let name: String

    var failure: Failure {
        Failure(
            "internal.not-built-in", .internal, what: "This build of gantry can't do '\(name)'.",
            why: "The command is understood, and what does its work is not connected.",
            remedy: "Use a complete build.")
    }
}
