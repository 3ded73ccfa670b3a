internal import BlockIO
internal import ByteStreams

/// What the workers need to know of a VMDK's grains.
struct GrainLayout: Sendable {
    var name: String
    var grainBytes: Int
    var capacityBytes: Int64
}

/// Inflates grains and puts neighbours together, so that they are written as one.
final class GrainInflater {
    private let layout: GrainLayout
    private let processor: BlockProcessor
    private let inflater: Inflater
    private let buffer: AlignedBuffer
    /// What is in the buffer: where on the disk it begins, and how much it is.
    private var start: Int64 = 0
    private var used = 0

    init(_ layout: GrainLayout, _ processor: BlockProcessor) throws {
        self.layout = layout
        self.processor = processor
        inflater = try Inflater()
        buffer = AlignedBuffer(count: max(1 << 19, layout.grainBytes))
    }

    func process(_ grains: [DeflatedGrain], in data: AlignedBuffer) throws {
        for grain in grains {
            let wanted = Int(min(Int64(layout.grainBytes), layout.capacityBytes - grain.offset))
            if grain.offset != start + Int64(used) || used + layout.grainBytes > buffer.bytes.count { try flush() }
            if used == 0 { start = grain.offset }
            let input = UnsafeRawBufferPointer(rebasing: data.bytes[grain.data])
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[used..<(used + layout.grainBytes)])
            let count = try inflate(input, into: room, sector: UInt64(grain.offset / 512))
            // The last grain may be stored whole, or cut where the disk ends.
            guard count == layout.grainBytes || count == wanted else {
                throw damaged(grain.offset, "it has \(count) bytes and not \(layout.grainBytes)")
            }
            used += wanted
        }
        try flush()
    }

    private func inflate(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, sector: UInt64
    ) throws -> Int {
        do {
            return try inflater.inflate(input, into: output)
        } catch .tooLong {
            throw VMDKStreamError.grainDamaged(name: layout.name, sector: sector, reason: "it has too many bytes")
        } catch .incomplete {
            throw VMDKStreamError.grainDamaged(name: layout.name, sector: sector, reason: "its data ends too early")
        } catch {
            throw VMDKStreamError.grainDamaged(name: layout.name, sector: sector, reason: "its data isn't deflate data")
        }
    }

    private func damaged(_ offset: Int64, _ reason: String) -> VMDKStreamError {
        .grainDamaged(name: layout.name, sector: UInt64(offset / 512), reason: reason)
    }

    private func flush() throws {
        guard used > 0 else { return }
        try processor.process(UnsafeRawBufferPointer(rebasing: buffer.bytes[..<used]), at: start)
        used = 0
    }
}
