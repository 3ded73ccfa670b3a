internal import Failures
internal import Files
public import ResourceStore
public import Resources
public import SQLite
internal import Synchronization
internal import Threads
internal import Values

/// Resources in an SQLite file on this host, with Kubernetes' semantics.
///
/// All objects are in memory too: reads never touch the disk. Writes go through one thread, many in one transaction,
/// and are acknowledged when the disk has them.
public final class EmbeddedStore: ResourceStore {
    let types: TypeCatalog
    let shared: SharedState
    let settings: Configuration
    private let queue: WriteQueue
    private let writer: ObjectWriter
    private let ending = OneTimeEvent()
    private let lock: Mutex<FolderLock?>

    /// How a store is set up.
    public struct Configuration: Sendable {
        /// The folder that holds the database, its backups and its lock.
        public var folder: String
        /// The types of resources; those with a namespace need the type of namespaces among them to be checked.
        public var types: [ResourceType]
        /// What schemas do to objects.
        public var rules: any SchemaRules = NoSchemaRules()
        /// How a commit is made safe.
        public var durability = SQLiteDatabase.Durability.full
        /// How many changes are kept for watches that begin in the past.
        public var historyCount = 10_000
        /// How many bytes of objects are kept for them.
        public var historyBytes = 64 << 20
        /// How many events a watcher may be behind before it is cut.
        public var watchBufferCount = 1_000
        /// How often watchers hear that nothing happened.
        public var bookmarkSeconds = 60.0
        /// How long a watch lasts that names no time (the API server's own is 30 to 60 minutes).
        public var watchSeconds = 3600.0
        /// How often a backup is made, besides the one at each start.
        public var backupSeconds = 21_600.0
        /// How many writes may wait.
        public var writeQueueCount = 10_000
        /// Namespaces that are there from the start.
        public var initialNamespaces = ["default", "kube-system"]
        /// Where troubles of the background are told.
        public var report: @Sendable (String) -> Void = { _ in }

        /// The defaults for a folder and types.
        public init(folder: String, types: [ResourceType]) {
            self.folder = folder
            self.types = types
        }

        /// The database file.
        public var databasePath: String { "\(folder)/resources.db" }

        var backups: BackupFolder { BackupFolder(path: "\(folder)/backups") }
    }

    /// Opens the resources of a folder, or begins them; makes a backup first.
    /// - Throws: `EmbeddedStoreError` or `SQLiteError`.
    public static func open(_ settings: Configuration) async throws -> EmbeddedStore {
        let store = try await onOwnThread(named: "store-open") { try EmbeddedStore(settings) }
        try await store.createInitialNamespaces()
        return store
    }

    private init(_ settings: Configuration) throws {
        self.settings = settings
        types = TypeCatalog(settings.types)
        do {
            try Files.createFolder(settings.folder, mode: 0o700)
            guard let lock = try FolderLock(path: "\(settings.folder)/lock") else {
                throw EmbeddedStoreError.folderInUse(path: settings.folder)
            }
            self.lock = Mutex(lock)
        } catch let error as SystemError {
            throw EmbeddedStoreError.folderUnusable(path: settings.folder, reason: error.reason)
        }
        let database = try ResourceDatabase(
            path: settings.databasePath, durability: settings.durability, backups: settings.backups)
        do { try settings.backups.add(settings.databasePath) } catch {
            settings.report("The automatic backup failed: \(error)")
        }
        let version = try database.version()
        var tables = settings.types.map { _ in ObjectTable() }
        for (number, type) in settings.types.enumerated() { tables[number].load(try database.load(type.id)) }
        shared = SharedState(
            StoreState(
                tables: tables, version: version,
                history: ChangeHistory(
                    floor: version, countLimit: settings.historyCount, limitBytes: settings.historyBytes)))
        queue = WriteQueue(capacity: settings.writeQueueCount)
        writer = ObjectWriter(types, settings.rules)
        try start(database)
    }

    private func start(_ database: sending ResourceDatabase) throws {
        let worker = Writer(shared, queue, types, settings)
        let ending = ending
        let handover = Handover(database)
        try startThread(named: "store-writer") {
            if let database = handover.take() { worker.run(database) }
            ending.happen()
        }
    }

    /// Ends all watches, does the writes that wait, and closes the database.
    public func close() async {
        queue.close()
        await ending.wait()
        // Its descriptor closes with it.
        lock.withLock { $0 = nil }
    }

    /// Limits the size of the database file to what it has now and some pages, as a full disk does; nil for no limit.
    func limitGrowth(pages: Int?) { shared.setPageLimit(pages) }

    func nudgeWriter() { queue.nudge() }

    func write(
        isDryRun: Bool, _ work: @escaping @Sendable (Workspace) throws -> PendingWrite.Outcome
    ) async throws -> PendingWrite.Outcome {
        try Task.checkCancellation()
        return try await withCheckedThrowingContinuation { continuation in
            let write = PendingWrite(isDryRun: isDryRun, work: work) { continuation.resume(with: $0) }
            if !queue.push(write) {
                continuation.resume(
                    throwing: StoreError(
                        .tooManyRequests, "too many writes are waiting, please try again later", retryAfterSeconds: 1))
            }
        }
    }

    private func createInitialNamespaces() async throws {
        guard types.namespaces != nil else { return }
        for name in settings.initialNamespaces {
            do {
                let object = ResourceObject(["metadata": ["name": .string(name)]])
                _ = try await create(object, .namespaces, WriteOptions())
            } catch let error as StoreError where error.reason == .alreadyExists {}
        }
    }
}

extension EmbeddedStore {
    /// Creates an object.
    public func create(
        _ object: ResourceObject, _ type: ResourceTypeID, _ options: WriteOptions
    ) async throws -> ResourceObject {
        let number = try types.number(type)
        return try await writing(options) { [writer] in
            try writer.create(object, number, options, $0)
        }
    }

    /// Replaces an object, or its status alone.
    public func update(
        _ object: ResourceObject, _ type: ResourceTypeID, _ part: ResourcePart, _ options: WriteOptions
    ) async throws -> ResourceObject {
        let number = try types.number(type)
        return try await writing(options) { [writer] in
            try writer.update(object, number, part, options, $0)
        }
    }

    /// Changes an object, or its status alone.
    public func patch(
        _ reference: ResourceReference, _ patch: Patch, _ part: ResourcePart, _ options: WriteOptions
    ) async throws -> ResourceObject {
        try await writing(options) { [writer] in
            try writer.patch(reference, patch, part, options, $0)
        }
    }

    /// Deletes an object.
    public func delete(_ reference: ResourceReference, _ options: DeleteOptions) async throws -> Deletion {
        let outcome = try await write(isDryRun: options.isDryRun) { [writer] in
            .deletion(try writer.deleter.delete(reference, options, $0))
        }
        guard case .deletion(let deletion) = outcome else { throw StoreError(.internalError, "no deletion came back") }
        return deletion
    }

    private func writing(
        _ options: WriteOptions, _ work: @escaping @Sendable (Workspace) throws -> ResourceObject
    ) async throws -> ResourceObject {
        let outcome = try await write(isDryRun: options.isDryRun) { .object(try work($0)) }
        guard case .object(let object) = outcome else { throw StoreError(.internalError, "no object came back") }
        return object
    }
}
