public import Hashing

extension DigestTree {
    /// The digests of what is all zeros.
    private struct ZeroDigests {
        let leaf: BlockDigest
        let region: BlockDigest

        init(_ hasher: BlockHasher) throws {
            let zeros = [UInt8](repeating: 0, count: LeafGeometry.leafBytes)
            leaf = try zeros.withUnsafeBytes { try hasher.digest(of: $0) }
            try hasher.begin()
            for _ in 0..<LeafGeometry.leavesPerRegion { try leaf.withUnsafeBytes { try hasher.add($0) } }
            region = try hasher.finish()
        }
    }

    /// The digest of the whole disk; nil while a leaf is unknown.
    public func root() throws -> BlockDigest? {
        let hasher = try BlockHasher()
        let zeros = try ZeroDigests(hasher)
        var digests: [BlockDigest] = []
        digests.reserveCapacity(geometry.regionCount)
        for region in 0..<geometry.regionCount {
            guard let digest = try self.digest(ofRegion: region, zeros, hasher) else { return nil }
            digests.append(digest)
        }
        try hasher.begin()
        try header.withUnsafeBytes { try hasher.add($0) }
        for digest in digests { try digest.withUnsafeBytes { try hasher.add($0) } }
        return try hasher.finish()
    }

    private var header: [UInt8] {
        var bytes = Array("gantry-digest-v1\n".utf8)
        withUnsafeBytes(of: UInt64(geometry.sizeBytes).littleEndian) { bytes += $0 }
        withUnsafeBytes(of: UInt32(LeafGeometry.leafBytes).littleEndian) { bytes += $0 }
        withUnsafeBytes(of: UInt32(LeafGeometry.leavesPerRegion).littleEndian) { bytes += $0 }
        return bytes
    }

    private func digest(ofRegion region: Int, _ zeros: ZeroDigests, _ hasher: BlockHasher) throws -> BlockDigest? {
        let leaves = geometry.leaves(ofRegion: region)
        let isWhole = geometry.bytes(of: leaves).count == LeafGeometry.leafBytes * LeafGeometry.leavesPerRegion
        if isWhole, isZero(region: region) { return zeros.region }
        var all: [BlockDigest] = []
        all.reserveCapacity(leaves.count)
        for leaf in leaves {
            switch self.leaf(leaf) {
            case .unknown: return nil
            case .data(let digest): all.append(digest)
            case .zero: all.append(try zeroDigest(ofLeaf: leaf, zeros, hasher))
            }
        }
        try hasher.begin()
        for digest in all { try digest.withUnsafeBytes { try hasher.add($0) } }
        return try hasher.finish()
    }

    private func zeroDigest(ofLeaf leaf: Int, _ zeros: ZeroDigests, _ hasher: BlockHasher) throws -> BlockDigest {
        let count = geometry.bytes(ofLeaf: leaf)
        guard count < LeafGeometry.leafBytes else { return zeros.leaf }
        return try [UInt8](repeating: 0, count: count).withUnsafeBytes { try hasher.digest(of: $0) }
    }

    /// The byte ranges in which two disks of one size differ, or aren't known to be equal; neighbours are one range.
    public func differences(from other: DigestTree) -> [Range<Int64>] {
        guard geometry == other.geometry else { return [0..<max(geometry.sizeBytes, other.geometry.sizeBytes)] }
        var ranges: [Range<Int64>] = []
        for region in 0..<geometry.regionCount {
            if isZero(region: region), other.isZero(region: region) { continue }
            for leaf in geometry.leaves(ofRegion: region) {
                let mine = self.leaf(leaf)
                guard mine == .unknown || mine != other.leaf(leaf) else { continue }
                ranges.append(joining: geometry.bytes(of: leaf..<(leaf + 1)))
            }
        }
        return ranges
    }
}

extension [Range<Int64>] {
    /// Adds a range, as part of the last one when it begins where that ends.
    mutating func append(joining range: Range<Int64>) {
        if let last, last.upperBound == range.lowerBound {
            self[count - 1] = last.lowerBound..<range.upperBound
        } else {
            append(range)
        }
    }
}
