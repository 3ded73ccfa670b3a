internal import BlockIO
internal import DiskFormats
internal import Failures
internal import Glibc
internal import NBD
internal import Threads

/// The disk that is being written: a raw file, or an image behind a server that lives as long as this does.
final class TargetDisk: Sendable {
    let blocks: any BlockTarget
    private let path: String
    private let server: QemuNBD?
    private let flag: CancellationFlag

    init(_ request: DiskCopyRequest, flag: CancellationFlag) throws {
        path = request.target
        self.flag = flag
        switch request.targetFormat {
        case .raw:
            server = nil
            blocks = try SparseFileTarget(path: path, sizeBytes: request.sizeBytes)
        case .qcow2:
            let image = ImageOptions(format: .qcow2, path: path, part: nil, isReadOnly: false)
            let server = try QemuNBD(image, cancellation: flag)
            self.server = server
            let target = try NBDTarget(uri: server.uri, cancellation: flag)
            guard target.sizeBytes == request.sizeBytes else {
                throw TransferError.impossibleSize(sizeBytes: request.sizeBytes)
            }
            blocks = target
        }
    }

    /// Ends the writing and opens what is on the medium for reading; the second value must outlive the first.
    func readBack() throws -> (any BlockSource, QemuNBD?) {
        guard let server else { return (try blocks.readBack(), nil) }
        server.stop()
        // Drops the image's pages from the cache as a side effect, as for a raw file.
        _ = try SparseFileTarget(path: path, sizeBytes: Int64(fileSize())).readBack()
        let image = ImageOptions(format: .qcow2, path: path, part: nil, isReadOnly: true)
        let reading = try QemuNBD(image, cancellation: flag)
        return (try NBDSource(uri: reading.uri, cancellation: flag), reading)
    }

    private func fileSize() throws -> Int64 {
        Int64(try OpenFile(path, flags: O_RDONLY).status().st_size)
    }

    /// Stops the server, if there is one; the image is complete then.
    func close() { server?.stop() }
}
