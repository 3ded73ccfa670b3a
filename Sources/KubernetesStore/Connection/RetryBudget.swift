internal import ResourceStore
internal import Synchronization

/// How much may be tried again: a tenth of what succeeds, and a few to begin with.
///
/// Without a budget every client multiplies the load of a server that is already failing.
final class RetryBudget: Sendable {
    private let tokens = Mutex(20.0)
    /// The most tries of one request.
    static let attempts = 6

    /// Counts a request that succeeded.
    func earn() { tokens.withLock { $0 = min(100, $0 + 0.1) } }

    /// Whether one more try may be made.
    func spend() -> Bool {
        tokens.withLock { tokens in
            guard tokens >= 1 else { return false }
            tokens -= 1
            return true
        }
    }

    /// How long to wait before a try, in seconds: doubling with jitter, and never before the server wants it.
    static func delaySeconds(attempt: Int, retryAfterSeconds: Double?) -> Double {
        let backoff = min(10, 0.1 * Double(1 << min(attempt, 10)))
        let jittered = backoff * Double.random(in: 0.5...1)
        return max(jittered, min(retryAfterSeconds ?? 0, 30))
    }
}
