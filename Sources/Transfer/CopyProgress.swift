/// How far a copy is; no count ever goes back.
public struct CopyProgress: Sendable, Equatable {
    /// What is being done.
    public var stage: Stage
    /// The whole work of the stage in bytes: data of the source, or what is stored of a stream; nil when unknown.
    public var workTotalBytes: Int64?
    /// What of it is done.
    public var workDoneBytes: Int64
    /// Bytes read from the source.
    public var readBytes: Int64
    /// Bytes written to the target.
    public var movedBytes: Int64
    /// Bytes that needed no writing: holes and zeros.
    public var skippedBytes: Int64
    /// Bytes that an earlier, interrupted copy had made durable.
    public var resumedBytes: Int64

    /// What is being done.
    public enum Stage: String, Sendable, Codable {
        /// The source's digests are being checked, or it is being unpacked, because it can't be read in one pass.
        case preparing
        /// The disk is being copied.
        case copying
        /// The target is being read back.
        case verifying
    }
}
