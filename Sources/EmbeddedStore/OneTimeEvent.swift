internal import Synchronization

/// Something that happens once, and that tasks wait for.
final class OneTimeEvent: Sendable {
    private let state = Mutex(State())

    private struct State {
        var hasHappened = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    func happen() {
        let waiters = state.withLock { state in
            state.hasHappened = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    func wait() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if !state.hasHappened { state.waiters.append(continuation) }
                return state.hasHappened
            }
            if isOver { continuation.resume() }
        }
    }
}

/// Carries a value that isn't Sendable to the one thread that uses it from then on.
final class Handover<Value>: @unchecked Sendable {
    // Safe to share: the value leaves once, and whoever put it in has no other reference to it.
    private var value: Value?
    private let lock = Mutex(())

    init(_ value: sending Value) { self.value = value }

    func take() -> Value? {
        lock.withLock { _ in
            defer { value = nil }
            return value
        }
    }
}
