internal import DiskFormats
internal import Engine

/// What the commands need done, by whoever can: the command line itself only understands words and shows progress.
struct Services: Sendable {
    /// Migrates what the options name; events go to the closure as they happen.
    typealias Migrate =
        @Sendable (MigrateOptions, _ tell: @escaping @Sendable (MigrationEvent) -> Void) async throws -> MigrateOutcome
    /// Copies one disk; the closure is told how far it is.
    typealias Transfer =
        @Sendable (TransferOptions, _ tell: @escaping @Sendable (DiskProgress) -> Void) async throws -> TransferOutcome

    /// Migrates what the options name.
    var migrate: Migrate
    /// Copies one disk.
    var transfer: Transfer
    /// Computes the digest of a disk image, with its function: `sha256:9f…`.
    var digest: @Sendable (_ source: String, DiskFormat?) async throws -> String
    /// The virtual machines that are in a folder.
    var machines: @Sendable (_ folder: String) async throws -> any MachineControl
    /// What there is to explain besides phases, exit codes and the errors that the sources name: concerns, and what
    /// conversions are known to fail of.
    var moreTopics: @Sendable () -> [ExplainTopic]
    /// Resources and where they live.
    var resources: ResourceServices

    /// Names the services.
    init(
        migrate: @escaping Migrate, transfer: @escaping Transfer,
        digest: @escaping @Sendable (_ source: String, DiskFormat?) async throws -> String,
        machines: @escaping @Sendable (_ folder: String) async throws -> any MachineControl,
        moreTopics: @escaping @Sendable () -> [ExplainTopic], resources: ResourceServices
    ) {
        self.migrate = migrate
        self.transfer = transfer
        self.digest = digest
        self.machines = machines
        self.moreTopics = moreTopics
        self.resources = resources
    }
}

/// What a migration leaves for standard output besides its events.
struct MigrateOutcome: Sendable, Equatable {
    /// The document that a dry run prints, in the form that was asked for; nil otherwise.
    var document: String?

    /// Makes an outcome.
    init(document: String? = nil) {
        self.document = document
    }
}

/// What there is to say about a copied disk.
struct TransferOutcome: Sendable, Equatable {
    /// The digest with its function: `sha256:9f…`; nil when none was made.
    var digest: String?
    /// The size of the disk.
    var sizeBytes: Int64
    /// Bytes written.
    var movedBytes: Int64
    /// How much was read back: "full"; nil for nothing.
    var verification: String?
    /// How long it took.
    var seconds: Double

    /// Makes an outcome.
    init(digest: String?, sizeBytes: Int64, movedBytes: Int64, verification: String?, seconds: Double) {
        self.digest = digest
        self.sizeBytes = sizeBytes
        self.movedBytes = movedBytes
        self.verification = verification
        self.seconds = seconds
    }
}

/// The migrated machines of a folder, on this host.
protocol MachineControl: Sendable {
    /// All machines with their states.
    func list() async throws -> [MachineState]
    /// Starts a machine.
    func start(_ name: String, _ options: MachineStartOptions) async throws
    /// Asks a machine to shut down, and ends it when it has not after some time, or at once.
    func stop(_ name: String, graceSeconds: Int, force: Bool) async throws
    /// Connects the terminal to a machine's serial console until the user leaves it.
    func attachConsole(_ name: String) async throws
}

/// A machine and what it does.
struct MachineState: Sendable, Equatable {
    /// Its name.
    var name: String
    /// What it does: `running`, `stopped`, `paused`.
    var state: String
    /// The process, when it runs.
    var processID: Int32?
    /// How long it has been running.
    var uptimeSeconds: Double?
    /// What its manifest says; nil when that can't be used.
    var hardware: Hardware?
    /// Why its manifest can't be used.
    var problem: String?

    /// What a machine has.
    struct Hardware: Sendable, Equatable {
        /// Its processors.
        var processorCount: Int
        /// Its memory.
        var memoryBytes: Int64
        /// Its disks.
        var diskCount: Int
    }
}
