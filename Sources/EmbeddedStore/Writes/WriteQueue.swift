internal import Glibc
internal import ResourceStore
internal import Resources

/// A write that waits for its turn, and who waits for it.
struct PendingWrite: Sendable {
    enum Outcome: Sendable {
        case object(ResourceObject)
        case deletion(Deletion)
        case nothing
    }

    var isDryRun: Bool
    var work: @Sendable (Workspace) throws -> Outcome
    var deliver: @Sendable (Result<Outcome, any Error>) -> Void
}

/// Writes on their way to the writer's thread, which takes all that wait at once.
final class WriteQueue: @unchecked Sendable {
    // Safe to share: all state below is touched only while `mutex` is held.
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let changed: UnsafeMutablePointer<pthread_cond_t>
    private var waiting: [PendingWrite] = []
    private var isClosed = false
    private var isNudged = false
    private let capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        mutex = .allocate(capacity: 1)
        changed = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(changed, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deallocate()
        mutex.deallocate()
    }

    /// Adds a write at the end; false when there are too many, or none is taken any more.
    func push(_ write: PendingWrite) -> Bool {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        guard !isClosed, waiting.count < capacity else { return false }
        waiting.append(write)
        pthread_cond_signal(changed)
        return true
    }

    /// Lets the writer look at its clock anew.
    func nudge() {
        pthread_mutex_lock(mutex)
        isNudged = true
        pthread_cond_signal(changed)
        pthread_mutex_unlock(mutex)
    }

    /// All that waits, at most `limit`; empty when the time is up, nil when it is closed and empty.
    func take(limit: Int, withinSeconds seconds: Double) -> [PendingWrite]? {
        var until = timespec()
        clock_gettime(CLOCK_MONOTONIC, &until)
        let nanoseconds = until.tv_nsec + Int((seconds - seconds.rounded(.down)) * 1e9)
        until.tv_sec += Int(seconds.rounded(.down)) + nanoseconds / 1_000_000_000
        until.tv_nsec = nanoseconds % 1_000_000_000
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while waiting.isEmpty, !isClosed, !isNudged {
            guard pthread_cond_timedwait(changed, mutex, &until) == 0 else { break }
        }
        isNudged = false
        guard !waiting.isEmpty else { return isClosed ? nil : [] }
        let taken = Array(waiting.prefix(limit))
        waiting.removeFirst(taken.count)
        return taken
    }

    /// Takes no more writes; those that wait are still done.
    func close() {
        pthread_mutex_lock(mutex)
        isClosed = true
        pthread_cond_broadcast(changed)
        pthread_mutex_unlock(mutex)
    }
}
