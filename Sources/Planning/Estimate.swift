/// How long a migration will take, as a range.
///
/// It is what the measured or assumed rates say about the bytes to be moved, and no promise: p50 is the rate as
/// given, p90 allows for a machine that is busy with other things. What isn't known is left out and named in
/// `assumptions`.
public struct Estimate: Sendable, Equatable, Codable {
    /// The phases in order.
    public var phases: [Phase]
    /// All phases together.
    public var total: Range
    /// What it rests on, as sentences.
    public var assumptions: [String]

    /// A phase and its time.
    public struct Phase: Sendable, Equatable, Codable {
        /// Its name: `copy`, `verify`, `convert` or `boot-check`.
        public var name: String
        /// How long it takes.
        public var seconds: Range
    }

    /// A range of seconds.
    public struct Range: Sendable, Equatable, Codable {
        /// As likely to be exceeded as not.
        public var p50Seconds: Double
        /// Exceeded in one case of ten.
        public var p90Seconds: Double

        /// Makes a range.
        public init(p50Seconds: Double, p90Seconds: Double) {
            self.p50Seconds = p50Seconds
            self.p90Seconds = p90Seconds
        }
    }

    /// What is known of the work before it begins.
    public struct Work: Sendable, Equatable {
        /// The disks.
        public var disks: [Disk]
        /// How much of the copy is read back.
        public var verified: Verification
        /// Whether the guest is converted.
        public var converts: Bool
        /// Whether the VM is booted to check it.
        public var checksBoot: Bool
        /// The limit on the rate of copying that the user set, in bytes per second.
        public var limitBytesPerSecond: Double?

        /// Describes the work.
        public init(
            disks: [Disk], verified: Verification = .full, converts: Bool = true, checksBoot: Bool = true,
            limitBytesPerSecond: Double? = nil
        ) {
            self.disks = disks
            self.verified = verified
            self.converts = converts
            self.checksBoot = checksBoot
            self.limitBytesPerSecond = limitBytesPerSecond
        }
    }

    /// A disk to copy; what isn't known is nil.
    public struct Disk: Sendable, Equatable {
        /// The size as the guest sees it.
        public var virtualBytes: Int64?
        /// What of it holds data.
        public var allocatedBytes: Int64?
        /// What its file takes, compressed or not.
        public var storedBytes: Int64?

        /// Describes a disk.
        public init(virtualBytes: Int64?, allocatedBytes: Int64? = nil, storedBytes: Int64? = nil) {
            self.virtualBytes = virtualBytes
            self.allocatedBytes = allocatedBytes
            self.storedBytes = storedBytes
        }
    }

    /// How much is read back.
    public enum Verification: Sendable, Equatable {
        /// Nothing.
        case off
        /// A part, between 0 and 1.
        case sample(Double)
        /// Every block with data.
        case full
    }
}
