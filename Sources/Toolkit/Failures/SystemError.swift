public import Glibc

/// A system call that failed: which one, on what, and the kernel's word for it.
public struct SystemError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The call, such as `pwrite`.
    public var call: String
    /// What it was called on: a path, usually.
    public var subject: String
    /// The error number (errno(3)).
    public var code: Int32

    /// Describes a failed call; the code defaults to the calling thread's `errno`, so make this first thing.
    public init(_ call: String, _ subject: String, code: Int32 = errno) {
        self.call = call
        self.subject = subject
        self.code = code
    }

    /// The kernel's sentence, such as "No space left on device".
    public var reason: String { String(cString: strerror(code)) }

    /// The call, its subject and the reason on one line.
    public var description: String { "\(call) \(subject): \(reason)" }

    /// Whether the file system (or a quota on it) is full.
    public var isOutOfSpace: Bool { code == ENOSPC || code == EDQUOT }
}
