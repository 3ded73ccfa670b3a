public import DiskFormats

/// A disk to be copied, and how.
public struct DiskCopyRequest: Sendable {
    /// The image; nil makes an empty disk.
    public var content: DiskContent?
    /// The size of the target disk.
    public var sizeBytes: Int64
    /// The file to write; it is made, and must not exist unless its journal does.
    public var target: String
    /// What to write.
    public var targetFormat: TargetFormat
    /// The journal's path, beside the target; whoever uses the target removes it when all is done.
    public var journal: String
    /// How the copy is proved.
    public var verification: Verification
    /// What to do when there is a target, or a journal of something else.
    public var existing: Existing
    /// A budget of bytes per second, shared with whoever else has it.
    public var rate: RateLimiter?
    /// What chooses the sample of `Verification.sample`; nil for a random one.
    public var sampleSeed: UInt64?
    /// How much may be written and not be durable: what a crash costs.
    public var unjournalledBytes: Int
    /// The threads that hash and write.
    public var workers: Int
    /// The memory for bytes on their way.
    public var memoryBytes: Int
    /// The bytes worked on at once.
    public var chunkBytes: Int

    /// Describes a copy; the defaults are those of one disk at a time.
    public init(
        content: DiskContent?, sizeBytes: Int64, target: String, targetFormat: TargetFormat = .raw, journal: String,
        verification: Verification = .full, existing: Existing = .resume, rate: RateLimiter? = nil
    ) {
        self.content = content
        self.sizeBytes = sizeBytes
        self.target = target
        self.targetFormat = targetFormat
        self.journal = journal
        self.verification = verification
        self.existing = existing
        self.rate = rate
        unjournalledBytes = 64 << 20
        workers = 3
        memoryBytes = 64 << 20
        chunkBytes = 512 << 10
    }

    /// The formats that are written.
    public enum TargetFormat: String, Sendable, Codable {
        /// A sparse file.
        case raw
        /// QEMU's.
        case qcow2
    }

    /// How a copy is proved.
    public enum Verification: String, Sendable, Codable {
        /// Not at all, beyond the digests that are computed anyway.
        case none
        /// A random part of the data is read back from the medium.
        case sample
        /// All data is read back from the medium.
        case full
    }

    /// What to do when there is something already.
    public enum Existing: String, Sendable, Codable {
        /// Go on with an interrupted copy of the same source; anything else is an error.
        case resume
        /// Go on with an interrupted copy of the same source; start anew when its journal is of something else.
        case resumeOrRestart
        /// Replace whatever there is.
        case replace
    }
}
