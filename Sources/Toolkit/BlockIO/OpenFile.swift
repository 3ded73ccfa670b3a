internal import Failures
public import Glibc

/// An open file that closes itself; reads and writes whole buffers at offsets.
public final class OpenFile: Sendable {
    /// The descriptor, for calls that this type doesn't have.
    public let descriptor: Int32
    /// The path it was opened by.
    public let path: String

    /// Opens a file; it isn't inherited by child processes.
    /// - Throws: `SystemError`.
    public init(_ path: String, flags: Int32, mode: mode_t = 0o600) throws {
        let descriptor = open(path, flags | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw SystemError("open", path) }
        self.descriptor = descriptor
        self.path = path
    }

    deinit { close(descriptor) }

    /// What the kernel says of it.
    public func status() throws -> stat {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw SystemError("fstat", path) }
        return status
    }

    /// Fills a buffer as far as the file goes and returns the count of bytes.
    public func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws -> Int {
        var done = 0
        while done < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
            let count = pread(descriptor, rest.baseAddress, rest.count, off_t(offset) + done)
            if count == 0 { break }
            if count < 0 {
                if errno == EINTR { continue }
                throw SystemError("pread", path)
            }
            done += count
        }
        return done
    }

    /// Writes a whole buffer.
    public func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws {
        var done = 0
        while done < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
            let count = pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset) + done)
            if count < 0 {
                if errno == EINTR { continue }
                throw SystemError("pwrite", path)
            }
            guard count > 0 else { throw SystemError("pwrite", path, code: EIO) }
            done += count
        }
    }

    /// Makes the file's data, and what is needed to find it again, durable.
    public func sync() throws {
        guard fdatasync(descriptor) == 0 else { throw SystemError("fdatasync", path) }
    }
}
