/// The head of an answer.
public struct HTTPHead: Sendable, Equatable {
    /// Its status code.
    public var status: Int
    /// Its fields, in order.
    public var headers: [HTTPHeader]

    /// Makes a head.
    public init(status: Int, headers: [HTTPHeader] = []) {
        self.status = status
        self.headers = headers
    }

    /// The first field of a name, whatever its case.
    public func header(_ name: String) -> String? { values(of: name).first }

    /// All fields of a name, whatever its case.
    public func values(of name: String) -> [String] {
        let wanted = name.lowercased()
        return headers.filter { $0.name.lowercased() == wanted }.map(\.value)
    }

    /// Whether it says that the request was done.
    public var isSuccess: Bool { (200..<300).contains(status) }
}

/// An answer whose body is read as it comes.
public struct HTTPStreamedResponse: Sendable {
    /// Its head.
    public let head: HTTPHead
    /// Its body; let go of it, and the rest isn't received.
    public let body: HTTPBody
}

/// An answer with all its body.
public struct HTTPResponse: Sendable, Equatable {
    /// Its head.
    public var head: HTTPHead
    /// Its body.
    public var body: [UInt8]

    /// Makes an answer.
    public init(head: HTTPHead, body: [UInt8]) {
        self.head = head
        self.body = body
    }
}

/// The body of an answer, for one reader.
///
/// What the reader hasn't taken is bounded by the client's `maximumBufferedBytes`: then the server is made to wait.
public final class HTTPBody: Sendable {
    private let transfer: Transfer
    // The client, not its engine alone: connections stay open as long as someone reads.
    private let client: HTTPClient

    init(_ transfer: Transfer, _ client: HTTPClient) {
        self.transfer = transfer
        self.client = client
    }

    deinit { client.engine.cancel(transfer) }

    /// The next bytes; nil at the end.
    /// - Throws: `HTTPClientError` when the rest doesn't come; `CancellationError` when the task was cancelled.
    public func next() async throws -> [UInt8]? {
        try await withTaskCancellationHandler {
            try await transfer.nextChunk { [client, transfer] in client.engine.resume(transfer) }
        } onCancel: {
            client.engine.cancel(transfer)
        }
    }

    /// All the rest.
    /// - Throws: as `next`, and `HTTPClientError.bodyTooLarge`.
    public func collect(maximumBytes: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        while let chunk = try await next() {
            guard bytes.count + chunk.count <= maximumBytes else {
                throw HTTPClientError.bodyTooLarge(url: transfer.request.shownURL, limitBytes: maximumBytes)
            }
            bytes += chunk
        }
        return bytes
    }
}
