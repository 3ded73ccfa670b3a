public import Failures

/// What can be wrong with a document, or with making one.
public enum ValueError: NamedError, Equatable {
    /// The text isn't JSON.
    case syntax(reason: String, line: Int, column: Int)
    /// The text is larger than the limit.
    case tooLarge(sizeBytes: Int, limitBytes: Int)
    /// Lists and objects are nested deeper than the limit.
    case tooDeep(limit: Int)
    /// A value isn't what the type expects.
    case mismatch(path: String, reason: String)
    /// A value has no representation as JSON.
    case unrepresentable(path: String, reason: String)

    /// What, why and what to do.
    public var failure: Failure {
        switch self {
        case .syntax(let reason, let line, let column):
            Failure(
                "document.syntax", .source, what: "The text is not valid JSON.",
                why: "Line \(line), column \(column): \(reason).",
                remedy: "Correct the text, or find out what cut it short.")
        case .tooLarge(let sizeBytes, let limitBytes):
            Failure(
                "document.too-large", .source, what: "The document is too large to be read.",
                why: "It has \(sizeBytes) bytes; at most \(limitBytes) are accepted.",
                remedy: "Check that the file is what it is meant to be.")
        case .tooDeep(let limit):
            Failure(
                "document.too-deep", .source, what: "The document is nested too deeply to be read.",
                why: "It has more than \(limit) lists and objects inside one another.",
                remedy: "Check that the file is what it is meant to be.")
        case .mismatch(let path, let reason):
            Failure(
                "document.mismatch", .source, what: "The document does not have the expected form.",
                why: "At \(path): \(reason).", remedy: "Correct the field, or check that the file is of the right kind."
            )
        case .unrepresentable(let path, let reason):
            Failure(
                "document.unrepresentable", .internal, what: "A value could not be written as JSON.",
                why: "At \(path): \(reason).", remedy: "This is a defect of the program; please report it.")
        }
    }
}
