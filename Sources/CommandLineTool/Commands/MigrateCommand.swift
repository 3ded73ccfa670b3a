internal import Arguments
internal import Engine
internal import Failures

/// `gantry migrate`: from a source to a booted machine with its manifest.
func migrateCommand(_ services: Services, _ streams: StandardStreams, _ cursor: CursorGuard) -> Command {
    Command(
        "migrate", "Migrates virtual machines from files to verified, converted, booted disks with a manifest.",
        discussion: """
            The source is only read. What is unfinished never has the result's name; after a crash or Ctrl-C the same \
            command goes on where it stopped.
            """,
        examples: [
            .init("gantry migrate appliance.ova --to out/", "Migrates an appliance."),
            .init("gantry migrate appliance.ova --dry-run -o yaml", "Shows the manifest and the concerns first."),
            .init("gantry migrate domain.xml --to out/ --network 'br0=pod'", "Migrates a libvirt machine."),
        ]
    ) { arguments in
        let handles = MigrateArguments(&arguments)
        return { values in
            let options = try MigrateOptions(handles, values)
            try await migrate(options, services, streams, cursor)
        }
    }
}

private func migrate(
    _ options: MigrateOptions, _ services: Services, _ streams: StandardStreams, _ cursor: CursorGuard
) async throws {
    let output = ProgressOutput.forMigration(options, streams, cursor)
    output.begin()
    do {
        let outcome = try await output.tellingOfCancellation {
            try await services.migrate(options) { output.receive($0) }
        }
        output.end(nil)
        try output.checkNothingIsLost()
        if let document = outcome.document { try streams.writeOutput(document) }
    } catch {
        let failure = Task.isCancelled ? .interruptedCopying : failure(of: error)
        output.end(failure)
        throw ToldFailure(failure: failure)
    }
}

/// A failure that is settled: an error that came of an interruption is told as the interruption.
struct ToldFailure: NamedError {
    let failure: Failure
}
