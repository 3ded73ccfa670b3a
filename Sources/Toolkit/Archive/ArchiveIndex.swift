internal import Glibc

/// What is in a tar archive: read once, by its headers only, the data passed over by seeking.
///
/// ustar, pax and GNU headers are understood. An archive that is compressed as a whole has to be
/// unpacked to be listed; nothing of it is kept.
public struct ArchiveIndex: Sendable, Equatable {
    /// The files, in the archive's order.
    public var members: [ArchiveMember]
    /// Whether the archive is compressed as a whole: its members can only be read in order.
    public var isCompressed: Bool

    /// What an archive may have at most.
    public struct Limits: Sendable {
        /// Members of any kind.
        public var members = 10_000
        /// Bytes of a member's name.
        public var nameBytes = 1024
        /// Bytes of headers before one member.
        public var headerBytes: Int64 = 4 << 20
        /// Unpacked bytes per stored byte of a compressed archive, past the first 64 MiB.
        public var compressionRatio: Int64 = 250

        /// The usual limits.
        public init() {}
    }

    /// Lists an archive, and refuses what is unsafe in it.
    ///
    /// Blocking. `isCancelled` is asked between pieces.
    public static func read(
        path: String, limits: Limits = Limits(), isCancelled: () -> Bool = { false }
    ) throws -> ArchiveIndex {
        let handle = try ArchiveHandle(path: path, blockBytes: 64 << 10)
        var scan = ArchiveScan(handle: handle, limits: limits)
        while !scan.isAtEnd, let header = try handle.next() {
            if isCancelled() { throw CancellationError() }
            try scan.take(header, isCancelled: isCancelled)
        }
        return ArchiveIndex(members: scan.members, isCompressed: handle.isCompressed)
    }

    /// The member of a name.
    public func member(named name: String) -> ArchiveMember? {
        let wanted = ArchiveMember.normalized(name)
        return members.first { $0.name == wanted }
    }
}

/// The state of one pass over the headers.
private struct ArchiveScan {
    let handle: ArchiveHandle
    let limits: ArchiveIndex.Limits
    var members: [ArchiveMember] = []
    private var names: Set<String> = []
    private var count = 0
    private var previousEndBytes: Int64 = 0

    init(handle: ArchiveHandle, limits: ArchiveIndex.Limits) {
        self.handle = handle
        self.limits = limits
    }

    private var path: String { handle.path }

    /// Whether no further header can follow: some exporters leave out the last member's padding and the end blocks.
    var isAtEnd: Bool {
        guard let last = members.last, let offset = last.dataOffsetBytes else { return false }
        return handle.fileBytes <= (offset + last.sizeBytes + 511) / 512 * 512
    }

    mutating func take(_ header: ArchiveHandle.Header, isCancelled: () -> Bool) throws {
        try checkLimits(header)
        guard let name = ArchiveMember.normalized(header.name) else {
            throw ArchiveError.unsafePath(path: path, member: header.name)
        }
        if header.kind == .directory { return }
        guard header.kind == .file, !name.isEmpty else {
            throw ArchiveError.unsafeEntry(path: path, member: header.name, kind: header.kind.rawValue)
        }
        guard !header.isSparse else { throw ArchiveError.sparse(path: path, member: name) }
        guard names.insert(name).inserted else { throw ArchiveError.duplicate(path: path, member: name) }
        let offset =
            try handle.isCompressed
            ? passCompressed(header, name, isCancelled) : checkPlace(header, name)
        members.append(ArchiveMember(name: name, sizeBytes: header.sizeBytes, dataOffsetBytes: offset))
    }

    private mutating func checkLimits(_ header: ArchiveHandle.Header) throws(ArchiveError) {
        count += 1
        guard count <= limits.members else {
            throw .limit(path: path, reason: "It has more than \(limits.members) members")
        }
        guard header.name.utf8.count <= limits.nameBytes else {
            throw .limit(path: path, reason: "A member's name has \(header.name.utf8.count) bytes")
        }
        guard header.sizeBytes >= 0, header.sizeBytes < 1 << 60 else {
            throw .malformed(path: path, reason: "Member \(header.name) claims \(header.sizeBytes) bytes")
        }
        guard handle.positionBytes - previousEndBytes <= limits.headerBytes else {
            throw .limit(path: path, reason: "The headers of \(header.name) are too long")
        }
        previousEndBytes = handle.positionBytes + (header.kind == .file ? (header.sizeBytes + 511) / 512 * 512 : 0)
    }

    /// The place of an uncompressed member, believed only when the file has the same first bytes there as libarchive.
    private func checkPlace(_ header: ArchiveHandle.Header, _ name: String) throws -> Int64 {
        let offset = handle.positionBytes
        let missing = header.sizeBytes - (handle.fileBytes - offset)
        guard missing <= 0 else { throw ArchiveError.truncated(path: path, member: name, missingBytes: missing) }
        let length = Int(min(header.sizeBytes, 512))
        guard length > 0 else { return offset }
        var read = [UInt8](repeating: 0, count: length)
        let count = try read.withUnsafeMutableBytes { buffer in
            try handle.readData(into: buffer, of: name)
        }
        var there = [UInt8](repeating: 0, count: length)
        guard pread(handle.descriptor, &there, length, off_t(offset)) == length, count == length, read == there else {
            throw ArchiveError.malformed(path: path, reason: "The place of \(name) can't be told from its headers")
        }
        return offset
    }

    /// Unpacks a member of a compressed archive to nowhere, within the ratio.
    private func passCompressed(
        _ header: ArchiveHandle.Header, _ name: String, _ isCancelled: () -> Bool
    ) throws -> Int64? {
        let most = 64 << 20 + handle.fileBytes * limits.compressionRatio
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        var passed: Int64 = 0
        while true {
            if isCancelled() { throw CancellationError() }
            let count = try buffer.withUnsafeMutableBytes { try handle.readData(into: $0, of: name) }
            if count == 0 { break }
            passed += Int64(count)
            guard handle.positionBytes <= most else {
                throw ArchiveError.bomb(path: path, ratio: limits.compressionRatio)
            }
        }
        guard passed == header.sizeBytes else {
            throw ArchiveError.truncated(path: path, member: name, missingBytes: header.sizeBytes - passed)
        }
        return nil
    }
}
