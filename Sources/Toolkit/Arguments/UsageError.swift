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
        switch reason {
        case .missingCommand(let all):
            Failure(
                "usage.missing-command", .usage, what: "'\(command)' needs a command.",
                why: "It has several: \(list(all)).", remedy: "See '\(command) --help'.")
        case .unknownCommand(let word, let similar, let all):
            Failure(
                "usage.unknown-command", .usage, what: "'\(command)' has no command '\(word)'.",
                why: "The commands are \(list(all)).", remedy: "\(question(similar))See '\(command) --help'.")
        case .unknownOption(let word, let similar):
            Failure(
                "usage.unknown-option", .usage, what: "'\(command)' has no option '\(word)'.",
                why: "Its help lists the options it has.", remedy: "\(question(similar))See '\(command) --help'.")
        case .missingValue, .flagWithValue, .repeatedOption, .invalidValue: valueFailure
        case .unexpectedWord(let word):
            Failure(
                "usage.unexpected-word", .usage, what: "The word '\(word)' is one too many.",
                why: "'\(command)' takes no further words.", remedy: "See '\(command) --help'.")
        case .missing(let names):
            Failure(
                "usage.missing-argument", .usage, what: "'\(command)' needs \(list(names)).",
                why: "Without that it can't know what to do.", remedy: "See '\(command) --help'.")
        case .unusable(let what, let why, let remedy):
            Failure("usage.unusable", .usage, what: what, why: why, remedy: "\(remedy) See '\(command) --help'.")
        }
    }

    private var valueFailure: Failure {
        switch reason {
        case .missingValue(let option, let valueName):
            Failure(
                "usage.missing-value", .usage, what: "The option '\(option)' has no value.",
                why: "A value must follow it: '\(option) \(valueName)'.",
                remedy: "Write '\(option)=\(valueName)' if the value starts with two dashes. See '\(command) --help'.")
        case .repeatedOption(let option):
            Failure(
                "usage.repeated-option", .usage, what: "The option '\(option)' is given twice.",
                why: "It can have only one value.", remedy: "Leave one out. See '\(command) --help'.")
        case .invalidValue(let value, let name, let reason, let allowed):
            Failure(
                "usage.invalid-value", .usage, what: "'\(value)' can't be used for \(name).", why: "It \(reason).",
                remedy: "\(choices(value, allowed))See '\(command) --help'.")
        default:
            Failure(
                "usage.flag-with-value", .usage, what: "The option '\(flag)' takes no value.",
                why: "It is a switch: it is given or it is not.",
                remedy: "Leave the value out. See '\(command) --help'.")
        }
    }

    private var command: String { commandPath.joined(separator: " ") }

    private var flag: String { if case .flagWithValue(let name) = reason { name } else { "" } }

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
