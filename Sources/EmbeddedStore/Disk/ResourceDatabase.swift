internal import Failures
internal import Files
internal import Resources
internal import SQLite
internal import Values

/// The resources in an SQLite file; used on one thread at a time.
final class ResourceDatabase {
    /// The layout that this version writes (pragma user_version).
    static let layout: Int64 = 1

    let path: String
    private let database: SQLiteDatabase

    /// Opens the file or makes it, checks it, and brings its layout up to date.
    init(path: String, durability: SQLiteDatabase.Durability, backups: BackupFolder) throws {
        self.path = path
        do {
            database = try SQLiteDatabase(path: path)
            try database.useWriteAheadLog(durability)
            if let damage = try database.findDamage() {
                throw SQLiteError.corrupt(path: path, reason: damage)
            }
            try migrate(backups)
        } catch let error as SQLiteError {
            guard case .corrupt(_, let reason) = error else { throw error }
            throw EmbeddedStoreError.damaged(path: path, reason: reason, backup: backups.newest)
        }
    }

    private func migrate(_ backups: BackupFolder) throws {
        let found = try database.firstInteger("PRAGMA user_version") ?? 0
        guard found <= Self.layout else { throw EmbeddedStoreError.tooNew(path: path, version: found) }
        guard found < Self.layout else { return }
        try database.transaction {
            // Versions begin at 100, so that 1, which scripts use for long ago, is too old from the start.
            try database.execute(
                """
                CREATE TABLE objects (
                    type TEXT NOT NULL, key TEXT NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
                    PRIMARY KEY (type, key));
                CREATE TABLE counter (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL);
                INSERT INTO counter VALUES (1, 100);
                PRAGMA user_version = \(Self.layout);
                """)
        }
    }

    /// The version of the last change.
    func version() throws -> Int64 { try database.firstInteger("SELECT version FROM counter") ?? 1 }

    /// The objects of a type, in the order of their keys.
    func load(_ type: ResourceTypeID) throws -> [StoredObject] {
        let rows = try database.statement("SELECT key, version, body FROM objects WHERE type = ? ORDER BY key")
        try rows.bind(1, type.groupResource)
        var result: [StoredObject] = []
        while try rows.step() {
            let bytes = rows.bytes(2)
            let value: JSONValue
            do {
                value = try JSONValue.parse(bytes)
            } catch {
                let key = rows.text(0) ?? ""
                throw SQLiteError.corrupt(path: path, reason: "\(type.groupResource) \(key) can't be read: \(error)")
            }
            var object = ResourceObject(value)
            object.resourceVersion = String(rows.integer(1))
            result.append(StoredObject(object, version: rows.integer(1), sizeBytes: bytes.count))
        }
        return result
    }

    /// Keeps changes, all or none; they are on the disk when it returns.
    func save(_ changes: [Change], _ types: [ResourceTypeID]) throws {
        guard let last = changes.last else { return }
        try database.transaction {
            for change in changes {
                let type = types[change.id.type].groupResource
                if change.new == nil {
                    let row = try database.statement("DELETE FROM objects WHERE type = ? AND key = ?")
                    try row.bind(1, type)
                    try row.bind(2, change.id.key)
                    try row.run()
                } else {
                    try put(change, type)
                }
            }
            let counter = try database.statement("UPDATE counter SET version = ?")
            try counter.bind(1, last.version)
            try counter.run()
        }
    }

    private func put(_ change: Change, _ type: String) throws {
        let row = try database.statement(
            """
            INSERT INTO objects (type, key, version, body) VALUES (?, ?, ?, ?)
            ON CONFLICT (type, key) DO UPDATE SET version = excluded.version, body = excluded.body
            """)
        try row.bind(1, type)
        try row.bind(2, change.id.key)
        try row.bind(3, change.version)
        try row.bind(4, change.bytes)
        try row.run()
    }

    /// Limits the file to its size of now and some pages, as a full disk does; nil takes the limit away.
    func limitGrowth(pages: Int?) throws {
        let size = try database.firstInteger("PRAGMA page_count") ?? 0
        // The largest that SQLite knows (limits.html).
        let limit = pages.map { size + Int64($0) } ?? 4_294_967_294
        _ = try database.firstInteger("PRAGMA max_page_count = \(limit)")
    }
}
