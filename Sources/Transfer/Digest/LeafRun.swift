public import Hashing

/// What some leaves that follow one another turned out to hold.
public enum LeafRun: Sendable, Equatable {
    /// Zeros.
    case zero(Range<Int>)
    /// Other bytes, by the digest of each leaf.
    case data(first: Int, digests: [BlockDigest])

    /// The leaves.
    public var leaves: Range<Int> {
        switch self {
        case .zero(let leaves): leaves
        case .data(let first, let digests): first..<(first + digests.count)
        }
    }
}
