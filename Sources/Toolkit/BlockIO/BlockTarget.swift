/// A disk to write: a sparse file, an NBD export.
///
/// The calls block, as those of `BlockSource` do.
public protocol BlockTarget: Sendable {
    /// The disk's size.
    var sizeBytes: Int64 { get }
    /// How many writers may work side by side.
    var maximumWriters: Int { get }
    /// The smallest aligned run of zeros that is worth leaving out.
    var zeroGranularityBytes: Int { get }
    /// Opens a writer for one thread.
    func makeWriter() throws -> any BlockWriter
    /// Makes everything written by any writer so far durable.
    func sync() throws
    /// Makes a range read as zeros and gives its space back where the target can.
    func clear(_ range: Range<Int64>) throws
    /// The target as a source for reading back what is on the medium: call `sync` first.
    func readBack() throws -> any BlockSource
}

/// One thread's way to a target.
public protocol BlockWriter: AnyObject {
    /// Writes the whole buffer at an offset; it lies within the target.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws
}
