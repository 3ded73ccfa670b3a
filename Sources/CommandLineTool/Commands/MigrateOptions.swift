internal import Engine

/// What `gantry migrate` is asked to do, checked as far as the words alone allow.
struct MigrateOptions: Sendable, Equatable {
    /// What is asked of the engine.
    var request: MigrationRequest
    /// Whether to say what would happen, and write nothing.
    var isDryRun: Bool
    /// How results and progress are written.
    var output: OutputFormat
}
