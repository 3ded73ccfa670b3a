/// Sends requests over HTTP/1.1 and reads answers as they come; connections are kept and used again.
///
/// One thread of its own runs libcurl, so nothing blocks the cooperative pool. Cancelling the task that waits ends the
/// request within a millisecond or so. Redirects aren't followed: credentials would go along.
public final class HTTPClient: Sendable {
    let engine: Engine

    /// Makes a client and starts its thread, which ends with the client.
    public init(_ configuration: HTTPClientConfiguration = HTTPClientConfiguration()) throws {
        engine = try Engine(configuration)
        try engine.start()
    }

    deinit { engine.close() }

    /// Sends a request and waits for the head of the answer.
    /// - Throws: `HTTPClientError`; `CancellationError`. A status that isn't success does not throw.
    public func send(_ request: HTTPRequest) async throws -> HTTPStreamedResponse {
        try Task.checkCancellation()
        let transfer = try Transfer(request, limits: engine.configuration)
        engine.add(transfer)
        let head = try await withTaskCancellationHandler {
            try await transfer.head()
        } onCancel: {
            engine.cancel(transfer)
        }
        return HTTPStreamedResponse(head: head, body: HTTPBody(transfer, self))
    }

    /// Sends a request and waits for all of the answer.
    /// - Throws: as `send`, and `HTTPClientError.bodyTooLarge`.
    public func fetch(_ request: HTTPRequest, maximumBytes: Int = 64 << 20) async throws -> HTTPResponse {
        let response = try await send(request)
        return HTTPResponse(head: response.head, body: try await response.body.collect(maximumBytes: maximumBytes))
    }

    /// Ends all requests, closes all connections and lets nothing more in.
    public func close() { engine.close() }
}
