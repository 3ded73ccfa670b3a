internal import BlockIO
internal import Hashing
internal import Threads

/// Reads a target back and compares it leaf by leaf with what was meant to be written.
final class ReadBack: Sendable {
    private let tree: DigestTree
    private let source: any BlockSource
    private let chunkBytes: Int
    private let stop: StopSignal
    private let counters: CopyCounters
    private let wrong = Monitor<[Range<Int64>]>([])

    init(
        _ tree: DigestTree, _ source: any BlockSource, chunkBytes: Int, stop: StopSignal, counters: CopyCounters
    ) {
        self.tree = tree
        self.source = source
        self.chunkBytes = chunkBytes
        self.stop = stop
        self.counters = counters
    }

    /// Checks everything that the feed gives, and returns the ranges that differ.
    func run(_ feed: any WorkFeed, workers: Int, _ report: () -> Void) throws -> [Range<Int64>] {
        let threads = ThreadGroup(stop)
        for number in 1...max(1, workers) {
            threads.start("verify \(number)") { try self.work(feed) }
        }
        threads.waitForAll(report)
        try stop.check()
        return wrong.look { found in
            found.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { $0.append(joining: $1) }
        }
    }

    private func work(_ feed: any WorkFeed) throws {
        let reader = try source.makeReader()
        let hasher = try BlockHasher()
        let buffer = AlignedBuffer(count: chunkBytes)
        while let chunk = try feed.next() {
            try stop.check()
            let first = tree.geometry.leaf(at: chunk.offset)
            let leaves = first..<tree.geometry.leaf(after: chunk.offset + chunk.length)
            guard case .unread = chunk.content else {
                checkHole(leaves)
                continue
            }
            let part = UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[..<Int(chunk.length)])
            try reader.read(into: part, at: chunk.offset)
            for leaf in leaves {
                let start = (leaf - first) * LeafGeometry.leafBytes
                let end = min(start + LeafGeometry.leafBytes, part.count)
                let block = UnsafeRawBufferPointer(rebasing: part[start..<end])
                if try !isRight(block, leaf, hasher) { note(leaf) }
            }
            counters.addRead(part.count)
            counters.addWork(chunk.length)
        }
    }

    private func isRight(_ block: UnsafeRawBufferPointer, _ leaf: Int, _ hasher: BlockHasher) throws -> Bool {
        switch tree.leaf(leaf) {
        case .unknown: false
        case .zero: isZero(block)
        case .data(let digest): try hasher.digest(of: block) == digest
        }
    }

    /// The target says that there are zeros: no data may have been written there.
    private func checkHole(_ leaves: Range<Int>) {
        var leaf = tree.nextData(from: leaves.lowerBound, limit: leaves.upperBound)
        while leaf < leaves.upperBound {
            note(leaf)
            leaf = tree.nextData(from: leaf + 1, limit: leaves.upperBound)
        }
    }

    private func note(_ leaf: Int) {
        wrong.change { $0.append(tree.geometry.bytes(of: leaf..<(leaf + 1))) }
    }
}
