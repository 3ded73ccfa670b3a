public import Threads

extension ByteContent {
    /// Opens the content for one pass: parts one after another, digests checked, gzip unpacked.
    ///
    /// The digests are of the stored bytes and are checked when a part's last byte is read: whoever uses the
    /// content reads until there is nothing more. Blocking, like every read of the stream.
    /// - Parameter maximumBytes: what compressed content may unpack to; more is taken for a bomb.
    public func open(
        maximumBytes: Int64, cancellation: CancellationFlag = CancellationFlag()
    ) throws -> any ByteStream {
        let stored = StoredByteStream(parts, cancellation: cancellation)
        switch compression {
        case .none: return stored
        case .gzip:
            let limits = GzipStream.Limits(maximumBytes: maximumBytes, storedBytes: storedBytes)
            return try GzipStream(stored, name: name, limits: limits)
        }
    }

    /// The place of content that is one uncompressed run of bytes in a file, to be read there by random access.
    ///
    /// Digests are not checked on this way; see `checkDigests`.
    public var directFile: (path: String, offset: Int64, length: Int64)? {
        guard compression == .none, parts.count == 1, let part = parts.first, part.compressedArchiveMember == nil else {
            return nil
        }
        return (part.path, part.offsetBytes, part.lengthBytes)
    }

    /// Whether any part has a digest to be checked.
    public var hasDigests: Bool { parts.contains { $0.expectedDigest != nil } }

    /// Reads everything once in order and checks the digests; for content that is then read by random access.
    ///
    /// Blocking. Parts without a digest are passed over.
    public func checkDigests(cancellation: CancellationFlag) throws {
        let promised = parts.filter { $0.expectedDigest != nil }
        let stream = StoredByteStream(promised, cancellation: cancellation)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
        defer { buffer.deallocate() }
        while try stream.read(into: buffer) > 0 {}
    }

    /// The first bytes, unpacked; fewer when there aren't so many.
    ///
    /// Blocking. Digests are checked only of parts that end within them.
    public func readHead(_ count: Int) throws -> [UInt8] {
        // A gzip stream may produce up to one more piece than is asked for; that isn't a bomb.
        try open(maximumBytes: Int64(count) + 1 << 20).read(atMost: count)
    }

    /// The name users know the content by: that of its first part.
    public var name: String { parts.first?.name ?? "(nothing)" }
}
