public import Failures
internal import Glibc

/// What tells whether a file is still the one that was looked at before.
public struct FileIdentity: Sendable, Codable, Equatable {
    /// The path as it was given.
    public var path: String
    /// The size in bytes.
    public var sizeBytes: Int64
    /// When its content changed last, in nanoseconds since 1970.
    public var modifiedNanoseconds: Int64
    /// Its number in its file system.
    public var inode: UInt64

    /// Looks at a file.
    ///
    /// - Throws: `SystemError` when it can't be looked at.
    public init(path: String) throws(SystemError) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw SystemError("stat", path) }
        self.path = path
        sizeBytes = Int64(status.st_size)
        modifiedNanoseconds = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
        inode = UInt64(status.st_ino)
    }

    /// The bytes that a file takes on its disk: less than its size where it has holes; nil when it can't be looked at.
    public static func allocatedBytes(of path: String) -> Int64? {
        var status = stat()
        // Blocks of 512 bytes, whatever the file system's own are (stat(2)).
        return stat(path, &status) == 0 ? Int64(status.st_blocks) * 512 : nil
    }
}
