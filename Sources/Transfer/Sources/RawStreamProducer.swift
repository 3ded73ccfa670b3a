internal import BlockIO
internal import Threads

/// Cuts a raw disk that comes as a stream into chunks.
struct RawStreamProducer: Sendable {
    let name: String
    let durable: DigestTree
    let output: QueueFeed
    let pool: BufferPool
    let flag: CancellationFlag

    /// Runs to the end of the stream, which checks its digests there; on a thread of its own.
    func run(_ stream: BufferedStream) throws {
        let geometry = durable.geometry
        var offset: Int64 = 0
        while offset < geometry.sizeBytes {
            let length = min(Int64(pool.bufferBytes), geometry.sizeBytes - offset)
            let buffer = try pool.take(flag)
            let part = UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[..<Int(length)])
            let count = try stream.take(into: part)
            try checkEnd(found: offset + Int64(count), wanted: offset + length)
            UnsafeMutableRawBufferPointer(rebasing: part[count...]).initializeMemory(as: UInt8.self, repeating: 0)
            let leaves = geometry.leaf(at: offset)..<geometry.leaf(after: offset + length)
            if durable.nextLeaf(from: leaves.lowerBound, known: false, limit: leaves.upperBound) == leaves.upperBound {
                pool.give(buffer)
            } else {
                try output.push(WorkChunk(offset: offset, length: length, content: .bytes(buffer)))
            }
            offset += length
        }
        // Read to the very end in any case: only there is the manifest's digest checked.
        let rest = try stream.take(1)
        _ = try stream.restIsZero()
        guard rest.isEmpty else { throw TransferError.sourceLonger(name: name, sizeBytes: geometry.sizeBytes) }
    }

    /// A raw file may lack the last part of its last sector; QEMU reads zeros there.
    private func checkEnd(found: Int64, wanted: Int64) throws {
        let sizeBytes = durable.geometry.sizeBytes
        guard found < wanted, (found + 511) / 512 * 512 < sizeBytes else { return }
        throw TransferError.sourceShorter(name: name, sizeBytes: sizeBytes, foundBytes: found)
    }
}
