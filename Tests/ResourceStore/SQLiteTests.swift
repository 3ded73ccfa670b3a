import Failures
import Files
import SQLite
import Testing

@Suite("SQLite")
struct SQLiteTests {
    private let path: String

    init() throws { path = try temporaryFolder() + "/test.db" }

    @Test("keeps what a transaction did, or nothing of it")
    func transactions() throws {
        struct Stop: Error {}
        let database = try SQLiteDatabase(path: path)
        try database.useWriteAheadLog(.normal)
        try database.execute("CREATE TABLE t (a TEXT, b INTEGER, c BLOB)")
        try database.transaction {
            let row = try database.statement("INSERT INTO t VALUES (?, ?, ?)")
            try row.bind(1, "ü")
            try row.bind(2, 1 << 40)
            try row.bind(3, [0, 1, 255])
            try row.run()
        }
        #expect(throws: Stop.self) {
            try database.transaction {
                try database.execute("DELETE FROM t")
                throw Stop()
            }
        }
        let rows = try database.statement("SELECT a, b, c FROM t")
        #expect(try rows.step())
        #expect(rows.text(0) == "ü" && rows.integer(1) == 1 << 40 && rows.bytes(2) == [0, 1, 255])
        #expect(try !rows.step())
    }

    @Test("names what is wrong: no database, no folder, a wrong statement")
    func errors() throws {
        try Files.writeDurably(Array("this is no database, and long enough to see that it is none".utf8), to: path)
        let damaged = try SQLiteDatabase(path: path)
        let corrupt = #expect(throws: SQLiteError.self) { try damaged.execute("SELECT * FROM sqlite_master") }
        #expect(corrupt?.failure.id == "database.corrupt")
        let missing = #expect(throws: SQLiteError.self) { try SQLiteDatabase(path: "/no/such/folder/x.db") }
        #expect(missing?.failure.id == "database.open")
        let database = try SQLiteDatabase(path: path + "2")
        let wrong = #expect(throws: SQLiteError.self) { try database.execute("SELEKT 1") }
        #expect(wrong?.failure.id == "database.failed")
    }

    @Test("says that a file is full, and goes on when it isn't")
    func full() throws {
        let database = try SQLiteDatabase(path: path)
        try database.execute("CREATE TABLE t (c BLOB)")
        _ = try database.firstInteger("PRAGMA max_page_count = 3")
        #expect(throws: SQLiteError.full(path: path)) {
            try database.transaction { try database.execute("INSERT INTO t VALUES (zeroblob(100000))") }
        }
        _ = try database.firstInteger("PRAGMA max_page_count = 1000")
        try database.transaction { try database.execute("INSERT INTO t VALUES (zeroblob(100000))") }
        #expect(try database.firstInteger("SELECT count(*) FROM t") == 1)
    }

    @Test("copies a database while it is open")
    func copies() throws {
        let database = try SQLiteDatabase(path: path)
        try database.execute("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (7)")
        try database.copy(to: path + ".copy")
        let copy = try SQLiteDatabase(path: path + ".copy", isReadOnly: true)
        #expect(try copy.firstInteger("SELECT a FROM t") == 7)
        #expect(try copy.findDamage() == nil)
    }
}
