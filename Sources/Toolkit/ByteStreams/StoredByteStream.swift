internal import Threads

/// The parts' stored bytes, one part after the other.
final class StoredByteStream: ByteStream {
    private var waiting: ArraySlice<ByteContent.Part>
    private var current: PartStream?
    private let cancellation: CancellationFlag

    init(_ parts: [ByteContent.Part], cancellation: CancellationFlag) {
        waiting = parts[...]
        self.cancellation = cancellation
    }

    /// Bytes are fetched in pieces of this length, so that cancellation is seen soon.
    private static let pieceBytes = 1 << 20

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        var filled = 0
        while filled < buffer.count {
            try cancellation.check()
            guard let part = try openPart() else { break }
            let end = min(filled + Self.pieceBytes, buffer.count)
            let count = try part.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<end]))
            if count == 0 { current = nil }
            filled += count
        }
        return filled
    }

    private func openPart() throws -> PartStream? {
        if let current { return current }
        guard let next = waiting.popFirst() else { return nil }
        current = try PartStream(next, cancellation: cancellation)
        return current
    }
}
