public import Failures

/// A command line that can't be understood: data, from which the sentences are made in one place.
public struct UsageError: NamedError, Equatable {
    /// What can't be understood.
    public var reason: Reason
    /// The commands that were understood before it, from the program on.
    public var commandPath: [String]

    /// What can be wrong with a command line.
    public enum Reason: Sendable, Equatable {
        /// A command must follow.
        case missingCommand([String])
        /// No command has that name.
        case unknownCommand(String, similar: [String], all: [String])
        /// No option has that name.
        case unknownOption(String, similar: [String])
        /// An option's value is missing.
        case missingValue(String, valueName: String)
        /// A flag was given a value.
        case flagWithValue(String)
        /// An option that may be given once was given again.
        case repeatedOption(String)
        /// There are more words than the command takes.
        case unexpectedWord(String)
        /// What must be given isn't there.
        case missing([String])
        /// A word isn't a value of its parameter.
        case invalidValue(String, of: String, reason: String, allowed: [String])
        /// The command itself objects, in its own words.
        case unusable(what: String, why: String, remedy: String)
    }

    /// Makes an error.
    public init(_ reason: Reason, in commandPath: [String]) {
        self.reason = reason
        self.commandPath = commandPath
    }

    /// What, why and what to do.
    public var failure: Failure {
        let sentences = sentences
        return Failure(
            id, .usage, what: sentences.what, why: sentences.why, remedy: sentences.hint + "See '\(command) --help'.")
    }

    private var command: String { commandPath.joined(separator: " ") }

    private var id: String {
        switch reason {
        case .missingCommand: "usage.missing-command"
        case .unknownCommand: "usage.unknown-command"
        case .unknownOption: "usage.unknown-option"
        case .missingValue: "usage.missing-value"
        case .flagWithValue: "usage.flag-with-value"
        case .repeatedOption: "usage.repeated-option"
        case .unexpectedWord: "usage.unexpected-word"
        case .missing: "usage.missing-argument"
        case .invalidValue: "usage.invalid-value"
        case .unusable: "usage.unusable"
        }
    }

    private var sentences: (what: String, why: String, hint: String) {
        switch reason {
        case .missingCommand(let all):
            ("'\(command)' needs a command.", "It has several: \(list(all)).", "")
        case .unknownCommand(let word, let similar, let all):
            ("'\(command)' has no command '\(word)'.", "The commands are \(list(all)).", question(similar))
        case .unknownOption(let word, let similar):
            ("'\(command)' has no option '\(word)'.", "Its help lists the options it has.", question(similar))
        case .missingValue(let option, let valueName):
            (
                "The option '\(option)' has no value.", "A value must follow it: '\(option) \(valueName)'.",
                "Write '\(option)=\(valueName)' if the value starts with two dashes. "
            )
        case .flagWithValue(let flag):
            (
                "The option '\(flag)' takes no value.", "It is a switch: it is given or it is not.",
                "Leave the value out. "
            )
        case .repeatedOption(let option):
            ("The option '\(option)' is given twice.", "It can have only one value.", "Leave one out. ")
        case .unexpectedWord(let word):
            ("The word '\(word)' is one too many.", "'\(command)' takes no further words.", "")
        case .missing(let names):
            ("'\(command)' needs \(list(names)).", "Without that it can't know what to do.", "")
        case .invalidValue(let value, let name, let reason, let allowed):
            ("'\(value)' can't be used for \(name).", "It \(reason).", choices(value, allowed))
        case .unusable(let what, let why, let remedy):
            (what, why, remedy + " ")
        }
    }

    private func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }

    private func question(_ similar: [String]) -> String {
        similar.isEmpty ? "" : "Did you mean \(similar.map { "'\($0)'" }.joined(separator: " or "))? "
    }

    private func choices(_ value: String, _ allowed: [String]) -> String {
        allowed.isEmpty ? "" : question(similar(to: value, among: allowed)) + "It can be \(list(allowed)). "
    }
}
