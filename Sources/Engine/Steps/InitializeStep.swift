internal import Concerns
internal import Inventory
internal import Mapping

/// Tells what people should know of the machine, and makes sure that nothing needed is missing before hours are spent.
struct InitializeStep: MigrationStep {
    let phases = [MigrationPhase.initialize]

    func advance(_ run: inout MigrationRun) async throws {
        let start = run.begin(.initialize, run.machine.origin.path)
        for concern in run.concerns {
            run.tell(.concern(id: concern.id, category: concern.category.rawValue, text: concern.what))
        }
        let critical = run.concerns.filter { $0.category == .critical }
        guard critical.isEmpty else {
            throw EngineError.blocked(machine: run.machine.name, concerns: critical.map { "\($0.what) [\($0.id)]" })
        }
        for change in run.preview.changes where change.kind == .changed && change.rule.hasPrefix("name") {
            run.tell(.message(level: .info, text: change.what))
        }
        let disks = run.machine.disks.count == 1 ? "1 disk" : "\(run.machine.disks.count) disks"
        run.complete(start, "\(disks), \(run.concerns.count) concerns")
    }
}
