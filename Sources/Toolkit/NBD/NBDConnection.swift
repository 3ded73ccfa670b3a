internal import BlockIO
internal import CNBD
internal import Glibc
internal import Threads

/// A connection to an NBD export, for one thread at a time; every wait looks at the flag and has a deadline.
final class NBDConnection {
    private let opened: OpaquePointer
    let uri: String
    private let cancellation: CancellationFlag
    private var isClosed = false
    /// A request that the server doesn't answer for so long is given up.
    static let answerSeconds = 120

    init(uri: String, cancellation: CancellationFlag) throws {
        guard let handle = nbd_create() else { throw NBDError.noHandle(Self.lastReason) }
        opened = handle
        self.uri = uri
        self.cancellation = cancellation
        nbd_add_meta_context(handle, LIBNBD_CONTEXT_BASE_ALLOCATION)
        // Every byte of a buffer is written by a read that succeeds, so that clearing it first is work for nothing.
        nbd_set_pread_initialize(handle, false)
        guard nbd_aio_connect_uri(handle, uri) == 0 else { throw connectionError() }
        try poll("connect") { nbd_aio_is_connecting(handle) == 1 ? nil : true }
        guard nbd_aio_is_ready(handle) == 1 else { throw connectionError() }
    }

    deinit { close() }

    /// Closes the connection without waiting for the server; what was in flight is forgotten.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        nbd_close(opened)
    }

    /// libnbd's handle, as long as the connection is open: libnbd frees it when it is closed.
    var handle: OpaquePointer {
        get throws(NBDError) {
            guard !isClosed else { throw .connection(uri: uri, reason: "it was closed after an error") }
            return opened
        }
    }

    static var lastReason: String { nbd_get_error().map { String(cString: $0) } ?? "no reason given" }

    private func connectionError() -> NBDError { .connection(uri: uri, reason: Self.lastReason) }

    func requestError(_ request: String) -> NBDError {
        .request(request, uri: uri, code: nbd_get_errno(), reason: Self.lastReason)
    }

    /// Runs a request to its end.
    ///
    /// A request that is given up may still hold the caller's buffer: the connection is closed then.
    func perform(_ request: String, _ start: (OpaquePointer) -> Int64) throws {
        let handle = try handle
        let cookie = start(handle)
        guard cookie >= 0 else { throw requestError(request) }
        var failure: NBDError?
        do {
            try poll(request) {
                let status = nbd_aio_command_completed(handle, UInt64(cookie))
                if status < 0 { failure = requestError(request) }
                return status == 0 ? nil : true
            }
        } catch {
            close()
            throw error
        }
        if let failure { throw failure }
    }

    /// Writes a whole buffer.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws {
        try perform("write") { handle in
            nbd_aio_pwrite(handle, bytes.baseAddress, bytes.count, UInt64(offset), nbd_completion_callback(), 0)
        }
    }

    /// Waits for something to be true.
    private func poll(_ request: String, until body: () throws -> Bool?) throws {
        let handle = try handle
        for _ in 0..<(Self.answerSeconds * 10) {
            if try body() != nil { return }
            try cancellation.check()
            guard nbd_poll(handle, 100) >= 0 else {
                // A refused connection and a command that ended as the socket broke are told by the body.
                if try body() != nil { return }
                throw requestError(request)
            }
        }
        throw NBDError.noAnswer(request, uri: uri, seconds: Self.answerSeconds)
    }

    /// The extents of a range by `base:allocation`; one of data when the server doesn't say.
    func extents(in range: Range<Int64>) throws -> [Extent] {
        let length = range.upperBound - range.lowerBound
        let unknown = [Extent(offset: range.lowerBound, length: length, kind: .data)]
        guard length > 0, try nbd_can_meta_context(handle, LIBNBD_CONTEXT_BASE_ALLOCATION) == 1 else { return unknown }
        // The request's length has 32 bits (NBD protocol, "Request message").
        let answer = ExtentAnswer()
        try perform("block status") { handle in
            nbd_aio_block_status(
                handle, UInt64(min(length, 1 << 30)), UInt64(range.lowerBound), answer.callback,
                nbd_completion_callback(), 0)
        }
        let extents = answer.extents(from: range.lowerBound, to: range.upperBound)
        return extents.isEmpty ? unknown : extents
    }
}

/// Collects the answer to a block status request.
private final class ExtentAnswer {
    private var entries: [UInt32] = []

    /// The callback keeps a reference of its own until libnbd frees it.
    var callback: nbd_extent_callback {
        nbd_extent_callback(
            callback: { context, name, _, entries, count, _ in
                guard let context, let entries, let name, strcmp(name, LIBNBD_CONTEXT_BASE_ALLOCATION) == 0 else {
                    return 0
                }
                let answer = Unmanaged<ExtentAnswer>.fromOpaque(context).takeUnretainedValue()
                answer.entries = Array(UnsafeBufferPointer(start: entries, count: count))
                return 0
            },
            user_data: Unmanaged.passRetained(self).toOpaque(),
            free: { context in
                if let context { Unmanaged<ExtentAnswer>.fromOpaque(context).release() }
            })
    }

    /// The pairs of length and flags as extents within a range; neighbours of one kind are one.
    func extents(from start: Int64, to end: Int64) -> [Extent] {
        var result: [Extent] = []
        var offset = start
        for pair in stride(from: 0, to: entries.count - 1, by: 2) where offset < end {
            let length = min(Int64(entries[pair]), end - offset)
            guard length > 0 else { break }
            let kind: Extent.Kind = entries[pair + 1] & UInt32(LIBNBD_STATE_ZERO) != 0 ? .zero : .data
            if let last = result.last, last.kind == kind {
                result[result.count - 1].length += length
            } else {
                result.append(Extent(offset: offset, length: length, kind: kind))
            }
            offset += length
        }
        return result
    }
}
