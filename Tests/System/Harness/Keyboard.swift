import Glibc

/// Standard input that a test types into; it stays open until the test lets go of it.
final class Keyboard: Sendable {
    let path: String
    private let descriptor: Int32

    init(in scratch: Scratch) throws {
        path = scratch.freshPath("keyboard")
        guard mkfifo(path, 0o600) == 0 else { throw HarnessError("mkfifo \(path) failed") }
        // Both ways, so that neither opening waits for the other end.
        descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw HarnessError("open \(path) failed") }
    }

    deinit { close(descriptor) }

    func type(_ text: String) {
        _ = text.withCString { write(descriptor, $0, strlen($0)) }
    }
}
