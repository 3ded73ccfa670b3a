internal import BlockIO
internal import DiskFormats
internal import Threads

/// Finds the grains of a streamOptimized VMDK as it streams by, and queues them compressed.
///
/// It is read strictly forwards, with the grain directory ignored: VMware writes it at the end, where
/// a stream has no use for it, and QEMU before the grains, among the bytes that the header calls overhead.
final class VMDKStreamProducer {
    private let name: String
    private let stream: BufferedStream
    private let durable: DigestTree
    private let output: QueueFeed
    private let pool: BufferPool
    private let flag: CancellationFlag
    private let header: SparseVMDKHeader
    /// Where a grain has been; one leaf stands for it.
    private var seen: LeafSet
    private var batch: (buffer: AlignedBuffer, grains: [DeflatedGrain], used: Int)?

    /// Reads the header.
    init(
        name: String, stream: BufferedStream, durable: DigestTree, output: QueueFeed, pool: BufferPool,
        flag: CancellationFlag
    ) throws {
        self.name = name
        self.stream = stream
        self.durable = durable
        self.output = output
        self.pool = pool
        self.flag = flag
        seen = LeafSet(durable.geometry)
        header = try Self.header(name, try stream.take(SparseVMDKHeader.lengthBytes))
        guard header.isStreamable else {
            throw VMDKStreamError.header(name: name, field: "layout that can't be streamed")
        }
        guard header.grainBytes <= Self.maximumGrainBytes else {
            throw VMDKStreamError.header(name: name, field: "grain size of \(header.grainBytes) bytes")
        }
        guard header.capacityBytes <= durable.geometry.sizeBytes else {
            throw TransferError.sourceLonger(name: name, sizeBytes: durable.geometry.sizeBytes)
        }
    }

    /// VMware and QEMU write 64 KiB; this is what buffers are made for.
    static let maximumGrainBytes: Int64 = 1 << 20
    /// What deflate may add to incompressible bytes (zlib's compressBound has 0.03 %; other writers more).
    static let maximumCompressedBytes = (1 << 20) + (1 << 18)

    private static func header(_ name: String, _ bytes: [UInt8]) throws -> SparseVMDKHeader {
        do {
            return try SparseVMDKHeader(bytes)
        } catch .notSparse {
            throw VMDKStreamError.truncated(name: name, atByte: Int64(bytes.count))
        } catch .field(let field) {
            throw VMDKStreamError.header(name: name, field: field)
        }
    }

    /// Runs to the end of the stream, which checks its digests there; on a thread of its own.
    func run() throws {
        guard header.overheadBytes >= stream.position else {
            throw VMDKStreamError.header(name: name, field: "overhead of \(header.overheadBytes) bytes")
        }
        try skip(header.overheadBytes - stream.position)
        while try takePiece() {}
        try flush()
        let end = stream.position
        guard try stream.restIsZero() else { throw VMDKStreamError.trailingBytes(name: name, atByte: end) }
    }

    /// Takes a marker and what belongs to it; false at the end.
    private func takePiece() throws -> Bool {
        let start = stream.position
        var head = try stream.take(VMDKMarker.headBytes)
        // QEMU writes no end mark: its disks just end.
        if head.isEmpty, !header.hasDirectoryAtEnd { return false }
        guard head.count == VMDKMarker.headBytes else { throw truncated }
        if head.number(at: 8, as: UInt32.self) == 0 { head += try sector(from: start) }
        switch VMDKMarker(head) {
        case .grain(let sector, let bytes): try takeGrain(sector, bytes)
        case .metadata(let sectors):
            guard sectors < 1 << 32 else { throw VMDKStreamError.unknownMarker(name: name, type: 1, atByte: start) }
            try skip(Int64(sectors) * 512)
        case .footer: try takeFooter()
        case .end: return false
        case .unknown(let type): throw VMDKStreamError.unknownMarker(name: name, type: type, atByte: start)
        }
        return true
    }

    /// The rest of a marker's sector.
    private func sector(from start: Int64) throws -> [UInt8] {
        let rest = try stream.take(512 - VMDKMarker.headBytes)
        guard stream.position == start + 512 else { throw truncated }
        return rest
    }

    private func takeFooter() throws {
        let footer = try Self.header(name, try stream.take(SparseVMDKHeader.lengthBytes))
        guard footer.capacityBytes == header.capacityBytes, footer.grainBytes == header.grainBytes else {
            throw VMDKStreamError.header(name: name, field: "footer that says something else than the header")
        }
    }

    private func takeGrain(_ sector: UInt64, _ bytes: UInt32) throws {
        let offset = try placeOfGrain(sector)
        let limit = header.grainBytes + header.grainBytes / 4
        guard Int64(bytes) <= limit else {
            throw VMDKStreamError.grainOversized(name: name, sector: sector, bytes: bytes)
        }
        let stored = VMDKMarker.headBytes + Int(bytes)
        if isDurable(offset) {
            try skip(Int64(bytes))
        } else {
            try collect(offset, Int(bytes))
        }
        try skip(Int64((512 - stored % 512) % 512))
    }

    private func placeOfGrain(_ sector: UInt64) throws -> Int64 {
        guard sector < UInt64(header.capacityBytes) / 512, sector % UInt64(header.grainBytes / 512) == 0 else {
            throw VMDKStreamError.grainOutside(name: name, sector: sector)
        }
        let offset = Int64(sector) * 512
        let leaf = durable.geometry.leaf(at: offset)
        guard seen.insert(leaf) else { throw VMDKStreamError.grainRepeated(name: name, sector: sector) }
        return offset
    }

    private func isDurable(_ offset: Int64) -> Bool {
        let end = durable.geometry.leaf(after: offset + header.grainBytes)
        return durable.nextLeaf(from: durable.geometry.leaf(at: offset), known: false, limit: end) >= end
    }

    /// Adds a grain's data to the batch, which goes to the workers when it is full.
    private func collect(_ offset: Int64, _ count: Int) throws {
        if let batch, batch.used + count > batch.buffer.bytes.count { try flush() }
        var batch = try self.batch ?? (try pool.take(flag), [], 0)
        self.batch = nil
        let place = batch.used..<(batch.used + count)
        let found = try stream.take(into: UnsafeMutableRawBufferPointer(rebasing: batch.buffer.bytes[place]))
        guard found == count else { throw truncated }
        batch.grains.append(DeflatedGrain(offset: offset, data: place))
        batch.used += count
        self.batch = batch
    }

    private func flush() throws {
        guard let batch else { return }
        self.batch = nil
        try output.push(WorkChunk(offset: 0, length: 0, content: .grains(batch.buffer, batch.grains)))
    }

    private func skip(_ count: Int64) throws {
        guard try stream.skip(count) == count else { throw truncated }
    }

    private var truncated: VMDKStreamError { .truncated(name: name, atByte: stream.position) }

    /// The bytes of a grain, and where the disk ends for the last one.
    var grainLayout: GrainLayout {
        GrainLayout(name: name, grainBytes: Int(header.grainBytes), capacityBytes: header.capacityBytes)
    }
}
