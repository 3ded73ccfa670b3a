internal import CSQLite
internal import Glibc

/// A connection to an SQLite database file.
///
/// Use it on one thread at a time, and never on the cooperative pool: every call may wait for the disk.
public final class SQLiteDatabase {
    /// The file.
    public let path: String
    let handle: OpaquePointer
    private var prepared: [String: SQLiteStatement] = [:]

    /// How a commit is made safe (pragma synchronous).
    public enum Durability: String, Sendable {
        /// A commit returns when it is on the disk: it outlives a power cut.
        case full = "FULL"
        /// A commit outlives the end of the program; a power cut may take the last ones.
        case normal = "NORMAL"
    }

    /// Opens a database, or makes it.
    /// - Throws: `SQLiteError`.
    public init(path: String, isReadOnly: Bool = false, busyMilliseconds: Int32 = 5000) throws(SQLiteError) {
        var opened: OpaquePointer?
        let flags = isReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        let code = sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard let opened else { throw .cannotOpen(path: path, reason: "no memory") }
        guard code == SQLITE_OK else {
            let reason = String(cString: sqlite3_errmsg(opened))
            sqlite3_close_v2(opened)
            throw .cannotOpen(path: path, reason: reason)
        }
        self.path = path
        handle = opened
        sqlite3_busy_timeout(opened, busyMilliseconds)
    }

    deinit {
        // close_v2 waits for statements that outlive the connection, so the order doesn't matter.
        sqlite3_close_v2(handle)
    }

    /// Uses a write-ahead log: readers and the writer don't wait for each other, and a commit is one append.
    public func useWriteAheadLog(_ durability: Durability) throws(SQLiteError) {
        let mode = try firstText("PRAGMA journal_mode = WAL")
        guard mode == "wal" else {
            throw .failed(
                path: path, statement: "PRAGMA journal_mode = WAL", reason: "the mode stays \(mode ?? "unknown")")
        }
        try execute("PRAGMA synchronous = \(durability.rawValue)")
    }

    /// Runs statements that return nothing.
    public func execute(_ sql: String) throws(SQLiteError) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw error(code, sql) }
    }

    /// A statement, compiled once per connection and used again; bindings of the last use are gone.
    public func statement(_ sql: String) throws(SQLiteError) -> SQLiteStatement {
        if let known = prepared[sql] {
            known.reset()
            return known
        }
        let statement = try SQLiteStatement(sql, self)
        prepared[sql] = statement
        return statement
    }

    /// The first column of the first row as text.
    public func firstText(_ sql: String) throws(SQLiteError) -> String? {
        let statement = try SQLiteStatement(sql, self)
        return try statement.step() ? statement.text(0) : nil
    }

    /// The first column of the first row as a number.
    public func firstInteger(_ sql: String) throws(SQLiteError) -> Int64? {
        let statement = try SQLiteStatement(sql, self)
        return try statement.step() ? statement.integer(0) : nil
    }

    /// Runs work as one transaction: all of it is kept, or nothing.
    public func transaction<Value>(_ work: () throws -> Value) throws -> Value {
        try execute("BEGIN IMMEDIATE")
        do {
            let value = try work()
            try execute("COMMIT")
            return value
        } catch {
            // A full disk may have rolled it back already; then this one says so, and that is no news.
            sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
            throw error
        }
    }

    /// What the quick check finds wrong, first finding first; nil when nothing is.
    public func findDamage() throws(SQLiteError) -> String? {
        let finding = try firstText("PRAGMA quick_check(1)")
        return finding == "ok" ? nil : finding ?? "the check gave no answer"
    }

    /// Writes a complete, compact copy to a file that doesn't exist yet.
    public func copy(to target: String) throws(SQLiteError) {
        let statement = try SQLiteStatement("VACUUM INTO ?", self)
        try statement.bind(1, target)
        _ = try statement.step()
    }

    func error(_ code: Int32, _ statement: String) -> SQLiteError {
        let reason = String(cString: sqlite3_errmsg(handle))
        switch code & 0xFF {
        case SQLITE_FULL: return .full(path: path)
        case SQLITE_IOERR where sqlite3_system_errno(handle) == ENOSPC: return .full(path: path)
        case SQLITE_CORRUPT, SQLITE_NOTADB: return .corrupt(path: path, reason: reason)
        case SQLITE_BUSY, SQLITE_LOCKED: return .busy(path: path)
        case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM: return .cannotOpen(path: path, reason: reason)
        default: return .failed(path: path, statement: statement, reason: reason)
        }
    }
}
