/// A disk to read: a file, an NBD export.
///
/// The calls block, and belong on threads of the engine's own: the kernel's and libnbd's interfaces block anyway,
/// and an `await` for each block costs more than the block's copy. Tasks wait for the whole copy, not for a read.
public protocol BlockSource: Sendable {
    /// The disk's size.
    var sizeBytes: Int64 { get }
    /// How many readers may work side by side.
    var maximumReaders: Int { get }
    /// Opens a reader for one thread.
    func makeReader() throws -> any BlockReader
}

/// One thread's way to a source.
public protocol BlockReader: AnyObject {
    /// What is known of a range: extents in order, without gaps, covering it from its start.
    ///
    /// The answer may end before the range does, but covers at least one byte of a range that isn't empty.
    func extents(in range: Range<Int64>) throws -> [Extent]
    /// Fills the whole buffer from an offset; bytes after the source's end are zeros.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws
}

/// A reader that keeps several reads in flight, for sources with a latency.
public protocol PipelinedBlockReader: BlockReader {
    /// How many reads are worth having in flight.
    var depth: Int { get }
    /// Starts a read; the buffer must stay until its tag came back.
    func start(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64, tag: Int) throws
    /// Waits until a read has ended, and gives its tag; nil when the time is over or nothing is in flight.
    func finishOne(withinMilliseconds timeout: Int) throws -> Int?
    /// Waits until no read touches a buffer any more; to be called before buffers go away.
    func abandon()
}
