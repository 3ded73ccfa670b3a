internal import Failures
internal import Files
internal import Glibc
internal import SQLite

/// The automatic backups of a database: complete copies, named by the version that they hold.
struct BackupFolder: Sendable {
    var path: String
    /// How many are kept.
    var count = 5

    /// The newest backup; nil when there is none.
    var newest: String? { names.last.map { "\(path)/\($0)" } }

    /// Copies the database, unless its version has a copy already; whoever looks sees no half of one.
    ///
    /// It reads through a connection of its own, so writers go on meanwhile.
    func add(_ database: String) throws {
        try Files.createFolder(path, mode: 0o700)
        let source = try SQLiteDatabase(path: database, isReadOnly: true)
        let version = try source.firstInteger("SELECT version FROM counter") ?? 0
        let name = "resources-" + String(repeating: "0", count: max(0, 16 - String(version).count)) + "\(version).db"
        guard !names.contains(name) else { return }
        let fresh = "\(path)/new"
        unlink(fresh)
        try source.copy(to: fresh)
        // Secrets are resources too.
        chmod(fresh, 0o600)
        try sync(fresh)
        try Files.move(fresh, to: "\(path)/\(name)")
        try Files.syncFolder(path)
        for old in names.dropLast(count) { unlink("\(path)/\(old)") }
    }

    private var names: [String] {
        let all = (try? Files.names(in: path)) ?? []
        return all.filter { $0.hasPrefix("resources-") && $0.hasSuffix(".db") }.sorted()
    }

    private func sync(_ file: String) throws(SystemError) {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError("open", file) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw SystemError("fsync", file) }
    }
}
