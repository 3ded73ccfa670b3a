public import QEMU

/// How long a boot check waits, and for what.
public struct BootCheckPolicy: Sendable, Equatable {
    /// After this time without a verdict the check is inconclusive.
    public var deadlineSeconds: Double
    /// How long the display must stay the same to count as settled.
    public var settleSeconds: Double
    /// Three resets by the guest within this time are a reset loop.
    public var resetWindowSeconds: Double
    /// The most memory that the guest is given, whatever its manifest says.
    public var mostMemoryBytes: Int64

    /// States how long to wait.
    public init(
        deadlineSeconds: Double, settleSeconds: Double = 30, resetWindowSeconds: Double = 120,
        mostMemoryBytes: Int64 = 2 << 30
    ) {
        self.deadlineSeconds = deadlineSeconds
        self.settleSeconds = settleSeconds
        self.resetWindowSeconds = resetWindowSeconds
        self.mostMemoryBytes = mostMemoryBytes
    }

    /// What suits a guest of usual size: 2 minutes under KVM, 8 where every instruction is translated.
    public static func usual(for acceleration: Acceleration) -> BootCheckPolicy {
        BootCheckPolicy(
            deadlineSeconds: 120 * acceleration.slowness, settleSeconds: 20 * acceleration.slowness.squareRoot(),
            resetWindowSeconds: 60 * acceleration.slowness)
    }
}

/// Where a boot check is.
public struct BootCheckProgress: Sendable, Equatable {
    /// Seconds since the machine was started.
    public var seconds: Double
    /// When it ends without a verdict.
    public var deadlineSeconds: Double
    /// What the guest wrote last on its serial console.
    public var lastConsoleLine: String
    /// How often the guest reset itself so far.
    public var resetCount: Int
}
