/// The kinds of failure; each has one exit code, documented in docs/exit-codes.md and by `gantry explain`.
public enum FailureCategory: String, Sendable, CaseIterable, Codable {
    /// Something that should not happen: a defect of this program.
    case `internal`
    /// The command line can't be understood.
    case usage
    /// The source can't be read: missing, malformed, or unsafe to open.
    case source
    /// The source's bytes aren't what their digest says, or they changed while they were read.
    case integrity
    /// The target can't be written, is full, or exists already.
    case target
    /// A program or library that is needed isn't installed or doesn't work.
    case component
    /// The guest could not be converted.
    case conversion
    /// The migrated VM did not pass its boot check.
    case bootCheck
    /// What was read back from the target differs from what was written.
    case verification
    /// A critical concern blocks the migration.
    case blocked
    /// The user or the system interrupted it.
    case interrupted

    /// The exit code of the command when it ends with a failure of this kind.
    public var exitCode: Int32 {
        switch self {
        case .internal: 1
        case .usage: 2
        case .source: 3
        case .integrity: 4
        case .target: 5
        case .component: 6
        case .conversion: 7
        case .bootCheck: 8
        case .verification: 9
        case .blocked: 10
        case .interrupted: 130
        }
    }
}
