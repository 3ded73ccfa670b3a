internal import BlockIO

/// A piece of a disk to be worked on, which begins at a leaf, and ends at one or at the disk's end.
struct WorkChunk: Sendable {
    var offset: Int64
    var length: Int64
    var content: Content

    /// What is to be done with it.
    enum Content: Sendable {
        /// It is zeros: nothing is read.
        case zeros
        /// The worker reads it from the source.
        case unread
        /// The bytes are there; the worker gives the buffer back.
        case bytes(AlignedBuffer)
        /// Deflated grains are there, each with a place of its own; the worker gives the buffer back.
        case grains(AlignedBuffer, [DeflatedGrain])
    }
}

/// A compressed grain in a buffer.
struct DeflatedGrain: Sendable {
    /// Where on the disk it belongs.
    var offset: Int64
    /// Where in the buffer its data is.
    var data: Range<Int>
}

/// Gives the workers of a copy their chunks; any of them may ask at any time.
protocol WorkFeed: Sendable {
    /// The next chunk; nil at the end.
    func next() throws -> WorkChunk?
}
