internal import Glibc
internal import Synchronization
public import Threads

/// A budget of bytes per second that any number of threads share: a token bucket that holds a quarter of a second.
public final class RateLimiter: Sendable {
    private let state: Mutex<State>

    private struct State {
        var bytesPerSecond: Double?
        var tokens: Double
        var lastNanoseconds: UInt64
    }

    /// Makes a limiter; nil is without limit.
    public init(bytesPerSecond: Int64?) {
        state = Mutex(State(bytesPerSecond: bytesPerSecond.map(Double.init), tokens: 0, lastNanoseconds: Self.now()))
    }

    /// Changes the limit, from the next wait on.
    public func change(toBytesPerSecond limit: Int64?) {
        state.withLock { $0.bytesPerSecond = limit.map(Double.init) }
    }

    /// Takes tokens for some bytes, sleeping until the debt that this makes is paid.
    ///
    /// Blocking; looks at the flag ten times a second.
    /// - Throws: `CancellationError`.
    public func take(_ bytes: Int, _ cancellation: CancellationFlag) throws {
        state.withLock { state in
            refill(&state)
            state.tokens -= Double(bytes)
        }
        while let nanoseconds = state.withLock({ nanosecondsInDebt(&$0) }) {
            try cancellation.check()
            usleep(UInt32(min(nanoseconds, 100_000_000) / 1000) + 1)
        }
    }

    private func refill(_ state: inout State) {
        let now = Self.now()
        let seconds = Double(now - state.lastNanoseconds) / 1e9
        state.lastNanoseconds = now
        guard let rate = state.bytesPerSecond else {
            state.tokens = 0
            return
        }
        state.tokens = min(rate / 4, state.tokens + rate * seconds)
    }

    private func nanosecondsInDebt(_ state: inout State) -> UInt64? {
        refill(&state)
        guard let rate = state.bytesPerSecond, state.tokens < 0 else { return nil }
        return UInt64(min(1e9, -state.tokens / max(rate, 1) * 1e9))
    }

    private static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
