internal import CMicrohttpd
internal import Synchronization

/// One request and its answer: the only thing that the server's thread and the handler's task share.
///
/// The server's thread calls in from libmicrohttpd's callbacks; the task calls in with the answer. A connection without
/// anything to do is suspended and costs no thread; whoever has something for it resumes it.
final class Exchange: Sendable {
    /// How many bytes of a stream may wait for the client before its writer waits.
    static let highWaterBytes = 64 << 10

    /// libmicrohttpd's connection; safe to share because it is only suspended and resumed, which its lock allows from
    /// any thread, and only under our lock until it ends.
    struct Handle: @unchecked Sendable { let pointer: OpaquePointer }

    struct State {
        var connection: Handle?
        var socket: Int32
        var request: HTTPRequest
        var isTooLarge = false
        var phase = Phase.reading
        var isSuspended = false
        var startedAt = ContinuousClock.now
        var task: Task<Void, Never>?
        var response: HTTPResponse?
        var pending: [UInt8] = []
        var taken = 0
        var isComplete = false
        var isBroken = false
        var waitingWriter: CheckedContinuation<Void, any Error>?
    }

    enum Phase { case reading, handling, answering, ended }

    let state: Mutex<State>

    init(connection: Handle, socket: Int32, request: HTTPRequest) {
        state = Mutex(State(connection: connection, socket: socket, request: request))
    }

    /// Gives the answer, unless another was given before; the server's thread sends it.
    func answer(_ response: HTTPResponse) {
        state.withLock { state in
            guard state.phase == .handling, state.response == nil else { return }
            state.response = response
            Self.resume(&state)
        }
    }

    /// Ends it from the server's side: the task is cancelled, the connection closed by its next callback.
    func abandon() {
        let (task, writer) = state.withLock { state in
            state.isBroken = true
            let writer = state.waitingWriter
            state.waitingWriter = nil
            Self.resume(&state)
            return (state.task, writer)
        }
        task?.cancel()
        writer?.resume(throwing: HTTPServerError.clientGone)
    }

    /// The server's thread is done with it: the connection may not be touched any more.
    func end() {
        let (task, writer) = state.withLock { state in
            state.phase = .ended
            state.connection = nil
            let writer = state.waitingWriter
            state.waitingWriter = nil
            return (state.isComplete ? nil : state.task, writer)
        }
        task?.cancel()
        writer?.resume(throwing: HTTPServerError.clientGone)
    }

    static func resume(_ state: inout State) {
        guard state.isSuspended, let connection = state.connection else { return }
        state.isSuspended = false
        MHD_resume_connection(connection.pointer)
    }

    static func suspend(_ state: inout State) {
        guard !state.isSuspended, let connection = state.connection else { return }
        state.isSuspended = true
        MHD_suspend_connection(connection.pointer)
    }
}

extension Exchange {
    func write(_ bytes: [UInt8]) async throws {
        try Task.checkCancellation()
        let mustWait = try state.withLock { state in
            guard state.phase != .ended, !state.isBroken else { throw HTTPServerError.clientGone }
            state.pending += bytes
            Self.resume(&state)
            return state.pending.count - state.taken > Self.highWaterBytes
        }
        if mustWait { try await waitForRoom() }
    }

    private func waitForRoom() async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let hasRoom = state.withLock { state in
                    if state.phase == .ended || state.isBroken { return true }
                    if state.pending.count - state.taken <= Self.highWaterBytes { return true }
                    state.waitingWriter = continuation
                    return false
                }
                if hasRoom { continuation.resume() }
            }
        } onCancel: {
            let writer = state.withLock { state in
                defer { state.waitingWriter = nil }
                return state.waitingWriter
            }
            writer?.resume(throwing: CancellationError())
        }
        try Task.checkCancellation()
    }

    /// No more will be written; a stream that failed is cut off, so that the client sees that it is not whole.
    func finish(failed: Bool) {
        state.withLock { state in
            state.isComplete = true
            state.isBroken = state.isBroken || failed
            Self.resume(&state)
        }
    }

    /// Fills libmicrohttpd's buffer; called on its thread.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let (count, writer) = state.withLock { state -> (Int, CheckedContinuation<Void, any Error>?) in
            let available = state.pending.count - state.taken
            guard available > 0, !state.isBroken else { return (Self.readNothing(&state), nil) }
            let count = min(available, buffer.count)
            let range = state.taken..<state.taken + count
            state.pending.withUnsafeBytes { buffer.copyMemory(from: .init(rebasing: $0[range])) }
            state.taken += count
            guard state.taken == state.pending.count else { return (count, nil) }
            state.pending.removeAll(keepingCapacity: false)
            state.taken = 0
            defer { state.waitingWriter = nil }
            return (count, state.waitingWriter)
        }
        writer?.resume()
        return count
    }

    private static func readNothing(_ state: inout State) -> Int {
        if state.isBroken { return gantry_end_with_error() }
        if state.isComplete { return gantry_end_of_stream() }
        suspend(&state)
        return 0
    }
}
