internal import BlockIO
internal import Failures
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

    /// What a journal holds.
    struct Contents {
        var header: JournalHeader
        var records: [JournalRecord]
    }

    /// Makes a journal; there must be none.
    static func create(at path: String, _ header: JournalHeader) throws -> JournalFile {
        let file = try OpenFile(path, flags: O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW)
        try lock(file)
        let journal = try JournalFile(file, checksum: [], position: 0)
        try journal.write(header.encoded)
        try file.sync()
        return journal
    }

    /// Opens a journal and reads it up to its first damage, where it is cut off.
    /// - Returns: nil when there is none; `contents` is nil when its header is damaged or of another version.
    static func open(at path: String) throws -> (journal: JournalFile, contents: Contents?)? {
        let file: OpenFile
        do {
            file = try OpenFile(path, flags: O_RDWR | O_NOFOLLOW)
        } catch let error as SystemError where error.code == ENOENT {
            return nil
        }
        try lock(file)
        let journal = try JournalFile(file, checksum: [], position: 0)
        guard let header = try journal.readHeader() else { return (journal, nil) }
        let leafCount = LeafGeometry(sizeBytes: header.sizeBytes).leafCount
        var records: [JournalRecord] = []
        while let record = try journal.readRecord(leafCount: leafCount) { records.append(record) }
        guard ftruncate(file.descriptor, off_t(journal.position)) == 0 else { throw SystemError("ftruncate", path) }
        return (journal, Contents(header: header, records: records))
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
