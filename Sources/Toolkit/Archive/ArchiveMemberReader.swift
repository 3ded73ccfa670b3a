/// Reads one member of an archive from front to back; needed where the archive is compressed as a whole.
///
/// Blocking, and of one thread.
public final class ArchiveMemberReader {
    private let handle: ArchiveHandle
    private let name: String

    /// Opens an archive and goes to a member, by its name in the index.
    public init(path: String, member: String, isCancelled: () -> Bool = { false }) throws {
        handle = try ArchiveHandle(path: path, blockBytes: 1 << 20)
        name = member
        while let header = try handle.next() {
            if isCancelled() { throw CancellationError() }
            if header.kind == .file, ArchiveMember.normalized(header.name) == member { return }
        }
        throw ArchiveError.missing(path: path, member: member)
    }

    /// Fills the buffer from its front as far as libarchive gives; zero at the member's end.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        try handle.readData(into: buffer, of: name)
    }
}
