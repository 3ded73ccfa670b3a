internal import Archive
internal import Hashing
internal import Threads

/// One part's stored bytes; at their end the digest is checked.
final class PartStream {
    private let part: ByteContent.Part
    private let source: Source
    private let hasher: StreamHasher?
    private var position: Int64 = 0
    private var isChecked = false

    private enum Source {
        case file(PlainFile)
        case member(ArchiveMemberReader)
    }

    init(_ part: ByteContent.Part, cancellation: CancellationFlag) throws {
        self.part = part
        hasher = try part.expectedDigest.map { try StreamHasher($0.algorithm) }
        if let member = part.compressedArchiveMember {
            let reader = try ArchiveMemberReader(path: part.path, member: member) { cancellation.isRaised }
            source = .member(reader)
        } else {
            let file = try PlainFile(path: part.path)
            file.adviseSequential(offset: part.offsetBytes, length: part.lengthBytes)
            source = .file(file)
        }
    }

    /// Reads the next bytes, and checks the digest as soon as the last has been read.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let wanted = min(Int64(buffer.count), part.lengthBytes - position)
        guard wanted > 0 else {
            try checkDigest()
            return 0
        }
        let piece = UnsafeMutableRawBufferPointer(rebasing: buffer[..<Int(wanted)])
        let count = try fetch(piece)
        guard count > 0 else {
            throw StreamError.truncated(name: part.name, expectedBytes: part.lengthBytes, foundBytes: position)
        }
        try hasher?.update(UnsafeRawBufferPointer(rebasing: piece[..<count]))
        position += Int64(count)
        if position == part.lengthBytes { try checkDigest() }
        return count
    }

    private func fetch(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        switch source {
        case .file(let file): try file.read(into: buffer, at: part.offsetBytes + position)
        case .member(let reader): try reader.read(into: buffer)
        }
    }

    private func checkDigest() throws {
        guard !isChecked else { return }
        isChecked = true
        guard let hasher, let expected = part.expectedDigest else { return }
        let found = try hasher.finish()
        guard found == expected else {
            throw StreamError.digestMismatch(name: part.name, expected: expected, found: found)
        }
    }
}
