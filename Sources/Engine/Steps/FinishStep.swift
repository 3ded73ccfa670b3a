internal import Files
internal import Planning

/// Writes the report, and gives the result its name.
struct FinishStep: MigrationStep {
    let phases = [MigrationPhase.finish]

    func advance(_ run: inout MigrationRun) async throws {
        let start = run.begin(.finish, run.workspace.finished)
        run.state.record(start.finished("report.json, report.html"))
        try ReportAssembly.write(run, failure: nil)
        try run.workspace.finish()
        run.complete(start, run.workspace.finished)
    }
}
