public import Failures

/// What can be wrong with a YAML text.
public enum YAMLError: NamedError, Equatable {
    /// The text isn't YAML.
    case syntax(problem: String, at: YAMLPlace)
    /// A key appears twice in one mapping.
    case duplicateKey(String, at: YAMLPlace, first: YAMLPlace)
    /// A key is a list or a mapping, or a merge key.
    case unsupportedKey(problem: String, at: YAMLPlace)
    /// A value has a tag that JSON has no type for, or a number that JSON can't write.
    case unsupportedValue(problem: String, at: YAMLPlace)
    /// An alias names an anchor that isn't finished before it.
    case unknownAnchor(String, at: YAMLPlace)
    /// The text is larger than the limit.
    case tooLarge(sizeBytes: Int, limitBytes: Int)
    /// Lists and mappings are nested deeper than the limit.
    case tooDeep(limit: Int, at: YAMLPlace)
    /// With its aliases expanded the text has more values than the limit.
    case tooManyValues(limit: Int, at: YAMLPlace)
    /// libyaml refused to write.
    case notWritten(problem: String)

    /// What, why and what to do.
    public var failure: Failure {
        switch self {
        case .syntax(let problem, let place), .unsupportedKey(let problem, let place),
            .unsupportedValue(let problem, let place):
            malformed("L\(place.description.dropFirst()): \(problem).")
        case .duplicateKey(let key, let place, let first):
            malformed("L\(place.description.dropFirst()): the key \"\(key)\" stands already at \(first).")
        case .unknownAnchor(let name, let place):
            malformed(
                "L\(place.description.dropFirst()): the alias *\(name) refers to nothing that is complete before it.")
        case .tooLarge(let sizeBytes, let limitBytes):
            tooMuch("It has \(sizeBytes) bytes; at most \(limitBytes) are accepted.")
        case .tooDeep(let limit, let place):
            tooMuch("At \(place) more than \(limit) lists and mappings are inside one another.")
        case .tooManyValues(let limit, let place):
            tooMuch("By \(place) its aliases have expanded to more than \(limit) values.")
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
