internal import BlockIO
internal import Hashing

/// One worker's way of dealing with bytes: find the zeros, hash the rest, write it, report it.
final class BlockProcessor {
    private let geometry: LeafGeometry
    private let writer: any BlockWriter
    private let granularity: Int
    private let keeper: DurabilityKeeper
    private let counters: CopyCounters
    private let hasher: BlockHasher

    init(target: any BlockTarget, geometry: LeafGeometry, keeper: DurabilityKeeper, counters: CopyCounters) throws {
        self.geometry = geometry
        writer = try target.makeWriter()
        granularity = min(target.zeroGranularityBytes, LeafGeometry.leafBytes)
        self.keeper = keeper
        self.counters = counters
        hasher = try BlockHasher()
    }

    /// Zeros of any length: nothing is written, since the target is empty where nothing is durable.
    func processZeros(_ chunk: WorkChunk) {
        let leaves = geometry.leaf(at: chunk.offset)..<geometry.leaf(after: chunk.offset + chunk.length)
        keeper.finished([.zero(leaves)], bytes: 0)
        counters.addSkipped(chunk.length)
    }

    /// Bytes from a leaf's beginning on.
    func process(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws {
        let runs = try digest(bytes, firstLeaf: geometry.leaf(at: offset))
        var written: [Range<Int>] = []
        for run in runs {
            guard case .data(let first, let digests) = run else { continue }
            let start = Int(geometry.offset(ofLeaf: first) - offset)
            let end = min(bytes.count, start + digests.count * LeafGeometry.leafBytes)
            let part = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
            forEachNonzeroRun(in: part, granularity: granularity) { range in
                written.append((start + range.lowerBound)..<(start + range.upperBound))
            }
        }
        let count = written.reduce(0) { $0 + $1.count }
        try keeper.reserve(count)
        for range in written {
            try writer.write(UnsafeRawBufferPointer(rebasing: bytes[range]), at: offset + Int64(range.lowerBound))
        }
        keeper.finished(runs, bytes: count)
        counters.addMoved(count)
        counters.addSkipped(Int64(bytes.count - count))
    }

    private func digest(_ bytes: UnsafeRawBufferPointer, firstLeaf: Int) throws -> [LeafRun] {
        var runs: [LeafRun] = []
        var digests: [BlockDigest] = []
        var leaf = firstLeaf
        func endData() {
            if !digests.isEmpty { runs.append(.data(first: leaf - digests.count, digests: digests)) }
            digests = []
        }
        for start in stride(from: 0, to: bytes.count, by: LeafGeometry.leafBytes) {
            let end = min(start + LeafGeometry.leafBytes, bytes.count)
            let block = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
            if isZero(block) {
                endData()
                runs.append(.zero(leaf..<(leaf + 1)))
            } else {
                digests.append(try hasher.digest(of: block))
            }
            leaf += 1
        }
        endData()
        return LeafRun.joined(runs)
    }
}
