internal import BlockIO

/// Walks over a source's extents and hands out what isn't durable yet, in chunks.
final class RandomFeed: WorkFeed {
    private let geometry: LeafGeometry
    private let durable: DigestTree
    private let chunkLeaves: Int
    private let state: Monitor<Walk>

    private struct Walk {
        let reader: any BlockReader
        /// The next leaf to hand out.
        var leaf = 0
        /// Extents that the source has told and that aren't handed out.
        var extents: ArraySlice<Extent> = []
    }

    /// - Parameter durable: leaves that are known here are passed over.
    init(_ source: any BlockSource, durable: DigestTree, chunkBytes: Int) throws {
        geometry = durable.geometry
        self.durable = durable
        chunkLeaves = max(1, chunkBytes / LeafGeometry.leafBytes)
        state = Monitor(Walk(reader: try source.makeReader()))
    }

    func next() throws -> WorkChunk? {
        try state.look { walk in
            walk.leaf = durable.nextLeaf(from: walk.leaf, known: false)
            guard walk.leaf < geometry.leafCount else { return nil }
            let (kind, end) = try run(&walk)
            let limit = kind == .data ? min(end, walk.leaf + chunkLeaves) : end
            let leaves = walk.leaf..<durable.nextLeaf(from: walk.leaf, known: true, limit: limit)
            walk.leaf = leaves.upperBound
            let bytes = geometry.bytes(of: leaves)
            return WorkChunk(
                offset: bytes.lowerBound, length: bytes.upperBound - bytes.lowerBound,
                content: kind == .data ? .unread : .zeros)
        }
    }

    /// What the next leaves hold, and where that ends; a leaf with any data is data.
    private func run(_ walk: inout Walk) throws -> (Extent.Kind, end: Int) {
        let offset = geometry.offset(ofLeaf: walk.leaf)
        let extent = try self.extent(at: offset, &walk)
        guard extent.kind == .zero else { return (.data, geometry.leaf(after: extent.end)) }
        let end = extent.end >= geometry.sizeBytes ? geometry.leafCount : geometry.leaf(at: extent.end)
        return end > walk.leaf ? (.zero, end) : (.data, walk.leaf + 1)
    }

    private func extent(at offset: Int64, _ walk: inout Walk) throws -> Extent {
        while let first = walk.extents.first, first.end <= offset { walk.extents.removeFirst() }
        if walk.extents.isEmpty { walk.extents = try walk.reader.extents(in: offset..<geometry.sizeBytes)[...] }
        guard let first = walk.extents.first, first.offset <= offset, first.end > offset else {
            return Extent(offset: offset, length: geometry.sizeBytes - offset, kind: .data)
        }
        return first
    }
}
