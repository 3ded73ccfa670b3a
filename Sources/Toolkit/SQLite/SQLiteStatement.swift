internal import CSQLite

/// A compiled statement; parameters count from 1, columns from 0, as SQLite's do.
public final class SQLiteStatement {
    private let handle: OpaquePointer
    // Unowned would do, but a statement that outlives its connection has to read its error from somewhere.
    private weak var database: SQLiteDatabase?
    private let sql: String

    init(_ sql: String, _ database: SQLiteDatabase) throws(SQLiteError) {
        var compiled: OpaquePointer?
        let code = sqlite3_prepare_v3(database.handle, sql, -1, 0, &compiled, nil)
        guard code == SQLITE_OK, let compiled else { throw database.error(code, sql) }
        handle = compiled
        self.database = database
        self.sql = sql
    }

    deinit { sqlite3_finalize(handle) }

    /// Makes it ready for its next use.
    public func reset() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    /// Sets a parameter to text.
    public func bind(_ index: Int32, _ text: String) throws(SQLiteError) {
        // SQLITE_TRANSIENT: SQLite keeps its own copy.
        try check(sqlite3_bind_text(handle, index, text, -1, Self.transient))
    }

    /// Sets a parameter to a number.
    public func bind(_ index: Int32, _ number: Int64) throws(SQLiteError) {
        try check(sqlite3_bind_int64(handle, index, number))
    }

    /// Sets a parameter to bytes.
    public func bind(_ index: Int32, _ bytes: [UInt8]) throws(SQLiteError) {
        try check(sqlite3_bind_blob(handle, index, bytes, Int32(clamping: bytes.count), Self.transient))
    }

    /// Goes to the next row; false when there is none.
    public func step() throws(SQLiteError) -> Bool {
        let code = sqlite3_step(handle)
        guard code != SQLITE_ROW else { return true }
        guard code == SQLITE_DONE else {
            let error = failure(code)
            sqlite3_reset(handle)
            throw error
        }
        return false
    }

    /// Runs it to its end.
    public func run() throws(SQLiteError) { while try step() {} }

    /// A column of this row as text; nil for NULL.
    public func text(_ column: Int32) -> String? {
        sqlite3_column_text(handle, column).map { String(cString: $0) }
    }

    /// A column of this row as a number.
    public func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    /// A column of this row as bytes.
    public func bytes(_ column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(handle, column) else { return [] }
        let count = Int(sqlite3_column_bytes(handle, column))
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    private static var transient: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    private func check(_ code: Int32) throws(SQLiteError) {
        guard code != SQLITE_OK else { return }
        throw failure(code)
    }

    private func failure(_ code: Int32) -> SQLiteError {
        database?.error(code, sql) ?? .failed(path: "", statement: sql, reason: "the connection is closed")
    }
}
