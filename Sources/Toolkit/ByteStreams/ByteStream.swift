/// Bytes read once from front to back on one thread.
public protocol ByteStream: AnyObject {
    /// Fills the buffer from its front as far as possible.
    ///
    /// Blocking. At the end of each part the promised digest has been checked.
    /// - Returns: how many bytes there are; zero only at the end (or for an empty buffer).
    /// - Throws: `StreamError`; `ArchiveError` from a compressed archive; `CancellationError` by the flag.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

extension ByteStream {
    /// Reads the next bytes, up to a count.
    public func read(atMost count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = try read(into: UnsafeMutableRawBufferPointer(buffer))
        }
    }
}
