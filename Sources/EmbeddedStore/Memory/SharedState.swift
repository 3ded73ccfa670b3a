internal import ResourceStore
internal import Resources
internal import Synchronization

/// The state behind its lock, with what the writer and the readers do to it.
///
/// Streams are finished outside the lock: finishing calls back into `removeWatcher`.
final class SharedState: Sendable {
    private let state: Mutex<StoreState>
    private let pageLimit = Mutex<PageLimit?>(nil)

    struct PageLimit { var count: Int? }

    init(_ initial: sending StoreState) { state = Mutex(initial) }

    func read<Value: Sendable>(_ body: (inout StoreState) throws -> Value) rethrows -> Value {
        try state.withLock { try body(&$0) }
    }

    func workspace() -> Workspace {
        Workspace(
            version: read { $0.version }, object: { [self] id in read { $0.object(id) } },
            dependents: { [self] uid in read { $0.dependents(of: uid) } },
            keys: { [self] type, namespace in read { $0.tables[type].slice(namespace).map(\.key) } },
            identity: { [self] uid in read { $0.identity(uid) } })
    }

    func publish(_ changes: [Change]) {
        guard !changes.isEmpty else { return }
        let slow = read { $0.publish(changes) }
        let oldest = read { $0.version }
        for watcher in slow {
            watcher.continuation.finish(
                throwing: StoreError(.expired, "too slow: the watch fell behind version \(oldest); list again"))
        }
    }

    func addWatcher(_ watcher: Watcher, in state: inout StoreState) -> Int {
        state.nextWatcher += 1
        state.watchers[state.nextWatcher] = watcher
        return state.nextWatcher
    }

    func removeWatcher(_ number: Int) { read { $0.watchers[number] = nil } }

    var firstWatchDeadline: ContinuousClock.Instant? { read { $0.watchers.values.map(\.deadline).min() } }

    func endWatchers(dueBy now: ContinuousClock.Instant) {
        let due = read { state in
            let due = state.watchers.filter { $0.value.deadline <= now }
            for number in due.keys { state.watchers[number] = nil }
            return (due.map(\.value), state.version)
        }
        for watcher in due.0 {
            if watcher.allowsBookmarks { _ = watcher.send(.bookmark(resourceVersion: String(due.1))) }
            watcher.continuation.finish()
        }
    }

    func sendBookmarks() {
        read { state in
            for watcher in state.watchers.values where watcher.allowsBookmarks {
                // A full buffer has news of its own; a bookmark may be left out.
                _ = watcher.send(.bookmark(resourceVersion: String(state.version)))
            }
        }
    }

    func finishAllWatchers() {
        let all = read { state in
            defer { state.watchers = [:] }
            return Array(state.watchers.values)
        }
        for watcher in all { watcher.continuation.finish() }
    }

    func setPageLimit(_ count: Int?) { pageLimit.withLock { $0 = PageLimit(count: count) } }

    func takePageLimit() -> PageLimit? {
        pageLimit.withLock { limit in
            defer { limit = nil }
            return limit
        }
    }
}
