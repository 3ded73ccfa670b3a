internal import BlockIO
internal import ByteStreams
internal import DiskFormats
internal import NBD
internal import Threads

/// A source in the form in which it is read: by the shortest path that its format and packing allow.
enum OpenedSource {
    /// There is nothing to read: the disk is new.
    case empty
    /// Any part can be read at any time; the server, if there is one, must live as long.
    case random(any BlockSource, server: QemuNBD?)
    /// One pass from front to back, digests checked on the way.
    case stream(ByteContent, DiskFormat)

    /// Opens a source, doing beforehand what can't be done on the way.
    static func open(_ request: DiskCopyRequest, counters: CopyCounters, flag: CancellationFlag) throws -> OpenedSource
    {
        guard let content = request.content else { return .empty }
        if let direct = content.bytes.directFile {
            if content.format == .raw, !content.bytes.hasDigests {
                let source = try FileSource(path: direct.path, offset: direct.offset, length: direct.length)
                try checkSize(of: source, request, content.bytes.name)
                return .random(source, server: nil)
            }
            if !isDecodable(content) {
                if content.bytes.hasDigests { try content.bytes.checkDigests(cancellation: flag) }
                let part = direct.offset..<(direct.offset + direct.length)
                return try serve(content.format, direct.path, part, request, flag)
            }
        }
        if isDecodable(content) { return .stream(content.bytes, content.format) }
        let spool = try Spool(content.bytes, beside: request.target, limit: spoolLimit(request), counters, flag)
        // The server has the file open: its name can go at once, and the file goes with the server.
        defer { spool.remove() }
        return try serve(content.format, spool.path, nil, request, flag)
    }

    /// Whether this module decodes the format itself, in one pass.
    private static func isDecodable(_ content: DiskContent) -> Bool {
        content.format == .raw || (content.format == .vmdk && content.isStreamable)
    }

    /// An image is larger than its disk by its metadata only.
    private static func spoolLimit(_ request: DiskCopyRequest) -> Int64 {
        request.sizeBytes + request.sizeBytes / 16 + 256 << 20
    }

    private static func serve(
        _ format: DiskFormat, _ path: String, _ part: Range<Int64>?, _ request: DiskCopyRequest,
        _ flag: CancellationFlag
    ) throws -> OpenedSource {
        // A VMDK may name other files: what QEMU is to open is checked now, and said in words of our own.
        let standIn = try format == .vmdk ? VMDKStandIn.of(bytes(path, part)) : nil
        let isWholeFile = try part.map { try $0 == 0..<FileSource(path: path).sizeBytes } ?? true
        let image = ImageOptions(format: format, path: path, part: isWholeFile ? nil : part, isReadOnly: true)
        let server = try QemuNBD(image, standIn: standIn, cancellation: flag)
        let source = try NBDSource(uri: server.uri, cancellation: flag)
        try checkSize(of: source, request, path)
        return .random(source, server: server)
    }

    private static func bytes(_ path: String, _ part: Range<Int64>?) throws -> ByteContent {
        guard let part else { return try ByteContent(file: path) }
        return ByteContent(parts: [
            ByteContent.Part(
                name: path, path: path, offsetBytes: part.lowerBound, lengthBytes: part.upperBound - part.lowerBound)
        ])
    }

    private static func checkSize(of source: any BlockSource, _ request: DiskCopyRequest, _ name: String) throws {
        guard source.sizeBytes <= request.sizeBytes else {
            throw TransferError.sourceLonger(name: name, sizeBytes: request.sizeBytes)
        }
        guard (source.sizeBytes + 511) / 512 * 512 >= request.sizeBytes else {
            throw TransferError.sourceShorter(
                name: name, sizeBytes: request.sizeBytes, foundBytes: source.sizeBytes)
        }
    }
}
