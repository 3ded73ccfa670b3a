internal import BlockIO
internal import Threads

/// Chunks that a producer's thread puts into a bounded queue.
final class QueueFeed: WorkFeed {
    private let queue: BlockingQueue<WorkChunk>

    init(capacity: Int) { queue = BlockingQueue(capacity: capacity) }

    func next() throws -> WorkChunk? { queue.pop() }

    /// Puts a chunk in, waiting for room.
    /// - Throws: `CancellationError` when the queue was closed because the copy stops.
    func push(_ chunk: WorkChunk) throws {
        guard queue.push(chunk) else { throw CancellationError() }
    }

    /// Ends the feed; called by the producer at its end, and by the owner when the copy stops.
    func close() { queue.close() }
}
