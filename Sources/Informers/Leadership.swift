public import Failures
internal import Synchronization

/// Whether this process leads, and since which takeover; read by everyone who writes for the leader.
///
/// It is decided by a clock that goes on while the process or the machine sleeps, from the moment before the lease was
/// renewed: a leader that was paused knows that its time is over before another one can have taken over.
public final class Leadership: Sendable {
    private let state = Mutex<Term?>(nil)

    private struct Term {
        var epoch: Int64
        var validUntil: ContinuousClock.Instant
    }

    init() {}

    /// The number of the takeover that made this process the leader, which only grows; nil when it doesn't lead.
    public var epoch: Int64? { term(at: .now)?.epoch }

    /// How long it may still write without renewing; zero when it doesn't lead.
    public var remaining: Duration { term(at: .now).map { $0.validUntil - .now } ?? .zero }

    /// The epoch, when it leads now.
    /// - Throws: `LeadershipError.notLeading`.
    public func check() throws -> Int64 {
        guard let epoch else { throw LeadershipError.notLeading }
        return epoch
    }

    /// - Throws: `LeadershipError.notLeading` when it doesn't lead in that epoch any more.
    func check(epoch: Int64) throws {
        guard self.epoch == epoch else { throw LeadershipError.notLeading }
    }

    /// Waits until it doesn't lead in that epoch any more; a renewal makes it wait longer.
    func waitForEnd(of epoch: Int64) async throws {
        while self.epoch == epoch { try await Task.sleep(for: remaining) }
    }

    func lead(epoch: Int64, until instant: ContinuousClock.Instant) {
        state.withLock { $0 = Term(epoch: epoch, validUntil: instant) }
    }

    func resign() { state.withLock { $0 = nil } }

    private func term(at now: ContinuousClock.Instant) -> Term? {
        state.withLock { $0.flatMap { $0.validUntil > now ? $0 : nil } }
    }
}

/// Why a write was not done.
public enum LeadershipError: NamedError, Equatable {
    /// Another process may lead by now.
    case notLeading

    /// The error as a failure.
    public var failure: Failure {
        switch self {
        case .notLeading:
            Failure(
                "leader.lost", .interrupted, what: "A write was not done, because this process doesn't lead any more.",
                why: "Its lease ran out before it was renewed; another process may have taken over.",
                remedy: "Nothing: the leader does it. If it happens often, look at the load of the machine.")
        }
    }
}
