extension ByteContent {
    /// Whether bytes can be read at any place without unpacking: every part is plain bytes in a file.
    public var isRandomAccess: Bool {
        compression == .none && parts.allSatisfy { $0.compressedArchiveMember == nil }
    }

    /// Reads stored bytes at a place; fewer than asked at the end of the content or of a file that is too short.
    ///
    /// Blocking. For headers and tables: every call opens the files anew. Only for content with random access;
    /// of other content the head can be read.
    public func readBytes(at offset: Int64, count: Int) throws -> [UInt8] {
        guard isRandomAccess else {
            let head = try readHead(Int(offset) + count)
            return Array(head.dropFirst(Int(offset)))
        }
        var result: [UInt8] = []
        var partStart: Int64 = 0
        for part in parts {
            defer { partStart += part.lengthBytes }
            let begin = offset + Int64(result.count) - partStart
            guard begin >= 0, begin < part.lengthBytes, result.count < count else { continue }
            let length = Int(min(Int64(count - result.count), part.lengthBytes - begin))
            let file = try PlainFile(path: part.path)
            let piece = try [UInt8](unsafeUninitializedCapacity: length) { buffer, initialized in
                initialized = try file.read(
                    into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<length]),
                    at: part.offsetBytes + begin)
            }
            result += piece
            guard piece.count == length else { break }
        }
        return result
    }

    /// The content of a whole plain file.
    public init(file path: String, name: String? = nil) throws {
        let file = try PlainFile(path: path)
        let part = Part(name: name ?? path, path: path, lengthBytes: file.sizeBytes)
        self.init(parts: [part])
    }
}
