public import Failures
internal import Glibc

/// A lock on a file, held until it is released or the process ends (flock(2)): two runs never work on one folder.
public final class FolderLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock, creating the file; nil when another process holds it.
    ///
    /// - Throws: `SystemError` when the file can't be opened.
    public init?(path: String) throws(SystemError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SystemError("open", path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
    }

    deinit { close(descriptor) }
}
