extension MigrationReport {
    /// A disk, what was moved of it, and the proof that it arrived.
    public struct Disk: Sendable, Codable, Equatable {
        /// The source's identifier.
        public var id: String
        /// The file's name at the target.
        public var name: String
        /// Where it was read from.
        public var sourcePath: String
        /// The format that it was read in.
        public var sourceFormat: String
        /// The format that it was written in.
        public var format: String
        /// The size that the guest sees.
        public var sizeBytes: Int64
        /// Bytes read from the source.
        public var bytesRead: Int64
        /// Bytes written to the target.
        public var bytesMoved: Int64
        /// Bytes that needn't be written: holes and zeros.
        public var bytesSkipped: Int64
        /// Bytes that an earlier, interrupted run had written already.
        public var bytesResumed: Int64
        /// The digest of what was copied; nil when the copy did not end.
        public var digest: Digest?
        /// The digest of the disk as it was handed over; differs from `digest` when the guest was converted.
        public var deliveredDigest: Digest?
        /// What was read back: "full: 512 blocks equal"; nil when nothing was.
        public var verification: String?
        /// How long the copy took.
        public var seconds: Double?

        /// Describes a disk; see the members.
        public init(
            id: String, name: String, sourcePath: String, sourceFormat: String, format: String, sizeBytes: Int64,
            bytesRead: Int64, bytesMoved: Int64, bytesSkipped: Int64, bytesResumed: Int64 = 0, digest: Digest? = nil,
            deliveredDigest: Digest? = nil,
            verification: String? = nil, seconds: Double? = nil
        ) {
            self.id = id
            self.name = name
            self.sourcePath = sourcePath
            self.sourceFormat = sourceFormat
            self.format = format
            self.sizeBytes = sizeBytes
            self.bytesRead = bytesRead
            self.bytesMoved = bytesMoved
            self.bytesSkipped = bytesSkipped
            self.bytesResumed = bytesResumed
            self.digest = digest
            self.deliveredDigest = deliveredDigest
            self.verification = verification
            self.seconds = seconds
        }
    }

    /// The digest of a disk: the root over the digests of its blocks.
    public struct Digest: Sendable, Codable, Equatable {
        /// The hash function: `sha256`.
        public var algorithm: String
        /// The root, in hexadecimal digits.
        public var root: String
        /// The size of a block.
        public var blockBytes: Int64

        /// Describes a digest.
        public init(algorithm: String, root: String, blockBytes: Int64) {
            self.algorithm = algorithm
            self.root = root
            self.blockBytes = blockBytes
        }
    }
}
