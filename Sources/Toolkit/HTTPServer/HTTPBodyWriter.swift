/// Where a streamed answer is written to.
public struct HTTPBodyWriter: Sendable {
    let exchange: Exchange

    /// Hands bytes to the client, and waits while it is too slow to take them.
    ///
    /// - Throws: `HTTPServerError.clientGone` when it has gone; `CancellationError` when the server stops.
    public func write(_ bytes: [UInt8]) async throws { try await exchange.write(bytes) }
}
