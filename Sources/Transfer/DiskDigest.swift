internal import BlockIO
internal import ByteStreams
public import DiskFormats
internal import Hashing
internal import Threads

/// Computes the digest of a disk (docs/digest.md) without copying it.
///
/// It is the digest that a copy of the disk has, whatever the image's format. Cancelling the task stops it.
/// - Returns: the root of the digest tree in hexadecimal.
/// - Throws: as `copyDisk` does of its source.
public func digestDisk(_ content: DiskContent, sizeBytes: Int64) async throws -> String {
    // Only what the engine asks of a request is used: there is no journal, and nothing is written but what has to be
    // unpacked for random access, which goes beside the target that isn't made.
    let scratch = "/var/tmp/gantry-digest-\(UInt64.random(in: .min ... .max))"
    let request = DiskCopyRequest(
        content: content, sizeBytes: sizeBytes, target: scratch, journal: scratch, verification: .none)
    return try await onOwnThread(named: "digest") { flag in
        do {
            return try digest(request, flag)
        } catch {
            throw TransferError.naming(error, target: request.target, journal: request.journal)
        }
    }
}

private func digest(_ request: DiskCopyRequest, _ flag: CancellationFlag) throws -> String {
    let counters = CopyCounters()
    let identity = try SourceIdentity(request.content)
    let source = try OpenedSource.open(request, counters: counters, flag: flag)
    defer { source.stop() }
    let engine = CopyEngine(
        request, to: NoTarget(sizeBytes: request.sizeBytes), durable: DigestTree(sizeBytes: request.sizeBytes),
        stop: StopSignal(flag), counters: counters)
    let tree = try engine.run(source, nil) {}
    try identity.checkUnchanged()
    guard let root = try tree.root() else {
        throw TransferError.incomplete(path: request.content?.bytes.name ?? "the disk")
    }
    return root.hexadecimal
}

/// A target that takes everything and keeps nothing.
private struct NoTarget: BlockTarget, BlockSource {
    let sizeBytes: Int64
    let maximumWriters = 64
    let maximumReaders = 1
    /// Zeros are looked for in whole leaves only, as the digest needs it.
    let zeroGranularityBytes = LeafGeometry.leafBytes

    func makeWriter() throws -> any BlockWriter { Writer() }
    func sync() throws {}
    func clear(_ range: Range<Int64>) throws {}
    func readBack() throws -> any BlockSource { self }
    func makeReader() throws -> any BlockReader { Writer() }

    private final class Writer: BlockWriter, BlockReader {
        func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws {}

        func extents(in range: Range<Int64>) throws -> [Extent] {
            [Extent(offset: range.lowerBound, length: range.upperBound - range.lowerBound, kind: .zero)]
        }

        func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws {
            buffer.initializeMemory(as: UInt8.self, repeating: 0)
        }
    }
}
