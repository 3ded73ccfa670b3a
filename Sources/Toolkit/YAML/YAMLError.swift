public import Failures

/// What can be wrong with a YAML text.
public enum YAMLError: NamedError, Equatable {
    /// The text isn't YAML.
    case syntax(problem: String, line: Int, column: Int)
    /// A key appears twice in one mapping.
    case duplicateKey(String, line: Int, firstLine: Int)
    /// A key is a list or a mapping, or a merge key.
    case unsupportedKey(problem: String, line: Int)
    /// A value has a tag that JSON has no type for, or a number that JSON can't write.
    case unsupportedValue(problem: String, line: Int)
    /// An alias names an anchor that isn't finished before it.
    case unknownAnchor(String, line: Int)
    /// The text is larger than the limit.
    case tooLarge(sizeBytes: Int, limitBytes: Int)
    /// Lists and mappings are nested deeper than the limit.
    case tooDeep(limit: Int, line: Int)
    /// With its aliases expanded the text has more values than the limit.
    case tooManyValues(limit: Int, line: Int)
    /// libyaml refused to write.
    case notWritten(problem: String)

    /// What, why and what to do.
    public var failure: Failure {
        switch self {
        case .syntax(let problem, let line, let column):
            malformed("Line \(line), column \(column): \(problem).")
        case .duplicateKey(let key, let line, let firstLine):
            malformed("The key \"\(key)\" on line \(line) stands already on line \(firstLine).")
        case .unsupportedKey(let problem, let line), .unsupportedValue(let problem, let line):
            malformed("Line \(line): \(problem).")
        case .unknownAnchor(let name, let line):
            malformed("Line \(line): the alias *\(name)* refers to nothing that is complete before it.")
        case .tooLarge(let sizeBytes, let limitBytes):
            tooMuch("It has \(sizeBytes) bytes; at most \(limitBytes) are accepted.")
        case .tooDeep(let limit, let line):
            tooMuch("On line \(line) more than \(limit) lists and mappings are inside one another.")
        case .tooManyValues(let limit, let line):
            tooMuch("By line \(line) its aliases have expanded to more than \(limit) values.")
        case .notWritten(let problem):
            Failure(
                "yaml.not-written", .internal, what: "A document could not be written as YAML.",
                why: "libyaml says: \(problem).", remedy: "This is a defect of the program; please report it.")
        }
    }

    private func malformed(_ why: String) -> Failure {
        Failure(
            "yaml.malformed", .source, what: "The YAML text can't be read.", why: why,
            remedy: "Correct the text at that place.")
    }

    private func tooMuch(_ why: String) -> Failure {
        Failure(
            "yaml.too-much", .source, what: "The YAML text is too large to be read.", why: why,
            remedy: "Check that the file is what it is meant to be.")
    }
}
