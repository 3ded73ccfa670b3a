internal import CLinux
internal import Failures
internal import Glibc
internal import Synchronization

/// A file descriptor that is closed exactly once, at the latest with its last user.
final class Descriptor: Sendable {
    let number: Int32
    private let isClosed = Atomic<Bool>(false)

    init(_ number: Int32) { self.number = number }

    deinit { close() }

    func close() {
        if !isClosed.exchange(true, ordering: .acquiringAndReleasing), number >= 0 { Glibc.close(number) }
    }
}

/// A pipe, close-on-exec at both ends.
struct Pipe {
    let reading: Descriptor
    let writing: Descriptor

    init() throws {
        var ends: [Int32] = [-1, -1]
        guard gantry_pipe(&ends) == 0 else { throw SystemError("pipe2", "a child's output") }
        reading = Descriptor(ends[0])
        writing = Descriptor(ends[1])
    }
}

/// What a child reads: opened for it, or borrowed.
struct InputDescriptor {
    let number: Int32
    private let owned: Descriptor?

    init(_ input: Command.Input) throws {
        switch input {
        case .descriptor(let number):
            self.number = number
            owned = nil
        case .nothing:
            let opened = Descriptor(open("/dev/null", O_RDONLY | O_CLOEXEC))
            guard opened.number >= 0 else { throw SystemError("open", "/dev/null") }
            number = opened.number
            owned = opened
        case .bytes(let bytes):
            let pipe = try Pipe()
            // A pipe takes 64 KiB at once (pipe(7)), so this never blocks within the documented bound.
            let sent = bytes.withUnsafeBytes { write(pipe.writing.number, $0.baseAddress, $0.count) }
            guard sent == bytes.count else { throw SystemError("write", "a child's input") }
            number = pipe.reading.number
            owned = pipe.reading
        }
    }
}
