public import Mapping

/// All there is to tell about one machine's migration, kept beside its disks as report.json and report.html.
///
/// Plain values only: whoever fills it knows the rooms that the facts come from, and the page knows none of them.
/// Fields are written in the order in which they are declared here.
public struct MigrationReport: Sendable, Codable, Equatable {
    /// The version of this form; it grows when a field changes its meaning.
    public var schemaVersion = 1
    /// The program that wrote it, with its version.
    public var tool: String
    /// The machine's name at the target.
    public var machine: String
    /// How it ended.
    public var result: Result
    /// When it started, in UTC (RFC 3339).
    public var startedAt: String
    /// When it ended, in UTC (RFC 3339).
    public var finishedAt: String
    /// How long it took.
    public var seconds: Double
    /// Where the machine came from.
    public var source: Source
    /// What the machine is, before and after.
    public var facts: [Fact] = []
    /// Where each field of the new machine came from.
    public var fields: [MappedField] = []
    /// What is different now, in sentences.
    public var changes: [String] = []
    /// What could not be taken along, in sentences.
    public var losses: [String] = []
    /// What people should know.
    public var concerns: [Concern] = []
    /// The phases in order.
    public var phases: [Phase] = []
    /// The disks in boot order.
    public var disks: [Disk] = []
    /// What the conversion did; nil when the migration never came to it.
    public var conversion: Conversion?
    /// What the boot check saw; nil when the migration never came to it.
    public var bootCheck: BootCheck?
    /// Why it failed; nil when it did not.
    public var failure: FailureText?

    /// Makes a report that can be filled.
    public init(
        tool: String, machine: String, result: Result, startedAt: String, finishedAt: String, seconds: Double,
        source: Source
    ) {
        self.tool = tool
        self.machine = machine
        self.result = result
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.seconds = seconds
        self.source = source
    }

    /// How a migration can end.
    public enum Result: String, Sendable, Codable {
        /// The machine is there.
        case completed
        /// The machine is not there; the failure says why.
        case failed
        /// Someone stopped it; the same command goes on.
        case interrupted
    }
}

extension MigrationReport {
    /// Where a machine came from.
    public struct Source: Sendable, Codable, Equatable {
        /// The kind: `ova`, `ovf`, `libvirt`, `disk`.
        public var kind: String
        /// The file or folder that was read.
        public var path: String
        /// The machine's name there.
        public var machine: String
        /// Who wrote it, where that can be told.
        public var exporter: String?

        /// Describes a source.
        public init(kind: String, path: String, machine: String, exporter: String? = nil) {
            self.kind = kind
            self.path = path
            self.machine = machine
            self.exporter = exporter
        }
    }

    /// A fact about the machine, such as its memory, on both sides.
    public struct Fact: Sendable, Codable, Equatable {
        /// What it is about: "Memory".
        public var name: String
        /// What the source said; nil when it said nothing.
        public var before: String?
        /// What the target has; nil when it has nothing like it.
        public var after: String?

        /// Describes a fact.
        public init(name: String, before: String?, after: String?) {
            self.name = name
            self.before = before
            self.after = after
        }
    }

    /// Something that people should know.
    public struct Concern: Sendable, Codable, Equatable {
        /// The name for `gantry explain`.
        public var id: String
        /// How much it matters.
        public var category: Category
        /// What was found.
        public var what: String
        /// Why it matters.
        public var why: String
        /// What to do about it.
        public var remedy: String

        /// Describes a concern.
        public init(id: String, category: Category, what: String, why: String, remedy: String) {
            self.id = id
            self.category = category
            self.what = what
            self.why = why
            self.remedy = remedy
        }

        /// How much a concern matters.
        public enum Category: String, Sendable, Codable, CaseIterable {
            /// Blocks the migration.
            case critical = "Critical"
            /// Something may work differently.
            case warning = "Warning"
            /// Worth knowing.
            case information = "Information"
        }
    }

    /// A phase and how long it took.
    public struct Phase: Sendable, Codable, Equatable {
        /// The name that people see.
        public var name: String
        /// When it started, in UTC (RFC 3339).
        public var startedAt: String
        /// How long it took.
        public var seconds: Double
        /// What came of it.
        public var detail: String

        /// Describes a phase.
        public init(name: String, startedAt: String, seconds: Double, detail: String = "") {
            self.name = name
            self.startedAt = startedAt
            self.seconds = seconds
            self.detail = detail
        }
    }

    /// What, why and what to do, when it failed.
    public struct FailureText: Sendable, Codable, Equatable {
        /// The name for `gantry explain`.
        public var id: String
        /// The kind of failure.
        public var category: String
        /// The exit code of the command.
        public var exitCode: Int
        /// What happened.
        public var what: String
        /// Why.
        public var why: String
        /// What to do.
        public var remedy: String

        /// Describes a failure.
        public init(id: String, category: String, exitCode: Int, what: String, why: String, remedy: String) {
            self.id = id
            self.category = category
            self.exitCode = exitCode
            self.what = what
            self.why = why
            self.remedy = remedy
        }
    }
}
