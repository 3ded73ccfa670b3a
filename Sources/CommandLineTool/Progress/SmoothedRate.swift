internal import Glibc

/// A rate that follows the measured one with a delay, so that what is shown can be read and the ETA doesn't jump.
struct SmoothedRate: Sendable, Equatable {
    /// After this time, 63 % of what is shown comes from later than then.
    static let memorySeconds = 8.0
    /// Measurements closer together than this are noise; they are added up.
    static let shortestSampleSeconds = 0.25
    /// Before this, nothing is known yet.
    static let warmUpSeconds = 1.0

    private var startedAt: Double?
    private var sampledAt = 0.0
    private var sampledAmount = 0.0
    private var rate: Double?

    /// Tells the amount that is done by now.
    mutating func add(_ amount: Double, at seconds: Double) {
        guard let startedAt else {
            startedAt = seconds
            (sampledAt, sampledAmount) = (seconds, amount)
            return
        }
        let elapsed = seconds - sampledAt
        guard elapsed >= Self.shortestSampleSeconds, seconds > startedAt else { return }
        let measured = max(0, amount - sampledAmount) / elapsed
        let weight = 1 - exp(-elapsed / Self.memorySeconds)
        rate = rate.map { $0 + weight * (measured - $0) } ?? measured
        (sampledAt, sampledAmount) = (seconds, amount)
    }

    /// The amount per second; nil until enough was seen.
    var perSecond: Double? {
        guard let startedAt, sampledAt - startedAt >= Self.warmUpSeconds else { return nil }
        return rate
    }

    /// How long the rest takes at this rate; nil when that can't be said.
    func secondsLeft(for rest: Double) -> Double? {
        guard rest > 0 else { return 0 }
        guard let perSecond, perSecond > 0 else { return nil }
        let seconds = rest / perSecond
        // Beyond that it is no estimate.
        return seconds < 30 * 86_400 ? seconds : nil
    }
}
