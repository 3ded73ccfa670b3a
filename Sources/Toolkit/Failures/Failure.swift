/// What a person is told when something can't go on: what happened, why, and what to do.
///
/// Every error type of the project is an enum of its module that describes its cases as failures,
/// so that the command line, events and reports say the same thing in the same words.
public struct Failure: Sendable, Equatable {
    /// A stable name for scripts and for `gantry explain`, in dotted lower-case words such as `appliance.truncated`.
    public var id: String
    /// The kind of failure; it settles the exit code.
    public var category: FailureCategory
    /// What happened, as a full sentence.
    public var what: String
    /// Why it happened, as far as it is known.
    public var why: String
    /// What the reader can do next.
    public var remedy: String

    /// Describes a failure; see the members for what each part holds.
    public init(_ id: String, _ category: FailureCategory, what: String, why: String, remedy: String) {
        self.id = id
        self.category = category
        self.what = what
        self.why = why
        self.remedy = remedy
    }
}

/// An error that knows how to tell itself to a person.
public protocol NamedError: Error, CustomStringConvertible {
    /// The three parts, the stable name and the category.
    var failure: Failure { get }
}

extension NamedError {
    /// The failure as one paragraph, for logs.
    public var description: String { "\(failure.what) \(failure.why) \(failure.remedy) [\(failure.id)]" }
}
