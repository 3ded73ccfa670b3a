internal import CArchive
internal import Glibc

/// An open libarchive reader on a file; it belongs to one thread.
final class ArchiveHandle {
    let path: String
    let fileBytes: Int64
    let descriptor: Int32
    private let archive: OpaquePointer

    /// Opens a tar archive, possibly compressed with gzip as a whole.
    init(path: String, blockBytes: Int) throws(ArchiveError) {
        // Non-blocking, so that a FIFO in the file's place can't hang the program.
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .unreadable(path: path, reason: "It is not a plain file")
        }
        guard let archive = archive_read_new() else {
            close(descriptor)
            throw .unreadable(path: path, reason: "There is no memory for it")
        }
        self.path = path
        self.fileBytes = Int64(status.st_size)
        self.descriptor = descriptor
        self.archive = archive
        archive_read_support_filter_gzip(archive)
        archive_read_support_format_tar(archive)
        guard archive_read_open_fd(archive, descriptor, blockBytes) == ARCHIVE_OK else {
            throw .malformed(path: path, reason: reason)
        }
    }

    deinit {
        archive_read_free(archive)
        close(descriptor)
    }

    /// Whether the archive is compressed as a whole; known after the first header.
    var isCompressed: Bool { archive_filter_count(archive) > 1 }

    /// Bytes of the tar stream consumed so far: after a header, where the member's data begin.
    var positionBytes: Int64 { archive_filter_bytes(archive, 0) }

    /// libarchive's last word on what is wrong.
    var reason: String { archive_error_string(archive).map { String(cString: $0) } ?? "It can't be understood" }

    /// Goes to the next member.
    /// - Returns: its header; nil at the end.
    func next() throws(ArchiveError) -> Header? {
        var entry: OpaquePointer?
        let result = archive_read_next_header(archive, &entry)
        guard result != ARCHIVE_EOF else { return nil }
        guard result == ARCHIVE_OK || result == ARCHIVE_WARN, let entry else {
            if reason.contains("Truncated") { throw .truncated(path: path, member: "header", missingBytes: 1) }
            throw .malformed(path: path, reason: reason)
        }
        // Without a name there is no telling what the member is (a pax name that is no UTF-8, for one).
        guard let name = archive_entry_pathname(entry) ?? archive_entry_pathname_utf8(entry) else {
            throw .malformed(path: path, reason: "A member has a name that can't be read")
        }
        let isHardLink = archive_entry_hardlink(entry) != nil || archive_entry_hardlink_utf8(entry) != nil
        return Header(
            name: String(cString: name), sizeBytes: archive_entry_size(entry),
            kind: isHardLink ? .hardLink : ArchiveMember.Kind(mode: archive_entry_filetype(entry)),
            isSparse: archive_entry_sparse_count(entry) > 0)
    }

    /// Reads bytes of the current member.
    /// - Returns: how many; zero at the member's end.
    func readData(into buffer: UnsafeMutableRawBufferPointer, of member: String) throws(ArchiveError) -> Int {
        let count = archive_read_data(archive, buffer.baseAddress, buffer.count)
        guard count < 0 else { return count }
        if reason.lowercased().contains("truncated") {
            throw .truncated(path: path, member: member, missingBytes: 1)
        }
        throw .malformed(path: path, reason: reason)
    }

    /// What a member's headers say.
    struct Header {
        var name: String
        var sizeBytes: Int64
        var kind: ArchiveMember.Kind
        var isSparse: Bool
    }
}
