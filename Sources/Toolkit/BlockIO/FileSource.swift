internal import CLinux
internal import Failures
internal import Glibc

/// A disk in a local file, or in a part of one: read with `pread`, its holes known by `SEEK_DATA` and `SEEK_HOLE`.
public struct FileSource: BlockSource {
    /// The disk's size: the length of the part.
    public let sizeBytes: Int64
    /// The file is one, and `pread` has no position: any number of readers.
    public let maximumReaders = 64
    private let file: OpenFile
    private let base: Int64

    /// Opens a file, or the part of it that an archive member has.
    /// - Throws: `SystemError`.
    public init(path: String, offset: Int64 = 0, length: Int64? = nil) throws {
        try self.init(file: OpenFile(path, flags: O_RDONLY | O_NOCTTY), offset: offset, length: length)
    }

    /// Reads a file that is open already.
    public init(file: OpenFile, offset: Int64 = 0, length: Int64? = nil) throws {
        self.file = file
        base = offset
        sizeBytes = try length ?? (Int64(file.status().st_size) - offset)
        posix_fadvise(file.descriptor, off_t(offset), off_t(sizeBytes), POSIX_FADV_SEQUENTIAL)
    }

    /// Opens a reader.
    public func makeReader() throws -> any BlockReader {
        FileReader(file: file, base: base, sizeBytes: sizeBytes)
    }
}

final class FileReader: BlockReader {
    private let file: OpenFile
    private let base: Int64
    private let sizeBytes: Int64

    init(file: OpenFile, base: Int64, sizeBytes: Int64) {
        self.file = file
        self.base = base
        self.sizeBytes = sizeBytes
    }

    func extents(in range: Range<Int64>) throws -> [Extent] {
        let end = min(range.upperBound, sizeBytes)
        guard range.lowerBound < end else {
            return [Extent(offset: range.lowerBound, length: range.upperBound - range.lowerBound, kind: .zero)]
        }
        let data = try seek(range.lowerBound, gantry_seek_data(), orEnd: end)
        guard data <= range.lowerBound else {
            return [Extent(offset: range.lowerBound, length: min(data, end) - range.lowerBound, kind: .zero)]
        }
        let hole = try seek(range.lowerBound, gantry_seek_hole(), orEnd: end)
        return [Extent(offset: range.lowerBound, length: min(hole, end) - range.lowerBound, kind: .data)]
    }

    /// The disk's offset of the next data or hole; `end` where there is none (ENXIO, lseek(2)).
    private func seek(_ offset: Int64, _ whence: Int32, orEnd end: Int64) throws -> Int64 {
        let found = lseek(file.descriptor, off_t(base + offset), whence)
        if found >= 0 { return Int64(found) - base }
        switch errno {
        case ENXIO: return end
        // A file system or device without holes: all of it is data.
        case EINVAL, EOPNOTSUPP: return whence == gantry_seek_data() ? offset : end
        default: throw SystemError("lseek", file.path)
        }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws {
        let available = Int(max(0, min(Int64(buffer.count), sizeBytes - offset)))
        let wanted = UnsafeMutableRawBufferPointer(rebasing: buffer[..<available])
        let count = try file.read(into: wanted, at: base + offset)
        // Shorter than it was when it was opened: the source is being changed, which is not for zeros to hide.
        guard count == available else { throw SystemError("pread", file.path, code: ESTALE) }
        UnsafeMutableRawBufferPointer(rebasing: buffer[available...]).initializeMemory(as: UInt8.self, repeating: 0)
    }
}
