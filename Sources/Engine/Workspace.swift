internal import Failures
internal import Files
internal import Glibc

/// The folders of one migration: `TARGET/.NAME.partial` while it runs, `TARGET/NAME` once it is done.
///
/// The finished folder appears by one rename, so whatever is there under its name is complete; a run that was
/// killed, or ran out of space, leaves only the partial folder, and the next run goes on in it.
struct Workspace: Sendable {
    /// Where the result will be.
    let finished: String
    /// Where the work is done.
    let partial: String
    /// Where an old result waits to be removed while the new one takes its place.
    private let replaced: String
    private let replacesExisting: Bool
    private let lock: FolderLock

    /// The notes of the run: its state, journals and scratch files.
    var notes: String { "\(partial)/.gantry" }

    /// Opens the work folder of a result, creating it where there is none.
    ///
    /// - Throws: `EngineError` for a target that exists (unless it may be replaced), is busy, or can't be written.
    init(targetFolder: String, name: String, replacesExisting: Bool) throws(EngineError) {
        finished = "\(targetFolder)/\(name)"
        partial = "\(targetFolder)/.\(name).partial"
        replaced = "\(targetFolder)/.\(name).replaced"
        self.replacesExisting = replacesExisting
        try Self.check(finished, replacesExisting: replacesExisting)
        lock = try Self.claim(partial)
    }

    /// Refuses a target that must not be replaced.
    static func check(_ finished: String, replacesExisting: Bool) throws(EngineError) {
        guard Files.exists(finished) else { return }
        guard replacesExisting else { throw .targetExists(path: finished) }
        guard Files.exists("\(finished)/report.json") else { throw .targetIsNotAMigration(path: finished) }
    }

    private static func claim(_ partial: String) throws(EngineError) -> FolderLock {
        do throws(SystemError) {
            try Files.createFolder(Files.parent(of: partial))
            if mkdir(partial, 0o755) != 0, errno != EEXIST { throw SystemError("mkdir", partial) }
        } catch {
            throw .target(error, in: partial)
        }
        try checkIsOurs(partial)
        do throws(SystemError) {
            try Files.createFolder("\(partial)/.gantry")
            // A folder of another's that we may read but not write would only fail after hours.
            guard access(partial, W_OK | X_OK) == 0 else { throw SystemError("access", partial) }
            if let lock = try FolderLock(path: "\(partial)/.gantry/lock") { return lock }
        } catch {
            throw .target(error, in: partial)
        }
        throw .targetBusy(path: partial)
    }

    /// Refuses a work folder that a stranger laid out: a link to somewhere else, or a folder with other things in it.
    ///
    /// What is in the work folder is removed without asking, so it has to be one of ours.
    private static func checkIsOurs(_ partial: String) throws(EngineError) {
        guard Files.isRealFolder(partial), Files.owner(of: partial) == geteuid() else {
            throw .workFolderForeign(path: partial, reason: "It is a link, no folder, or another user's")
        }
        let names: [String]
        do throws(SystemError) { names = try Files.names(in: partial) } catch { throw .target(error, in: partial) }
        guard names.isEmpty || Files.isRealFolder("\(partial)/.gantry") else {
            throw .workFolderForeign(path: partial, reason: "There are things in it that no migration made")
        }
    }

    /// Forgets what an earlier run did, and starts with an empty work folder.
    func startAnew() throws(EngineError) {
        do throws(SystemError) {
            for name in try Files.names(in: partial) where name != ".gantry" {
                try Files.removeTree("\(partial)/\(name)")
            }
            for name in try Files.names(in: notes) where name != "lock" { try Files.removeTree("\(notes)/\(name)") }
        } catch {
            throw .target(error, in: partial)
        }
    }

    /// Takes the work folder away again when a run ended before it did anything that the next one could go on with.
    func removeIfUnused() throws(EngineError) {
        do throws(SystemError) {
            guard try Files.names(in: partial) == [".gantry"],
                try Files.names(in: notes).allSatisfy({ $0 == "lock" || $0 == "state.json" })
            else { return }
            try Files.removeTree(partial)
        } catch {
            throw .target(error, in: partial)
        }
    }

    /// Removes what a killed run left beside the disks: a disk that was just being made, an unpacked image.
    func removeScraps() throws(EngineError) {
        do throws(SystemError) {
            for name in try Files.names(in: partial) where name.hasSuffix(".creating") || name.hasSuffix(".spool") {
                try Files.removeTree("\(partial)/\(name)")
            }
        } catch {
            throw .target(error, in: partial)
        }
    }

    /// Gives the result its name, and removes what it replaces and the notes.
    ///
    /// What has the name now is looked at once more, hours after the beginning. An old result is moved aside first:
    /// were the machine to stop between the two renames, the same command would find all its work done.
    func finish() throws(EngineError) {
        try Self.check(finished, replacesExisting: replacesExisting)
        do throws(SystemError) {
            try Files.removeTree(replaced)
            if replacesExisting, Files.exists(finished) { try Files.move(finished, to: replaced) }
            try Files.moveToNewName(partial, to: finished)
        } catch {
            throw error.code == EEXIST ? .targetExists(path: finished) : .target(error, in: finished)
        }
        try Self.cleanUp(finished, replaced: replaced)
    }

    /// What is removed after the result has its name.
    private static func cleanUp(_ finished: String, replaced: String) throws(EngineError) {
        do throws(SystemError) {
            try Files.removeTree(replaced)
            // The lock goes last: until then nobody else takes this for a result that is complete.
            for name in try Files.names(in: "\(finished)/.gantry") where name != "lock" && name != "state.json" {
                try Files.removeTree("\(finished)/.gantry/\(name)")
            }
            try Files.removeTree("\(finished)/.gantry")
        } catch {
            throw .target(error, in: finished)
        }
    }

    /// The state that a run left which was killed after its result had its name; what it had no time for is done now.
    ///
    /// - Throws: `EngineError.targetBusy` when that run is still at it.
    static func leftFinished(targetFolder: String, name: String) throws(EngineError) -> MigrationState? {
        let finished = "\(targetFolder)/\(name)"
        guard let state = try MigrationState.load(from: "\(finished)/.gantry/state.json") else { return nil }
        do throws(SystemError) {
            guard let lock = try FolderLock(path: "\(finished)/.gantry/lock") else {
                throw SystemError("flock", finished, code: EWOULDBLOCK)
            }
            withExtendedLifetime(lock) {}
        } catch {
            throw error.code == EWOULDBLOCK ? .targetBusy(path: finished) : .target(error, in: finished)
        }
        try cleanUp(finished, replaced: "\(targetFolder)/.\(name).replaced")
        return state
    }

    /// The bytes that are free for us in the target's file system.
    func freeBytes() throws(EngineError) -> Int64 {
        var status = statvfs()
        guard statvfs(partial, &status) == 0 else { throw .target(SystemError("statvfs", partial), in: partial) }
        return Int64(clamping: UInt64(status.f_bavail) &* UInt64(status.f_frsize))
    }
}

extension EngineError {
    /// A failed call on the target in the words of users.
    static func target(_ error: SystemError, in path: String) -> EngineError {
        error.isOutOfSpace ? .targetFull(path: path) : .targetUnwritable(path: path, reason: error.description)
    }
}
