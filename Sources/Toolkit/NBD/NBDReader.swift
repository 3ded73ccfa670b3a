internal import BlockIO
internal import CNBD
internal import Glibc
internal import Threads

/// Reads from an export over several connections with many requests in flight, all on the caller's thread.
final class NBDReader: PipelinedBlockReader {
    private let connections: [NBDConnection]
    private let sizeBytes: Int64
    private let cancellation: CancellationFlag
    /// What is in flight on each connection: the tag by the cookie of the request.
    private var inFlight: [[UInt64: Int]]
    private let answerSeconds: Int
    /// How long sockets have been waited for since an answer was complete: a caller that does other things for
    /// a while hasn't waited for the server.
    private var waited = Duration.zero

    var depth: Int { 16 }

    init(
        _ connections: [NBDConnection], sizeBytes: Int64, cancellation: CancellationFlag,
        answerSeconds: Int = NBDConnection.answerSeconds
    ) {
        self.connections = connections
        self.sizeBytes = sizeBytes
        self.cancellation = cancellation
        self.answerSeconds = answerSeconds
        inFlight = Array(repeating: [:], count: connections.count)
    }

    func extents(in range: Range<Int64>) throws -> [Extent] {
        try connections[0].extents(in: range)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws {
        let count = clearTail(of: buffer, at: offset)
        guard count > 0 else { return }
        let connection = connections[0]
        try connection.perform("read") { handle in
            nbd_aio_pread(
                handle, buffer.baseAddress, count, UInt64(offset), nbd_completion_callback(), 0)
        }
    }

    func start(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64, tag: Int) throws {
        let count = clearTail(of: buffer, at: offset)
        let index = inFlight.indices.min { inFlight[$0].count < inFlight[$1].count } ?? 0
        let connection = connections[index]
        let cookie = nbd_aio_pread(
            try connection.handle, buffer.baseAddress, count, UInt64(offset), nbd_completion_callback(), 0)
        guard cookie >= 0 else { throw connection.requestError("read") }
        inFlight[index][UInt64(cookie)] = tag
    }

    /// Clears what lies beyond the export's end and says how much there is to read.
    private func clearTail(of buffer: UnsafeMutableRawBufferPointer, at offset: Int64) -> Int {
        let count = Int(max(0, min(Int64(buffer.count), sizeBytes - offset)))
        UnsafeMutableRawBufferPointer(rebasing: buffer[count...]).initializeMemory(as: UInt8.self, repeating: 0)
        return count
    }

    func finishOne(withinMilliseconds timeout: Int) throws -> Int? {
        if let tag = try completed() { return tag }
        guard let index = inFlight.firstIndex(where: { !$0.isEmpty }) else { return nil }
        let begin = ContinuousClock.now
        try waitForSockets(milliseconds: timeout)
        waited += ContinuousClock.now - begin
        if let tag = try completed() { return tag }
        guard waited < .seconds(answerSeconds) else {
            throw NBDError.noAnswer("read", uri: connections[index].uri, seconds: answerSeconds)
        }
        return nil
    }

    private func completed() throws -> Int? {
        for (index, connection) in connections.enumerated() where !inFlight[index].isEmpty {
            let cookie = try nbd_aio_peek_command_completed(connection.handle)
            guard cookie > 0 else { continue }
            let status = try nbd_aio_command_completed(connection.handle, UInt64(cookie))
            waited = .zero
            let tag = inFlight[index].removeValue(forKey: UInt64(cookie))
            guard status == 1 else { throw connection.requestError("read") }
            if let tag { return tag }
        }
        return nil
    }

    /// Lets the connections work on whatever their sockets are ready for.
    private func waitForSockets(milliseconds: Int) throws {
        var polled = try connections.map { connection in
            let handle = try connection.handle
            let direction = nbd_aio_get_direction(handle)
            var events: Int32 = 0
            if direction & UInt32(LIBNBD_AIO_DIRECTION_READ) != 0 { events |= POLLIN }
            if direction & UInt32(LIBNBD_AIO_DIRECTION_WRITE) != 0 { events |= POLLOUT }
            return pollfd(fd: nbd_aio_get_fd(handle), events: Int16(events), revents: 0)
        }
        let count = poll(&polled, nfds_t(polled.count), Int32(milliseconds))
        guard count > 0 else { return }
        for (index, entry) in polled.enumerated() where entry.revents != 0 {
            try notify(connections[index], Int32(entry.revents))
        }
    }

    private func notify(_ connection: NBDConnection, _ events: Int32) throws {
        let handle = try connection.handle
        let direction = nbd_aio_get_direction(handle)
        let status: Int32
        if events & (POLLIN | POLLHUP) != 0, direction & UInt32(LIBNBD_AIO_DIRECTION_READ) != 0 {
            status = nbd_aio_notify_read(handle)
        } else if events & POLLOUT != 0, direction & UInt32(LIBNBD_AIO_DIRECTION_WRITE) != 0 {
            status = nbd_aio_notify_write(handle)
        } else {
            status = -1
        }
        guard status == 0 else { throw connection.requestError("read") }
    }

    /// Closing a handle ends what is in flight on it; nothing touches a buffer after that.
    func abandon() {
        for connection in connections { connection.close() }
        for index in inFlight.indices { inFlight[index] = [:] }
    }
}
