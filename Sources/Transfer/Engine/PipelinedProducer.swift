internal import BlockIO
internal import Threads

/// Keeps several reads of a source in flight and queues the chunks as they arrive.
struct PipelinedProducer: Sendable {
    let chunks: RandomFeed
    let output: QueueFeed
    let pool: BufferPool
    let rate: RateLimiter?
    let counters: CopyCounters
    let flag: CancellationFlag

    /// Runs to the end of the source; on a thread of its own.
    func run(_ reader: any PipelinedBlockReader) throws {
        // Declared first, so that the buffers outlive what the reader still has in flight.
        var flights: [Int: WorkChunk] = [:]
        defer { reader.abandon() }
        var tag = 0
        var isAtEnd = false
        while !isAtEnd || !flights.isEmpty {
            try flag.check()
            if !isAtEnd, flights.count < reader.depth, let buffer = try buffer(isIdle: flights.isEmpty) {
                guard let chunk = try nextToRead() else {
                    isAtEnd = true
                    pool.give(buffer)
                    continue
                }
                try rate?.take(Int(chunk.length), flag)
                tag += 1
                flights[tag] = WorkChunk(offset: chunk.offset, length: chunk.length, content: .bytes(buffer))
                let part = UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[..<Int(chunk.length)])
                try reader.start(into: part, at: chunk.offset, tag: tag)
                continue
            }
            if let done = try reader.finishOne(withinMilliseconds: 100), let chunk = flights.removeValue(forKey: done) {
                counters.addRead(Int(chunk.length))
                counters.addWork(chunk.length)
                try output.push(chunk)
            }
        }
    }

    /// A buffer, waiting for one only when no read is in flight that would be kept waiting.
    private func buffer(isIdle: Bool) throws -> AlignedBuffer? {
        isIdle ? try pool.take(flag) : pool.takeNow()
    }

    /// The next chunk that has to be read; zeros are passed on.
    private func nextToRead() throws -> WorkChunk? {
        while let chunk = try chunks.next() {
            guard case .zeros = chunk.content else { return chunk }
            try output.push(chunk)
        }
        return nil
    }
}
