internal import BlockIO

/// A random part of a disk's data: one chunk of thirty, and at least 64.
final class SampleFeed: WorkFeed {
    let totalBytes: Int64
    private let remaining: Monitor<[WorkChunk]>

    init(_ tree: DigestTree, chunkBytes: Int, seed: UInt64) {
        let leaves = max(1, chunkBytes / LeafGeometry.leafBytes)
        var chunks: [Int] = []
        var leaf = tree.nextData(from: 0, limit: tree.geometry.leafCount)
        while leaf < tree.geometry.leafCount {
            chunks.append(leaf / leaves)
            leaf = tree.nextData(from: (leaf / leaves + 1) * leaves, limit: tree.geometry.leafCount)
        }
        var generator = SplitMix64(state: seed)
        let count = min(chunks.count, max(64, chunks.count / 30))
        let chosen = Array(chunks.shuffled(using: &generator).prefix(count)).sorted().map { chunk in
            let first = chunk * leaves
            let bytes = tree.geometry.bytes(of: first..<min(first + leaves, tree.geometry.leafCount))
            return WorkChunk(
                offset: bytes.lowerBound, length: bytes.upperBound - bytes.lowerBound, content: .unread)
        }
        totalBytes = chosen.reduce(0) { $0 + $1.length }
        remaining = Monitor(chosen.reversed())
    }

    func next() throws -> WorkChunk? { remaining.look { $0.popLast() } }
}

/// A generator whose sequence depends on the seed alone (Steele, Lea and Flood, "Fast splittable pseudorandom
/// number generators", 2014).
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
