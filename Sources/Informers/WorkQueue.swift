internal import Synchronization

/// Keys that wait to be worked on: each once, and never two workers at one.
///
/// A key that is added while it is worked on comes again right after. Failures wait ever longer. The queue is bounded;
/// keys that found no room are asked for again with `refill` when there is some.
public final class WorkQueue<Key: Hashable & Sendable>: Sendable {
    /// How a queue behaves.
    public struct Options: Sendable {
        /// The most keys that wait.
        public var capacity = 100_000
        /// The wait after the first failure, in seconds; each further failure doubles it.
        public var firstBackoffSeconds: Double = 0.05
        /// The longest wait after a failure, in seconds.
        public var longestBackoffSeconds: Double = 300

        /// The defaults.
        public init() {}
    }

    private let options: Options
    private let refill: @Sendable () -> [Key]
    private let state = Mutex(State())

    fileprivate struct State {
        var ready: [Key] = []
        var head = 0
        var isWaiting: Set<Key> = []
        var isWorkedOn: Set<Key> = []
        var isChanged: Set<Key> = []
        var later: [Key: ContinuousClock.Instant] = [:]
        var failures: [Key: Int] = [:]
        var hasRefused = false
        var isClosed = false
        var takers: [(number: Int, continuation: CheckedContinuation<Key?, Never>)] = []
        var nextNumber = 0
    }

    /// Makes an empty queue.
    /// - Parameter refill: all keys there are, such as the keys of a cache.
    public init(_ options: Options = Options(), refill: @escaping @Sendable () -> [Key] = { [] }) {
        self.options = options
        self.refill = refill
    }

    /// How many keys wait for a worker.
    public var count: Int { state.withLock { $0.isWaiting.count } }

    /// Adds a key, at once: a wait after a failure is over, because something changed.
    /// - Returns: false when there was no room.
    @discardableResult
    public func add(_ key: Key) -> Bool {
        let (isTaken, handOver) = state.withLock { state in
            state.later[key] = nil
            return state.add(key, capacity: options.capacity)
        }
        handOver.map { $0.continuation.resume(returning: $0.key) }
        return isTaken
    }

    /// Adds a key after some time, unless it is added before.
    public func add(_ key: Key, afterSeconds seconds: Double) {
        let instant = ContinuousClock.now + .seconds(max(0, seconds))
        state.withLock { state in
            // Times are kept per key, so they are bounded as the keys are.
            guard state.later.count < options.capacity || state.later[key] != nil else {
                state.hasRefused = true
                return
            }
            state.later[key] = min(state.later[key] ?? instant, instant)
        }
    }

    /// Takes the next key and marks it as worked on; nil when the queue or the task has ended.
    ///
    /// For each key `finish` must follow.
    public func next() async -> Key? {
        let number = state.withLock { state in
            state.nextNumber += 1
            return state.nextNumber
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let ready: Key?? = state.withLock { state in
                    if state.isClosed || Task.isCancelled { return .some(nil) }
                    if let key = state.take() { return key }
                    state.takers.append((number, continuation))
                    return nil
                }
                if let ready { continuation.resume(returning: ready) }
                refillIfThereIsRoom()
            }
        } onCancel: {
            let taker = state.withLock { state in
                state.takers.firstIndex { $0.number == number }.map { state.takers.remove(at: $0) }
            }
            taker?.continuation.resume(returning: nil)
        }
    }

    /// Says how the work on a key went.
    /// - Parameter hasFailed: whether it is to be tried again after a wait.
    public func finish(_ key: Key, hasFailed: Bool) {
        let handOver = state.withLock { state -> State.HandOver? in
            state.isWorkedOn.remove(key)
            let count = hasFailed ? (state.failures[key] ?? 0) + 1 : 0
            state.failures[key] = hasFailed ? count : nil
            // What changed in the meantime may be what it failed of: no wait.
            if state.isChanged.remove(key) != nil { return state.add(key, capacity: options.capacity).handOver }
            guard hasFailed else { return nil }
            let backoff = options.firstBackoffSeconds * Double(1 << min(count - 1, 20))
            let seconds = min(options.longestBackoffSeconds, backoff) * Double.random(in: 0.8...1)
            state.later[key] = .now + .seconds(seconds)
            return nil
        }
        handOver.map { $0.continuation.resume(returning: $0.key) }
    }

    /// Lets nothing more in or out.
    public func close() {
        let takers = state.withLock { state in
            state.isClosed = true
            defer { state.takers = [] }
            return state.takers
        }
        for taker in takers { taker.continuation.resume(returning: nil) }
    }

    /// Works on keys with several workers until the task is cancelled; also moves on the keys whose wait is over.
    /// - Parameter work: works on a key; when it throws, the key comes again after a wait.
    public func run(workers: Int, _ work: @escaping @Sendable (Key) async throws -> Void) async {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<max(1, workers) {
                group.addTask {
                    while let key = await self.next() {
                        do {
                            try await work(key)
                            self.finish(key, hasFailed: false)
                        } catch {
                            self.finish(key, hasFailed: true)
                        }
                    }
                }
            }
            group.addTask { await self.moveOn() }
            await group.waitForAll()
        }
    }

    private func moveOn() async {
        while !Task.isCancelled, !state.withLock({ $0.isClosed }) {
            let now = ContinuousClock.now
            let due = state.withLock { $0.later.filter { $0.value <= now }.map(\.key) }
            for key in due { add(key) }
            try? await Task.sleep(for: .milliseconds(10))
        }
    }

    private func refillIfThereIsRoom() {
        let isNeeded = state.withLock { state in
            defer { if state.isWaiting.count <= options.capacity / 2 { state.hasRefused = false } }
            return state.hasRefused && state.isWaiting.count <= options.capacity / 2
        }
        // Shuffled: with more keys than room, all get their turn in time.
        if isNeeded { for key in refill().shuffled() where !add(key) { break } }
    }
}

extension WorkQueue.State {
    typealias HandOver = (continuation: CheckedContinuation<Key?, Never>, key: Key)

    fileprivate mutating func add(_ key: Key, capacity: Int) -> (isTaken: Bool, handOver: HandOver?) {
        guard !isClosed else { return (false, nil) }
        if isWorkedOn.contains(key) {
            isChanged.insert(key)
            return (true, nil)
        }
        guard !isWaiting.contains(key) else { return (true, nil) }
        if !takers.isEmpty {
            isWorkedOn.insert(key)
            return (true, (takers.removeFirst().continuation, key))
        }
        guard isWaiting.count < capacity else {
            hasRefused = true
            return (false, nil)
        }
        isWaiting.insert(key)
        ready.append(key)
        return (true, nil)
    }

    fileprivate mutating func take() -> Key? {
        guard head < ready.count else { return nil }
        let key = ready[head]
        head += 1
        // The part that was taken is dropped now and then: removing the first of an array moves all others.
        if head > 1024, head * 2 > ready.count {
            ready.removeFirst(head)
            head = 0
        }
        isWaiting.remove(key)
        isWorkedOn.insert(key)
        return key
    }
}
