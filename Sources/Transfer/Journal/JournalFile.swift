internal import BlockIO
internal import Failures
internal import Files
internal import Glibc
internal import Hashing

/// The journal beside a target: an append-only file of what is durable there (docs/journal.md has the format).
///
/// Each record ends with a checksum over itself and the checksum before it, so that a record is believed only in
/// its place: a torn or damaged tail is cut off, and nothing after a damaged record counts.
final class JournalFile {
    /// The bytes of a checksum: the first 16 of a SHA-256.
    static let checksumBytes = 16
    private let file: OpenFile
    private let hasher: BlockHasher
    private var checksum: [UInt8]
    private var position: Int64

    /// Makes a journal; there must be none.
    static func create(at path: String, _ header: JournalHeader) throws -> JournalFile {
        let file: OpenFile
        do {
            file = try openLocked(path, flags: O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW)
        } catch let error as SystemError where error.code == EEXIST {
            // There was none a moment ago: somebody else is quicker.
            throw TransferError.copyRunning(journal: path)
        }
        let journal = try JournalFile(file, checksum: [], position: 0)
        try journal.write(header.encoded)
        try file.sync()
        try Files.syncFolder(Files.parent(of: path))
        return journal
    }

    /// Opens a journal and reads its header; the records are next.
    /// - Returns: nil when there is none; `header` is nil when it is damaged or of another version.
    static func open(at path: String) throws -> (journal: JournalFile, header: JournalHeader?)? {
        let file: OpenFile
        do {
            file = try openLocked(path, flags: O_RDWR | O_NOFOLLOW)
        } catch let error as SystemError where error.code == ENOENT {
            return nil
        }
        let journal = try JournalFile(file, checksum: [], position: 0)
        return (journal, try journal.readHeader())
    }

    /// Gives the records one by one, up to the first damage, where the journal is cut off.
    func readRecords(_ header: JournalHeader, _ body: (JournalRecord) throws -> Void) throws {
        let leafCount = LeafGeometry(sizeBytes: header.sizeBytes).leafCount
        while let record = try readRecord(leafCount: leafCount) { try body(record) }
        guard ftruncate(file.descriptor, off_t(position)) == 0 else { throw SystemError("ftruncate", file.path) }
    }

    /// Opens a file and locks it; what was locked is then still what has the name.
    private static func openLocked(_ path: String, flags: Int32) throws -> OpenFile {
        for _ in 0..<10 {
            let file = try OpenFile(path, flags: flags)
            try lock(file)
            if Files.isStill(file.descriptor, path) { return file }
            // Its holder removed it between our two calls.
        }
        throw TransferError.copyRunning(journal: path)
    }

    /// Keeps two copies from writing one target; the kernel drops the lock with the process, however that ends.
    private static func lock(_ file: OpenFile) throws {
        // A process that was killed takes a moment to let go: its last flush has to end first.
        for _ in 0..<100 {
            if flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 { return }
            guard errno == EWOULDBLOCK else { break }
            usleep(20_000)
        }
        if errno == EWOULDBLOCK { throw TransferError.copyRunning(journal: file.path) }
        // A file system without locks: nothing is lost but this guard.
        guard errno == ENOLCK || errno == ENOSYS || errno == EOPNOTSUPP else { throw SystemError("flock", file.path) }
    }

    /// Gives the lock back now; not when the last thread, or a child between fork and exec, closes the file.
    func unlock() { flock(file.descriptor, LOCK_UN) }

    deinit { unlock() }

    private init(_ file: OpenFile, checksum: [UInt8], position: Int64) throws {
        self.file = file
        self.checksum = checksum
        self.position = position
        hasher = try BlockHasher()
    }

    /// Adds records and makes them durable.
    func append(_ records: [JournalRecord]) throws {
        for record in records { try write(record.encoded) }
        try file.sync()
    }

    private func write(_ bytes: [UInt8]) throws {
        let next = try nextChecksum(bytes)
        try (bytes + next).withUnsafeBytes { try file.write($0, at: position) }
        checksum = next
        position += Int64(bytes.count + next.count)
    }

    private func nextChecksum(_ bytes: [UInt8]) throws -> [UInt8] {
        try hasher.begin()
        try checksum.withUnsafeBytes { try hasher.add($0) }
        try bytes.withUnsafeBytes { try hasher.add($0) }
        return try hasher.finish().withUnsafeBytes { Array($0.prefix(Self.checksumBytes)) }
    }

    private func readHeader() throws -> JournalHeader? {
        let fixed = JournalHeader.magic.count + 16
        guard let head = try read(fixed, at: 0), Array(head.prefix(8)) == JournalHeader.magic else { return nil }
        let size: Int64 = head.number(at: 8)
        let count = Int(head.number(at: 20, as: UInt32.self))
        guard head.number(at: 16, as: UInt32.self) == LeafGeometry.leafBytes, size >= 0,
            count <= JournalHeader.maximumIdentityBytes,
            let text = try read(count, at: Int64(fixed)), try accept(head + text)
        else { return nil }
        return JournalHeader(identity: String(decoding: text, as: UTF8.self), sizeBytes: size)
    }

    private func readRecord(leafCount: Int) throws -> JournalRecord? {
        guard let head = try read(JournalRecord.headBytes, at: position),
            let bodyBytes = JournalRecord.bodyBytes(head, leafCount: leafCount),
            let body = try read(bodyBytes, at: position + Int64(head.count)), try accept(head + body)
        else { return nil }
        return JournalRecord(head: head, body: body)
    }

    /// Goes on behind some bytes if the checksum that follows them is right.
    private func accept(_ bytes: [UInt8]) throws -> Bool {
        let expected = try nextChecksum(bytes)
        guard try read(Self.checksumBytes, at: position + Int64(bytes.count)) == expected else { return false }
        checksum = expected
        position += Int64(bytes.count + expected.count)
        return true
    }

    private func read(_ count: Int, at offset: Int64) throws -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        let found = try bytes.withUnsafeMutableBytes { try file.read(into: $0, at: offset) }
        return found == count ? bytes : nil
    }
}
