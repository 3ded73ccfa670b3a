internal import BlockIO

/// One worker's thread: takes chunks, gets their bytes, hands them to the processor.
struct CopyWorker {
    let processor: BlockProcessor
    let reader: (any BlockReader)?
    let inflater: GrainInflater?
    let pool: BufferPool
    let rate: RateLimiter?
    let counters: CopyCounters
    let stop: StopSignal

    /// Works until the feed ends.
    func run(_ feed: any WorkFeed) throws {
        let buffer = AlignedBuffer(count: reader == nil ? 4096 : pool.bufferBytes)
        while let chunk = try feed.next() {
            try stop.check()
            switch chunk.content {
            case .zeros: processor.processZeros(chunk)
            case .unread: try read(chunk, buffer)
            case .bytes(let bytes):
                defer { pool.give(bytes) }
                let part = UnsafeRawBufferPointer(rebasing: bytes.bytes[..<Int(chunk.length)])
                try processor.process(part, at: chunk.offset)
            case .grains(let data, let grains):
                defer { pool.give(data) }
                try inflater?.process(grains, in: data)
            }
        }
    }

    private func read(_ chunk: WorkChunk, _ buffer: AlignedBuffer) throws {
        let part = UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[..<Int(chunk.length)])
        try rate?.take(part.count, stop.flag)
        try reader?.read(into: part, at: chunk.offset)
        counters.addRead(part.count)
        try processor.process(UnsafeRawBufferPointer(part), at: chunk.offset)
        counters.addWork(chunk.length)
    }
}
