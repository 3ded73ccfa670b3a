/// What a finished copy did.
public struct CopyResult: Sendable, Equatable, Codable {
    /// The root of the disk's digest tree (docs/digest.md), in hexadecimal.
    public var digest: String
    /// The target's size.
    public var sizeBytes: Int64
    /// Bytes read from the source.
    public var readBytes: Int64
    /// Bytes written to the target.
    public var movedBytes: Int64
    /// Bytes that needed no writing.
    public var skippedBytes: Int64
    /// Bytes that an interrupted copy had made durable before, zeros included.
    public var resumedBytes: Int64
    /// What the verification did.
    public var verification: VerificationOutcome
    /// Seconds spent on checking or unpacking beforehand.
    public var preparingSeconds: Double
    /// Seconds spent on copying, until all was durable.
    public var copyingSeconds: Double
    /// Seconds spent on reading back.
    public var verifyingSeconds: Double
}

/// What a verification did; one that fails is an error instead.
public struct VerificationOutcome: Sendable, Equatable, Codable {
    /// What was asked for.
    public var kind: DiskCopyRequest.Verification
    /// Bytes read back from the target.
    public var readBackBytes: Int64
    /// What chose the sample; the same seed chooses the same one again.
    public var seed: UInt64?
}
