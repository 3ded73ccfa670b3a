internal import CZlib

/// Inflates independent blocks of zlib data (RFC 1950), with one state that is used again for each.
///
/// Belongs to one thread at a time.
public final class Inflater {
    /// What is wrong with a block.
    public enum Damage: Error, Sendable, Equatable {
        /// It isn't zlib data, or its checksum doesn't match.
        case malformed
        /// It ends before its end mark.
        case incomplete
        /// It inflates to more than there may be.
        case tooLong
        /// No memory for the state.
        case noMemory
    }

    // zlib keeps a pointer to the stream in its state, so the stream needs a place that doesn't move.
    private let stream: UnsafeMutablePointer<z_stream>

    /// Makes an inflater.
    public init() throws(Damage) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // A throw from here runs deinit, for all members are set: it frees the stream, and inflateEnd refuses a state
        // that was never made.
        guard inflateInit_(stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { throw .noMemory }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Inflates a block and returns how many bytes it gave.
    public func inflate(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(Damage) -> Int {
        inflateReset(stream)
        let bytes = input.bindMemory(to: UInt8.self)
        stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
        stream.pointee.avail_out = UInt32(output.count)
        switch CZlib.inflate(stream, Z_FINISH) {
        case Z_STREAM_END: return output.count - Int(stream.pointee.avail_out)
        case Z_OK, Z_BUF_ERROR: throw stream.pointee.avail_out == 0 ? .tooLong : .incomplete
        default: throw .malformed
        }
    }
}
