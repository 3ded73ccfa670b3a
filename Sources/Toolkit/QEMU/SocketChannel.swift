public import Failures
internal import Glibc
internal import Synchronization
internal import Threads

/// A connected Unix socket, read by a thread of its own and written without ever blocking.
public final class SocketChannel: Sendable {
    /// Where it is connected to.
    public let path: String
    private let descriptor: Int32
    private let isShut = Atomic<Bool>(false)

    /// Connects, waiting for the socket to appear and to be listened on.
    /// - Throws: `QEMUError.noAnswer`, `.socketPathTooLong`; `CancellationError`.
    public static func connect(to path: String, deadlineSeconds: Double) async throws -> SocketChannel {
        let deadline = ContinuousClock.now + .seconds(deadlineSeconds)
        while true {
            if let channel = try connectOnce(to: path) { return channel }
            guard ContinuousClock.now < deadline else {
                throw QEMUError.noAnswer(socket: path, seconds: deadlineSeconds)
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Connects if somebody listens now; nil when nobody does.
    static func connectOnce(to path: String) throws -> SocketChannel? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw QEMUError.socketPathTooLong(path: path)
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        let descriptor = socket(AF_UNIX, type, 0)
        guard descriptor >= 0 else { throw SystemError("socket", path) }
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        if status == 0 { return SocketChannel(path: path, descriptor: descriptor) }
        let code = errno
        Glibc.close(descriptor)
        // Not there yet, nobody listens, or somebody else is being served.
        if code == ENOENT || code == ECONNREFUSED || code == EAGAIN { return nil }
        throw SystemError("connect", path, code: code)
    }

    private init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit { Glibc.close(descriptor) }

    /// Starts the reading thread; `onEnd` is called once, when the other side closes or `close` was called.
    /// - Throws: `SystemError` when there is no thread to be had.
    public func startReading(
        onBytes: @escaping @Sendable (ArraySlice<UInt8>) -> Void, onEnd: @escaping @Sendable () -> Void
    ) throws(SystemError) {
        try startThread(named: "qemu-socket") { [self] in
            var buffer = [UInt8](repeating: 0, count: 65536)
            reading: while !isShut.load(ordering: .acquiring) {
                var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                guard poll(&waiting, 1, -1) >= 0 || errno == EINTR else { break }
                let count = read(descriptor, &buffer, buffer.count)
                switch count {
                case 0: break reading
                case ..<0: if errno != EAGAIN && errno != EINTR { break reading }
                default: onBytes(buffer[..<count])
                }
            }
            onEnd()
        }
    }

    /// Sends all the bytes, or throws: what is sent here is small, and a full socket means that nobody reads it.
    public func send(_ bytes: [UInt8]) throws {
        var start = 0
        while start < bytes.count {
            let sent = bytes[start...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if sent < 0, errno == EINTR { continue }
            guard sent > 0 else { throw QEMUError.disconnected(socket: path) }
            start += sent
        }
    }

    /// Sends all the bytes, waiting while the other side doesn't read; only on a thread of one's own.
    /// - Returns: false when the connection or the wait ended first.
    public func sendWaiting(_ bytes: ArraySlice<UInt8>, while isWanted: () -> Bool) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if sent > 0 {
                rest = rest.dropFirst(sent)
                continue
            }
            guard errno == EAGAIN || errno == EINTR, isWanted() else { return false }
            var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            poll(&waiting, 1, 200)
        }
        return true
    }

    /// Ends the connection; the reading thread notices and ends, too.
    public func close() {
        if !isShut.exchange(true, ordering: .acquiringAndReleasing) { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }
    }
}
