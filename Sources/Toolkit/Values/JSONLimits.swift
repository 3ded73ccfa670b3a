/// How much of a document is read before it is refused.
public struct JSONLimits: Sendable, Equatable {
    /// The largest text, in bytes.
    public var sizeBytes: Int
    /// The deepest nesting of lists and objects.
    public var depth: Int

    /// Sets limits; the defaults suit files that people and programs of the field write.
    public init(sizeBytes: Int = 64 << 20, depth: Int = 128) {
        self.sizeBytes = sizeBytes
        self.depth = depth
    }
}
