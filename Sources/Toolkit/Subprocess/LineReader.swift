internal import Glibc

/// Cuts what a pipe delivers into lines.
struct LineReader {
    let stream: RunningProcess.Stream
    let descriptor: Descriptor
    private var pending: [UInt8] = []
    private(set) var isOpen = true

    /// Longer lines are delivered in pieces, so that memory stays bounded whatever the child writes.
    private static let longestLineBytes = 65536

    init(stream: RunningProcess.Stream, descriptor: Descriptor) {
        self.stream = stream
        self.descriptor = descriptor
    }

    /// Reads once and delivers the lines that are complete.
    mutating func read(_ onLine: (RunningProcess.Stream, String) -> Void) {
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = Glibc.read(descriptor.number, &buffer, buffer.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return }
        guard count > 0 else {
            isOpen = false
            return
        }
        for byte in buffer[..<count] {
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                deliver(onLine)
            } else {
                pending.append(byte)
                if pending.count >= Self.longestLineBytes { deliver(onLine) }
            }
        }
    }

    /// Delivers what is left and closes the pipe.
    mutating func finish(_ onLine: (RunningProcess.Stream, String) -> Void) {
        if !pending.isEmpty { deliver(onLine) }
        descriptor.close()
        isOpen = false
    }

    private mutating func deliver(_ onLine: (RunningProcess.Stream, String) -> Void) {
        onLine(stream, String(decoding: pending, as: UTF8.self))
        pending.removeAll(keepingCapacity: true)
    }
}
