internal import BlockIO

/// How a disk is cut into leaves (the unit of digests and of the journal) and regions of 1024 leaves.
public struct LeafGeometry: Sendable, Equatable {
    /// The disk's size.
    public let sizeBytes: Int64
    /// The bytes of a leaf; the disk's last one may have fewer.
    public static let leafBytes = 65536
    /// The leaves of a region; the disk's last one may have fewer.
    public static let leavesPerRegion = 1024

    /// Cuts a disk.
    public init(sizeBytes: Int64) { self.sizeBytes = sizeBytes }

    /// How many leaves there are.
    public var leafCount: Int { Int((sizeBytes + Int64(Self.leafBytes) - 1) / Int64(Self.leafBytes)) }
    /// How many regions there are.
    public var regionCount: Int { (leafCount + Self.leavesPerRegion - 1) / Self.leavesPerRegion }

    /// The leaves of a region.
    func leaves(ofRegion region: Int) -> Range<Int> {
        let start = region * Self.leavesPerRegion
        return start..<min(start + Self.leavesPerRegion, leafCount)
    }

    /// How many bytes a leaf has.
    func bytes(ofLeaf leaf: Int) -> Int {
        Int(min(Int64(Self.leafBytes), sizeBytes - offset(ofLeaf: leaf)))
    }

    /// Where a leaf begins.
    func offset(ofLeaf leaf: Int) -> Int64 { Int64(leaf) * Int64(Self.leafBytes) }

    /// The bytes that some leaves cover.
    func bytes(of leaves: Range<Int>) -> Range<Int64> {
        offset(ofLeaf: leaves.lowerBound)..<min(offset(ofLeaf: leaves.upperBound), sizeBytes)
    }

    /// The leaf that holds a byte.
    func leaf(at offset: Int64) -> Int { Int(offset / Int64(Self.leafBytes)) }

    /// The first leaf that begins at or after a byte.
    func leaf(after offset: Int64) -> Int {
        Int((min(offset, sizeBytes) + Int64(Self.leafBytes) - 1) / Int64(Self.leafBytes))
    }
}
