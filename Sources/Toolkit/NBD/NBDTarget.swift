public import BlockIO
internal import CNBD
public import Threads

/// A disk behind an NBD server, to be written.
public struct NBDTarget: BlockTarget {
    /// The export's size.
    public let sizeBytes: Int64
    /// Several where the server promises that a flush on one connection covers all, else one.
    public let maximumWriters: Int
    /// The smallest run of zeros worth leaving out.
    public let zeroGranularityBytes: Int
    private let uri: String
    private let cancellation: CancellationFlag
    private let control: Monitor<NBDConnection>

    /// Connects to an export.
    /// - Parameter zeroGranularityBytes: the cluster size of the image behind it, or less.
    public init(uri: String, zeroGranularityBytes: Int = 65536, cancellation: CancellationFlag) throws {
        let connection = try NBDConnection(uri: uri, cancellation: cancellation)
        guard try nbd_is_read_only(connection.handle) == 0 else { throw NBDError.readOnly(uri: uri) }
        let size = try nbd_get_size(connection.handle)
        guard size >= 0 else { throw connection.requestError("size") }
        sizeBytes = size
        maximumWriters = try nbd_can_multi_conn(connection.handle) == 1 ? 8 : 1
        self.zeroGranularityBytes = zeroGranularityBytes
        self.uri = uri
        self.cancellation = cancellation
        control = Monitor(connection)
    }

    /// Opens a writer: a connection of its own, or a share of the only one.
    public func makeWriter() throws -> any BlockWriter {
        guard maximumWriters > 1 else { return NBDWriter(control) }
        return NBDWriter(Monitor(try NBDConnection(uri: uri, cancellation: cancellation)))
    }

    /// Makes the data durable.
    public func sync() throws {
        try control.look { connection in
            guard try nbd_can_flush(connection.handle) == 1 else { return }
            try connection.perform("flush") { handle in
                nbd_aio_flush(handle, nbd_completion_callback(), 0)
            }
        }
    }

    /// Zeroes what isn't zero already, letting the server give the space back.
    public func clear(_ range: Range<Int64>) throws {
        var offset = range.lowerBound
        while offset < range.upperBound {
            let extents = try control.look { try $0.extents(in: offset..<range.upperBound) }
            for extent in extents {
                if extent.kind == .data { try zero(extent) }
                offset = extent.end
            }
        }
    }

    private func zero(_ extent: Extent) throws {
        var offset = extent.offset
        while offset < extent.end {
            // Within the limits that a server may have for a request without data (32 bits, less in some).
            let count = min(extent.end - offset, 64 << 20)
            try control.look { connection in
                guard try nbd_can_zero(connection.handle) == 1 else {
                    return try writeZeros(connection, offset: offset, count: Int(count))
                }
                try connection.perform("zero") { handle in
                    nbd_aio_zero(handle, UInt64(count), UInt64(offset), nbd_completion_callback(), 0)
                }
            }
            offset += count
        }
    }

    private func writeZeros(_ connection: NBDConnection, offset: Int64, count: Int) throws {
        let piece = 1 << 20
        let zeros = [UInt8](repeating: 0, count: piece)
        for start in stride(from: 0, to: count, by: piece) {
            try zeros.withUnsafeBytes { bytes in
                let part = UnsafeRawBufferPointer(rebasing: bytes[..<min(piece, count - start)])
                try connection.write(part, at: offset + Int64(start))
            }
        }
    }

    /// The export as a source.
    public func readBack() throws -> any BlockSource {
        try NBDSource(uri: uri, cancellation: cancellation)
    }
}

final class NBDWriter: BlockWriter {
    private let connection: Monitor<NBDConnection>

    init(_ connection: Monitor<NBDConnection>) { self.connection = connection }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws {
        try connection.look { try $0.write(bytes, at: offset) }
    }
}
