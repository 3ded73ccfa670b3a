public import BlockIO
internal import CNBD
public import Threads

/// A disk behind an NBD server.
public struct NBDSource: BlockSource {
    /// The export's size.
    public let sizeBytes: Int64
    /// One reader, which has several connections and reads in flight on them.
    public let maximumReaders = 1
    private let uri: String
    private let connections: Int
    private let cancellation: CancellationFlag

    /// Asks the server what it has.
    /// - Parameters:
    ///   - uri: such as `nbd+unix:///?socket=/run/x`.
    ///   - connections: how many to open where the server allows several.
    ///   - cancellation: ends every wait.
    public init(uri: String, connections: Int = 4, cancellation: CancellationFlag) throws {
        let connection = try NBDConnection(uri: uri, cancellation: cancellation)
        let size = try nbd_get_size(connection.handle)
        guard size >= 0 else { throw connection.requestError("size") }
        sizeBytes = size
        self.uri = uri
        self.connections = try nbd_can_multi_conn(connection.handle) == 1 ? max(1, connections) : 1
        self.cancellation = cancellation
    }

    /// Opens the reader with its connections.
    public func makeReader() throws -> any BlockReader {
        let connections = try (0..<self.connections).map { _ in
            try NBDConnection(uri: uri, cancellation: cancellation)
        }
        return NBDReader(connections, sizeBytes: sizeBytes, cancellation: cancellation)
    }
}
