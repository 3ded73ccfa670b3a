internal import Failures
internal import ResourceStore
internal import Resources
internal import SQLite
internal import Synchronization
internal import Threads

/// The one thread that writes: it does all that waits in one transaction, and tells everyone after the commit.
///
/// One sync of the disk serves a whole group, so many writers at once cost little more than one.
final class Writer: Sendable {
    private let shared: SharedState
    private let queue: WriteQueue
    private let types: [ResourceTypeID]
    private let settings: EmbeddedStore.Configuration
    private let deleter: ObjectDeleter
    private static let groupLimit = 512

    init(
        _ shared: SharedState, _ queue: WriteQueue, _ types: TypeCatalog, _ settings: EmbeddedStore.Configuration
    ) {
        self.shared = shared
        self.queue = queue
        self.types = types.all.map(\.id)
        self.settings = settings
        deleter = ObjectDeleter(types)
    }

    /// Opens nothing and closes all: works until the queue is closed.
    func run(_ database: ResourceDatabase) {
        var clock = Maintenance(settings)
        while let group = queue.take(limit: Self.groupLimit, withinSeconds: clock.secondsToNext(shared)) {
            if !group.isEmpty { perform(group, database) }
            clock.work(shared)
        }
        shared.finishAllWatchers()
    }

    private func perform(_ group: [PendingWrite], _ database: ResourceDatabase) {
        if let limit = shared.takePageLimit() { try? database.limitGrowth(pages: limit.count) }
        let workspace = shared.workspace()
        let results = group.map { attempt($0, workspace) }
        collectOwnerless(workspace)
        do {
            try database.save(workspace.changes, types)
        } catch {
            let refusal = Self.refusal(error)
            for (write, result) in zip(group, results) { write.deliver(result.flatMap { _ in .failure(refusal) }) }
            return
        }
        shared.publish(workspace.changes)
        for (write, result) in zip(group, results) { write.deliver(result) }
    }

    private func attempt(_ write: PendingWrite, _ workspace: Workspace) -> Result<PendingWrite.Outcome, any Error> {
        let mark = workspace.mark
        do {
            let outcome = try write.work(workspace)
            if write.isDryRun { workspace.undo(to: mark) }
            return .success(outcome)
        } catch {
            workspace.undo(to: mark)
            return .failure(error)
        }
    }

    /// Objects whose owners are all gone go too, as Kubernetes' garbage collector has it.
    private func collectOwnerless(_ workspace: Workspace) {
        let suspects = workspace.suspects.sorted { ($0.type, $0.key) < ($1.type, $1.key) }
        workspace.suspects = []
        for id in suspects {
            let mark = workspace.mark
            do { try deleter.collectIfOwnerless(id, workspace) } catch { workspace.undo(to: mark) }
        }
    }

    private static func refusal(_ error: any Error) -> StoreError {
        guard let error = error as? SQLiteError else { return StoreError(.internalError, "\(error)") }
        switch error {
        case .full, .busy: return StoreError(.unavailable, error.text)
        default: return StoreError(.internalError, error.text)
        }
    }
}

extension SQLiteError {
    fileprivate var text: String { "\(failure.what) \(failure.why) \(failure.remedy)" }
}
