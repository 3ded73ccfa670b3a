internal import Synchronization

/// A request on its way: what the engine's thread puts in, and tasks take out.
final class Transfer: Sendable {
    let request: HTTPRequest
    private let headLimit: Int
    private let bufferLimit: Int
    private let state = Mutex(State())

    fileprivate struct State {
        var headBytes = 0
        var status = 0
        var headers: [HTTPHeader] = []
        var isHeadComplete = false
        var headWaiter: CheckedContinuation<HTTPHead, any Error>?
        var chunks: [[UInt8]] = []
        var bufferedBytes = 0
        var isPaused = false
        var bodyWaiter: CheckedContinuation<[UInt8]?, any Error>?
        /// What is thrown instead of curl's word: a limit that we enforce.
        var cause: (any Error)?
        var ending: Result<Void, any Error>?
    }

    init(_ request: HTTPRequest, limits: HTTPClientConfiguration) throws {
        for header in request.headers where !header.isSafe {
            throw HTTPClientError.unusableRequest(reason: "The field '\(header.name)' has a character that ends it.")
        }
        guard request.url.hasPrefix("https://") || request.url.hasPrefix("http://") else {
            throw HTTPClientError.unusableRequest(reason: "'\(request.shownURL)' is not an address of HTTP.")
        }
        self.request = request
        headLimit = limits.maximumHeadBytes
        bufferLimit = limits.maximumBufferedBytes
    }

    // What tasks call.

    /// Waits for the head.
    func head() async throws -> HTTPHead {
        try await withCheckedThrowingContinuation { continuation in
            let ready: Result<HTTPHead, any Error>? = state.withLock { state in
                if state.isHeadComplete { return .success(HTTPHead(status: state.status, headers: state.headers)) }
                if case .failure(let error)? = state.ending { return .failure(error) }
                state.headWaiter = continuation
                return nil
            }
            if let ready { continuation.resume(with: ready) }
        }
    }

    /// Waits for bytes, all that are there at once; `resume` is called when a paused transfer may go on.
    func nextChunk(resume: @Sendable () -> Void) async throws -> [UInt8]? {
        try await withCheckedThrowingContinuation { continuation in
            let (ready, mayGoOn) = state.withLock { state in
                let ready = state.takeChunk()
                if ready == nil { state.bodyWaiter = continuation }
                let mayGoOn = state.isPaused && state.bufferedBytes == 0
                if mayGoOn { state.isPaused = false }
                return (ready, mayGoOn)
            }
            if mayGoOn { resume() }
            if let ready { continuation.resume(with: ready) }
        }
    }

    // What the engine's thread calls.

    /// Whether the head of the answer is there.
    var hasHead: Bool { state.withLock { $0.isHeadComplete } }

    /// Takes a line of the head; false when there is too much of it.
    func take(headLine line: [UInt8]) -> Bool {
        let (waiter, head, isFine): (CheckedContinuation<HTTPHead, any Error>?, HTTPHead?, Bool) = state.withLock {
            state in
            state.headBytes += line.count
            guard state.headBytes <= headLimit else {
                state.cause = HTTPClientError.headTooLarge(url: request.shownURL, limitBytes: headLimit)
                return (nil, nil, false)
            }
            state.parse(String(decoding: line, as: UTF8.self))
            guard state.isHeadComplete, let waiter = state.headWaiter else { return (nil, nil, true) }
            state.headWaiter = nil
            return (waiter, HTTPHead(status: state.status, headers: state.headers), true)
        }
        if let head { waiter?.resume(returning: head) }
        return isFine
    }

    /// Takes a piece of the body; false when it has to wait for the reader.
    func take(bodyPiece piece: UnsafeRawBufferPointer) -> Bool {
        let (waiter, isTaken) = state.withLock { state -> (CheckedContinuation<[UInt8]?, any Error>?, Bool) in
            if let waiter = state.bodyWaiter {
                state.bodyWaiter = nil
                return (waiter, true)
            }
            guard state.bufferedBytes == 0 || state.bufferedBytes + piece.count <= bufferLimit else {
                state.isPaused = true
                return (nil, false)
            }
            state.chunks.append(Array(piece))
            state.bufferedBytes += piece.count
            return (nil, true)
        }
        waiter?.resume(returning: Array(piece))
        return isTaken
    }

    /// Ends it; the first ending counts.
    func finish(_ result: Result<Void, any Error>) {
        let (waiters, result) = state.withLock { state in
            let result = state.cause.map { .failure($0) } ?? result
            if state.ending == nil { state.ending = result }
            defer { (state.headWaiter, state.bodyWaiter) = (nil, nil) }
            return ((state.headWaiter, state.bodyWaiter), result)
        }
        switch result {
        case .success:
            let reason = "It ended before the head of the answer."
            waiters.0?.resume(throwing: HTTPClientError.interrupted(url: request.shownURL, reason: reason))
            waiters.1?.resume(returning: nil)
        case .failure(let error):
            waiters.0?.resume(throwing: error)
            waiters.1?.resume(throwing: error)
        }
    }
}

extension Transfer.State {
    /// All bytes that wait, the end, or nil when the reader has to wait.
    fileprivate mutating func takeChunk() -> Result<[UInt8]?, any Error>? {
        if case .failure(let error as CancellationError)? = ending { return .failure(error) }
        guard chunks.isEmpty else {
            var bytes = chunks[0]
            bytes.reserveCapacity(bufferedBytes)
            for chunk in chunks.dropFirst() { bytes += chunk }
            (chunks, bufferedBytes) = ([], 0)
            return .success(bytes)
        }
        return ending.map { $0.map { nil } }
    }

    /// Reads a line of the head (RFC 9112); an answer of the 1xx kind comes before the real one and is forgotten.
    fileprivate mutating func parse(_ line: String) {
        let text = line.prefix { $0 != "\r" && $0 != "\n" && $0 != "\r\n" }
        if text.hasPrefix("HTTP/"), !isHeadComplete {
            headers = []
            status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        } else if text.isEmpty {
            isHeadComplete = isHeadComplete || status >= 200
        } else if !isHeadComplete, let colon = text.firstIndex(of: ":") {
            let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            headers.append(HTTPHeader(String(text[..<colon]), String(value)))
        }
    }
}

extension HTTPHeader {
    /// Whether nothing in it would end the field and begin another (RFC 9110, section 5.5).
    fileprivate var isSafe: Bool {
        !name.isEmpty && !name.contains(":") && (name + value).utf8.allSatisfy { $0 != 0 && $0 != 10 && $0 != 13 }
    }
}
