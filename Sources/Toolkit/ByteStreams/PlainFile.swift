internal import Failures
internal import Glibc

/// A plain file open for reading.
final class PlainFile {
    let path: String
    let sizeBytes: Int64
    private let descriptor: Int32

    init(path: String) throws(StreamError) {
        // Non-blocking, so that a FIFO in the file's place can't hang the program.
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .system(SystemError("open", path)) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .notPlainFile(path: path)
        }
        self.path = path
        self.descriptor = descriptor
        self.sizeBytes = Int64(status.st_size)
    }

    deinit { close(descriptor) }

    /// Tells the kernel that a range will be read in order.
    func adviseSequential(offset: Int64, length: Int64) {
        _ = posix_fadvise(descriptor, off_t(offset), off_t(length), POSIX_FADV_SEQUENTIAL)
    }

    /// Reads at an offset; fewer bytes than asked only at the end of the file.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(StreamError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let count = pread(descriptor, rest.baseAddress, rest.count, off_t(offset) + off_t(filled))
            if count < 0 {
                guard errno != EINTR else { continue }
                throw .system(SystemError("pread", path))
            }
            if count == 0 { break }
            filled += count
        }
        return filled
    }
}
