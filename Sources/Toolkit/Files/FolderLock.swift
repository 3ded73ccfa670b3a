public import Failures
internal import Glibc

/// A lock on a file, held until it is released or the process ends (flock(2)): two runs never work on one folder.
public final class FolderLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock, creating the file; nil when another process holds it.
    ///
    /// - Throws: `SystemError` when the file can't be opened.
    public init?(path: String) throws(SystemError) {
        // The descriptor is the object's only once it is locked: a failable initialiser that returns nil after all
        // members are set runs deinit, and what deinit closes a second time may be somebody else's by then.
        guard let descriptor = try Self.lock(path) else { return nil }
        self.descriptor = descriptor
    }

    deinit {
        // Now, and not when a child between fork and exec closes its copy.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    private static func lock(_ path: String) throws(SystemError) -> Int32? {
        for _ in 0..<10 {
            let descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw SystemError("open", path) }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                let code = errno
                close(descriptor)
                if code == EWOULDBLOCK { return nil }
                throw SystemError("flock", path, code: code)
            }
            if Files.isStill(descriptor, path) { return descriptor }
            // Its holder removed it between our two calls; the next one may have made it anew.
            close(descriptor)
        }
        return nil
    }
}
