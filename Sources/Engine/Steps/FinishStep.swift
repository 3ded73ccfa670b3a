internal import Files
internal import Planning
internal import Threads

/// Writes the report, and gives the result its name.
struct FinishStep: MigrationStep {
    let phases = [MigrationPhase.finish]

    func advance(_ run: inout MigrationRun) async throws {
        let start = run.begin(.finish, run.workspace.finished)
        run.state.record(start.finished("report.json, report.html"))
        try await run.save()
        if run.request.replacesExisting {
            try await Preflight.checkIsStopped(run.workspace.finished, name: run.name)
        }
        let finished = run
        try await onOwnThread(named: "finish") {
            try ReportAssembly.write(finished, failure: nil)
            try finished.workspace.removeScraps()
            try finished.workspace.finish()
        }
        run.complete(start, run.workspace.finished)
    }
}
