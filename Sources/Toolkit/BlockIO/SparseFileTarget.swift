internal import CLinux
internal import Failures
internal import Glibc

/// A raw disk in a sparse file: what isn't written is a hole and reads as zeros.
public struct SparseFileTarget: BlockTarget {
    /// The disk's size.
    public let sizeBytes: Int64
    /// `pwrite` has no position: any number of writers.
    public let maximumWriters = 64
    /// The block size of the usual file systems: smaller holes can't be kept.
    public let zeroGranularityBytes = 4096
    private let file: OpenFile

    /// Opens a file that exists and gives it the disk's size.
    /// - Throws: `SystemError`.
    public init(path: String, sizeBytes: Int64) throws {
        file = try OpenFile(path, flags: O_RDWR | O_NOFOLLOW)
        self.sizeBytes = sizeBytes
        guard try file.status().st_size != sizeBytes else { return }
        guard ftruncate(file.descriptor, off_t(sizeBytes)) == 0 else { throw SystemError("ftruncate", path) }
    }

    /// Opens a writer.
    public func makeWriter() throws -> any BlockWriter {
        FileWriter(file: file)
    }

    /// Makes the data durable.
    public func sync() throws { try file.sync() }

    /// Punches a hole; writes zeros on a file system that has none.
    public func clear(_ range: Range<Int64>) throws {
        guard !range.isEmpty else { return }
        let length = range.upperBound - range.lowerBound
        if gantry_punch_hole(file.descriptor, range.lowerBound, length) == 0 { return }
        guard errno == EOPNOTSUPP || errno == ENOSYS else { throw SystemError("fallocate", file.path) }
        try writeZeros(range)
    }

    private func writeZeros(_ range: Range<Int64>) throws {
        let zeros = AlignedBuffer(count: 1 << 20)
        zeros.bytes.initializeMemory(as: UInt8.self, repeating: 0)
        var offset = range.lowerBound
        while offset < range.upperBound {
            let count = Int(min(Int64(zeros.bytes.count), range.upperBound - offset))
            try file.write(UnsafeRawBufferPointer(rebasing: zeros.bytes[..<count]), at: offset)
            offset += Int64(count)
        }
    }

    /// The file as a source, its pages dropped from the cache so that the medium answers.
    public func readBack() throws -> any BlockSource {
        // Only clean pages go (posix_fadvise(2)): that is why the caller syncs first.
        posix_fadvise(file.descriptor, 0, 0, POSIX_FADV_DONTNEED)
        return try FileSource(file: file, length: sizeBytes)
    }
}

final class FileWriter: BlockWriter {
    private let file: OpenFile

    init(file: OpenFile) { self.file = file }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws {
        try file.write(bytes, at: offset)
        // The disk begins to write while the next block is being read and hashed; a refusal costs nothing but that.
        _ = gantry_start_writeback(file.descriptor, offset, Int64(bytes.count))
    }
}
