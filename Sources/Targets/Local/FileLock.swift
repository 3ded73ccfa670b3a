internal import Failures
internal import Glibc

/// A lock between processes on a file of ours; it ends with this process, at the latest.
struct FileLock {
    private let descriptor: Int32

    /// Takes the lock; nil when somebody else has it.
    init?(_ path: String) throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw SystemError("open", path) }
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            close(descriptor)
            return nil
        }
    }

    /// Lets others have it; once only.
    func release() { close(descriptor) }
}
