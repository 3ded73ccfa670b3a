internal import BlockIO
internal import ByteStreams
internal import DiskFormats
internal import Threads

/// The threads of one copy: a producer where the source needs one, workers, and the keeper of durability.
final class CopyEngine: Sendable {
    private let request: DiskCopyRequest
    private let target: any BlockTarget
    private let durable: DigestTree
    private let stop: StopSignal
    private let counters: CopyCounters
    private let keeper: DurabilityKeeper
    private let pool: BufferPool
    private let queue: QueueFeed

    init(
        _ request: DiskCopyRequest, to target: any BlockTarget, durable: DigestTree, stop: StopSignal,
        counters: CopyCounters
    ) {
        self.request = request
        self.stop = stop
        self.counters = counters
        self.target = target
        self.durable = durable
        keeper = DurabilityKeeper(
            target: target, tree: durable, windowBytes: request.unjournalledBytes, stop: stop)
        pool = BufferPool(bufferBytes: Self.bufferBytes(request), budgetBytes: request.memoryBytes)
        queue = QueueFeed(capacity: max(2, request.memoryBytes / request.chunkBytes))
    }

    /// Whole leaves, and room for the largest compressed grain.
    private static func bufferBytes(_ request: DiskCopyRequest) -> Int {
        let isVMDK = request.content?.format == .vmdk && request.content?.isStreamable == true
        let leaves = max(1, request.chunkBytes / LeafGeometry.leafBytes) * LeafGeometry.leafBytes
        return isVMDK ? max(leaves, VMDKStreamProducer.maximumCompressedBytes) : leaves
    }

    /// Copies everything that isn't durable, and returns the disk's digests when all of it is.
    func run(_ source: OpenedSource, _ journal: JournalFile?, _ report: () -> Void) throws -> DigestTree {
        let threads = ThreadGroup(stop)
        let keeping = ThreadGroup(stop)
        let box = Handover(journal)
        keeping.start("journal") { try self.keeper.run(box.value) }
        do {
            try start(source, threads)
        } catch {
            stop.fail(error)
        }
        threads.waitForAll {
            report()
            if self.stop.flag.isRaised { self.queue.close() }
        }
        if !stop.flag.isRaised, source.leavesZerosOut { counters.addSkipped(keeper.takeRestForZeros()) }
        keeper.close()
        keeping.waitForAll(report)
        try stop.check()
        return keeper.tree
    }

    private func start(_ source: OpenedSource, _ threads: ThreadGroup) throws {
        switch source {
        case .empty: break
        case .random(let blocks, _):
            let chunks = try RandomFeed(blocks, durable: durable, chunkBytes: pool.bufferBytes)
            if let reader = try blocks.makeReader() as? any PipelinedBlockReader {
                startProducer(threads, reader, chunks)
                startWorkers(threads, queue, source: nil, grains: nil)
            } else {
                startWorkers(threads, chunks, source: blocks, grains: nil)
            }
        case .stream(let bytes, let format): try startStream(threads, bytes, format)
        }
    }

    private func startProducer(
        _ threads: ThreadGroup, _ reader: any PipelinedBlockReader, _ chunks: RandomFeed
    ) {
        let producer = PipelinedProducer(
            chunks: chunks, output: queue, pool: pool, rate: request.rate, counters: counters, flag: stop.flag)
        let box = Handover(reader)
        threads.start("read") {
            defer { self.queue.close() }
            try producer.run(box.value)
        }
    }

    private func startStream(_ threads: ThreadGroup, _ bytes: ByteContent, _ format: DiskFormat) throws {
        let limit = request.sizeBytes + request.sizeBytes / 16 + 256 << 20
        let opened = try bytes.open(maximumBytes: limit, cancellation: stop.flag)
        let stream = BufferedStream(opened, rate: request.rate, counters: counters, flag: stop.flag)
        let grains: GrainLayout?
        if format == .vmdk {
            let producer = try VMDKStreamProducer(
                name: bytes.name, stream: stream, durable: durable, output: queue, pool: pool, flag: stop.flag)
            grains = producer.grainLayout
            let box = Handover(producer)
            threads.start("read") {
                defer { self.queue.close() }
                try box.value.run()
            }
        } else {
            grains = nil
            let producer = RawStreamProducer(
                name: bytes.name, durable: durable, output: queue, pool: pool, flag: stop.flag)
            let box = Handover(stream)
            threads.start("read") {
                defer { self.queue.close() }
                try producer.run(box.value)
            }
        }
        startWorkers(threads, queue, source: nil, grains: grains)
    }

    private func startWorkers(
        _ threads: ThreadGroup, _ feed: any WorkFeed, source: (any BlockSource)?, grains: GrainLayout?
    ) {
        for number in 1...max(1, request.workers) {
            threads.start("copy \(number)") {
                let processor = try BlockProcessor(
                    target: self.target, geometry: self.durable.geometry, keeper: self.keeper,
                    counters: self.counters)
                let worker = try CopyWorker(
                    processor: processor, reader: source?.makeReader(),
                    inflater: grains.map { try GrainInflater($0, processor) }, pool: self.pool,
                    rate: self.request.rate, counters: self.counters, stop: self.stop)
                try worker.run(feed)
            }
        }
    }
}

extension OpenedSource {
    /// Whether the source stores only what isn't zero, and the rest of the disk is zeros.
    fileprivate var leavesZerosOut: Bool {
        switch self {
        case .empty, .stream(_, .vmdk): true
        case .random, .stream: false
        }
    }
}
