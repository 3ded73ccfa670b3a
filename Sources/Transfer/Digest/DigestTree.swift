public import Hashing

/// The digest of a disk as a tree, so that a part that changed can be hashed again alone, and two disks be compared.
///
/// The format, `gantry-digest-v1` (docs/digest.md has it with an example):
/// - A *leaf* is 65,536 bytes of the disk; the last one has what is left and isn't padded. Its digest is
///   the SHA-256 of its bytes, zeros included.
/// - A *region* is 1,024 leaves; the last one has what is left. Its digest is the SHA-256 of the digests of its
///   leaves, in order, 32 bytes each.
/// - The *root* is the SHA-256 of a header and the digests of the regions in order. The header is the 17 bytes
///   `gantry-digest-v1` and a line feed, the disk's size as 64 bits, the size of a leaf and the leaves
///   of a region as 32 bits each, all little-endian.
///
/// Holes and zeros are the same thing. Regions of zeros cost neither memory nor time: a sparse terabyte is free.
public struct DigestTree: Sendable {
    /// How the disk is cut.
    public let geometry: LeafGeometry
    private var regions: [Region]

    /// What is known of a leaf.
    public enum Leaf: Sendable, Equatable {
        /// Nothing yet.
        case unknown
        /// It is zeros.
        case zero
        /// It has this digest.
        case data(BlockDigest)
    }

    private enum Region: Sendable {
        case unknown
        case zero
        case mixed(known: LeafBits, data: LeafBits, digests: [BlockDigest])
    }

    /// Makes the tree of a disk of which nothing is known.
    public init(sizeBytes: Int64) {
        geometry = LeafGeometry(sizeBytes: sizeBytes)
        regions = Array(repeating: .unknown, count: geometry.regionCount)
    }

    /// What is known of a leaf.
    public func leaf(_ index: Int) -> Leaf {
        switch regions[index / LeafGeometry.leavesPerRegion] {
        case .unknown: return .unknown
        case .zero: return .zero
        case .mixed(let known, let data, let digests):
            let place = index % LeafGeometry.leavesPerRegion
            guard known[place] else { return .unknown }
            return data[place] ? .data(digests[place]) : .zero
        }
    }

    /// Whether a whole region is known to be zeros without looking at its leaves.
    func isZero(region: Int) -> Bool {
        if case .zero = regions[region] { return true }
        return false
    }

    /// Whether nothing is known of a whole region.
    func isUnknown(region: Int) -> Bool {
        if case .unknown = regions[region] { return true }
        return false
    }

    /// The first leaf from a place on that is known, or isn't; the limit (or the disk's end) when there is none.
    func nextLeaf(from start: Int, known: Bool, limit: Int = .max) -> Int {
        let limit = min(limit, geometry.leafCount)
        var leaf = start
        while leaf < limit {
            let region = leaf / LeafGeometry.leavesPerRegion
            if known ? isUnknown(region: region) : isZero(region: region) {
                leaf = geometry.leaves(ofRegion: region).upperBound
            } else if (self.leaf(leaf) != .unknown) == known {
                return leaf
            } else {
                leaf += 1
            }
        }
        return limit
    }

    /// The first leaf from a place on that has data; the limit when there is none.
    func nextData(from start: Int, limit: Int) -> Int {
        var leaf = start
        while leaf < limit {
            let region = leaf / LeafGeometry.leavesPerRegion
            if case .mixed = regions[region] {
                if case .data = self.leaf(leaf) { return leaf }
                leaf += 1
            } else {
                leaf = geometry.leaves(ofRegion: region).upperBound
            }
        }
        return limit
    }

    /// How many bytes are in leaves of which something is known.
    var knownBytes: Int64 { bytes { $0 != .unknown } }

    /// How many bytes are in leaves that have data.
    var dataBytes: Int64 {
        bytes { leaf in
            if case .data = leaf { true } else { false }
        }
    }

    private func bytes(where isCounted: (Leaf) -> Bool) -> Int64 {
        (0..<geometry.regionCount).reduce(0) { total, region in
            let leaves = geometry.leaves(ofRegion: region)
            if case .mixed = regions[region] {
                return leaves.reduce(total) { isCounted(leaf($1)) ? $0 + Int64(geometry.bytes(ofLeaf: $1)) : $0 }
            }
            guard isCounted(leaf(leaves.lowerBound)) else { return total }
            let bytes = geometry.bytes(of: leaves)
            return total + bytes.upperBound - bytes.lowerBound
        }
    }

    /// Sets what leaves hold, in any order, any number of times.
    public mutating func set(_ run: LeafRun) {
        switch run {
        case .zero(let leaves): setZero(leaves)
        case .data(let first, let digests):
            for (index, digest) in digests.enumerated() { set(first + index, digest) }
        }
    }

    private mutating func set(_ leaf: Int, _ digest: BlockDigest) {
        change(region: leaf / LeafGeometry.leavesPerRegion) { known, data, digests in
            let place = leaf % LeafGeometry.leavesPerRegion
            if digests.isEmpty { digests = Array(repeating: BlockDigest(), count: LeafGeometry.leavesPerRegion) }
            known[place] = true
            data[place] = true
            digests[place] = digest
        }
    }

    private mutating func setZero(_ leaves: Range<Int>) {
        var leaf = leaves.lowerBound
        while leaf < leaves.upperBound {
            let region = leaf / LeafGeometry.leavesPerRegion
            let all = geometry.leaves(ofRegion: region)
            let part = leaf..<min(leaves.upperBound, all.upperBound)
            if part == all {
                regions[region] = .zero
            } else {
                change(region: region) { known, data, _ in
                    for index in part {
                        known[index - all.lowerBound] = true
                        data[index - all.lowerBound] = false
                    }
                }
            }
            leaf = part.upperBound
        }
    }

    private mutating func change(
        region: Int, _ body: (inout LeafBits, inout LeafBits, inout [BlockDigest]) -> Void
    ) {
        var known = LeafBits()
        var data = LeafBits()
        var digests: [BlockDigest] = []
        switch regions[region] {
        case .unknown: break
        case .zero: known = .all
        case .mixed(let oldKnown, let oldData, let oldDigests): (known, data, digests) = (oldKnown, oldData, oldDigests)
        }
        // Taken out first, so that the array has one owner and is changed in place.
        regions[region] = .unknown
        body(&known, &data, &digests)
        let isAllZero = known == .all && data == .none
        regions[region] = isAllZero ? .zero : .mixed(known: known, data: data, digests: digests)
    }
}

extension DigestTree: CustomStringConvertible {
    /// The size and what is known, on one line.
    public var description: String { "digests of \(knownBytes) of \(geometry.sizeBytes) bytes" }
}
