internal import Inventory

/// What a rule found on a machine.
public struct Concern: Sendable, Equatable, Codable {
    /// The rule that found it.
    public var id: String
    /// How grave it is.
    public var category: Category
    /// A few words for a list.
    public var label: String
    /// What it is on: a disk, a network card; nil for the machine as a whole.
    public var subject: String?
    /// What was found, as a full sentence.
    public var what: String
    /// Why it matters.
    public var why: String
    /// What can be done.
    public var remedy: String

    /// Makes one; see the members.
    public init(
        id: String, category: Category, label: String, subject: String?, what: String, why: String, remedy: String
    ) {
        self.id = id
        self.category = category
        self.label = label
        self.subject = subject
        self.what = what
        self.why = why
        self.remedy = remedy
    }

    /// How grave a concern is; the names are Forklift's.
    public enum Category: String, Sendable, Codable, CaseIterable, Comparable {
        /// The migration can't succeed.
        case critical = "Critical"
        /// Something will be lost or may not work.
        case warning = "Warning"
        /// Something to know.
        case information = "Information"

        /// Graver ones come first.
        public static func < (left: Category, right: Category) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .critical: 0
            case .warning: 1
            case .information: 2
            }
        }
    }
}

/// What a rule knows beside the machine.
public struct ConcernContext: Sendable, Equatable {
    /// Whether the guest will be converted.
    public var convertsGuest: Bool
    /// The networks of the source that lead somewhere.
    public var mappedNetworks: Set<String>
    /// The size from which a disk is worth a word, in bytes.
    public var largeDiskBytes: Int64
    /// The machine's system, recognised once for all rules.
    var system: GuestSystem?

    /// Makes a context; the defaults are those of a migration without options.
    public init(convertsGuest: Bool = true, mappedNetworks: Set<String> = [], largeDiskBytes: Int64 = 2 << 40) {
        self.convertsGuest = convertsGuest
        self.mappedNetworks = mappedNetworks
        self.largeDiskBytes = largeDiskBytes
    }
}
