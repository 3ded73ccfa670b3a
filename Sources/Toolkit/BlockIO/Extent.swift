/// A run of a disk's bytes and what is known of it without reading it.
public struct Extent: Sendable, Equatable {
    /// Where it begins.
    public var offset: Int64
    /// Its length in bytes.
    public var length: Int64
    /// What it holds.
    public var kind: Kind

    /// Describes an extent.
    public init(offset: Int64, length: Int64, kind: Kind) {
        self.offset = offset
        self.length = length
        self.kind = kind
    }

    /// The first byte after it.
    public var end: Int64 { offset + length }

    /// What an extent holds.
    public enum Kind: Sendable, Equatable {
        /// Bytes that have to be read.
        case data
        /// Bytes that read as zeros, allocated or not.
        case zero
    }
}
