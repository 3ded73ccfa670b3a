import Informers
import Synchronization
import Testing

@Suite("Work queues", .timeLimit(.minutes(1)))
struct QueueTests {
    @Test("A key that is added often is worked on once")
    func deduplication() async {
        let queue = WorkQueue<String>()
        for _ in 0..<5 { queue.add("a") }
        queue.add("b")
        #expect(queue.count == 2)
        #expect(await queue.next() == "a")
        #expect(await queue.next() == "b")
    }

    @Test("A key that changes while it is worked on comes again right after, and not before")
    func changedWhileWorkedOn() async {
        let queue = WorkQueue<String>()
        queue.add("a")
        #expect(await queue.next() == "a")
        queue.add("a")
        #expect(queue.count == 0)
        queue.finish("a", hasFailed: true)
        #expect(queue.count == 1)
        #expect(await queue.next() == "a")
    }

    @Test("Two workers are never at one key")
    func serialPerKey() async throws {
        let queue = WorkQueue<Int>()
        let busy = Mutex<Set<Int>>([])
        let overlaps = Atomic<Int>(0)
        let done = Atomic<Int>(0)
        let running = Task {
            await queue.run(workers: 8) { key in
                if !busy.withLock({ $0.insert(key).inserted }) { overlaps.add(1, ordering: .relaxed) }
                try await Task.sleep(for: .milliseconds(1))
                _ = busy.withLock { $0.remove(key) }
                done.add(1, ordering: .relaxed)
            }
        }
        for _ in 0..<50 {
            for key in 0..<4 { queue.add(key) }
            try await Task.sleep(for: .milliseconds(1))
        }
        try await eventually { queue.count == 0 }
        running.cancel()
        await running.value
        #expect(overlaps.load(ordering: .relaxed) == 0)
        #expect(done.load(ordering: .relaxed) >= 8)
    }

    @Test("A failure waits ever longer, success forgets it, and a change is worked on at once")
    func backoff() async throws {
        var options = WorkQueue<String>.Options()
        options.firstBackoffSeconds = 0.05
        let queue = WorkQueue<String>(options)
        let times = Mutex<[ContinuousClock.Instant]>([])
        let running = Task {
            await queue.run(workers: 1) { _ in
                times.withLock { $0.append(.now) }
                if times.withLock({ $0.count }) < 5 { throw CancellationError() }
            }
        }
        defer { running.cancel() }
        queue.add("a")
        try await eventually { times.withLock { $0.count } == 5 }
        let seen = times.withLock { $0 }
        #expect(seen[1] - seen[0] >= .milliseconds(40))
        #expect(seen[4] - seen[3] >= .milliseconds(320))
        let started = ContinuousClock.now
        queue.add("a")
        try await eventually { times.withLock { $0.count } == 6 }
        #expect(ContinuousClock.now - started < .seconds(15))
    }

    @Test("A change ends the wait after a failure")
    func changeEndsWait() async throws {
        var options = WorkQueue<String>.Options()
        options.firstBackoffSeconds = 60
        let queue = WorkQueue<String>(options)
        queue.add("a")
        #expect(await queue.next() == "a")
        queue.finish("a", hasFailed: true)
        #expect(queue.count == 0)
        queue.add("a")
        #expect(await queue.next() == "a")
    }

    @Test("A queue is bounded, and what found no room comes back when there is some")
    func bound() async throws {
        var options = WorkQueue<Int>.Options()
        options.capacity = 4
        let left = Mutex(Set(0..<20))
        let queue = WorkQueue<Int>(options) { left.withLock { Array($0) } }
        let taken = (0..<20).filter { queue.add($0) }
        #expect(taken == [0, 1, 2, 3])
        #expect(queue.count == 4)
        let running = Task {
            await queue.run(workers: 2) { key in _ = left.withLock { $0.remove(key) } }
        }
        defer { running.cancel() }
        try await eventually { left.withLock { $0.isEmpty } }
    }

    @Test("Waiting for a key ends with the task, and with the queue")
    func endings() async {
        let queue = WorkQueue<String>()
        let cancelled = Task { await queue.next() }
        cancelled.cancel()
        #expect(await cancelled.value == nil)
        let closed = Task { await queue.next() }
        queue.close()
        #expect(await closed.value == nil)
        #expect(!queue.add("a"))
    }
}
