internal import BlockIO
internal import Failures
internal import Glibc
internal import Threads

/// Where a copy stands at its beginning: a target with a journal, and what is durable on it.
struct CopyState {
    var target: TargetDisk
    var journal: JournalFile
    var durable: DigestTree

    /// Goes on with an interrupted copy, or begins one.
    static func open(_ request: DiskCopyRequest, _ identity: SourceIdentity, flag: CancellationFlag) throws -> CopyState
    {
        let header = JournalHeader(
            identity: identity.text + "target: \(request.targetFormat.rawValue)\n", sizeBytes: request.sizeBytes)
        let file = TargetFile(path: request.target)
        if request.existing == .replace {
            // Opened for its lock: what another process is writing isn't replaced.
            let lock = try JournalFile.open(at: request.journal)?.journal
            try remove(request)
            withExtendedLifetime(lock) {}
        } else if let found = try JournalFile.open(at: request.journal) {
            if let state = try resume(request, found, header, flag) { return state }
            try removeLeftovers(request, found.contents)
        }
        guard try file.identity() == nil else { throw TransferError.targetExists(path: request.target) }
        let journal = try JournalFile.create(at: request.journal, header)
        do {
            try file.create(request, flag: flag) { device, inode in
                try journal.append([.target(device: device, inode: inode)])
            }
        } catch {
            // There is no target: a journal of nothing would only be in the way.
            unlink(request.journal)
            throw error
        }
        try syncFolder(of: request.target)
        return CopyState(
            target: try TargetDisk(request, flag: flag), journal: journal,
            durable: DigestTree(sizeBytes: request.sizeBytes))
    }

    /// Goes on with what the journal tells of; nil when there is no target that it tells of.
    private static func resume(
        _ request: DiskCopyRequest, _ found: (journal: JournalFile, contents: JournalFile.Contents?),
        _ header: JournalHeader, _ flag: CancellationFlag
    ) throws -> CopyState? {
        guard let contents = found.contents else {
            if request.existing == .resumeOrRestart { return nil }
            throw TransferError.journalDamaged(journal: request.journal, target: request.target)
        }
        guard contents.header == header else {
            if request.existing == .resumeOrRestart { return nil }
            throw TransferError.sourceChanged(journal: request.journal, target: request.target)
        }
        guard try isTarget(of: contents, TargetFile(path: request.target).identity()) else { return nil }
        var tree = DigestTree(sizeBytes: request.sizeBytes)
        for case .run(let run) in contents.records { tree.set(run) }
        let target = try TargetDisk(request, flag: flag)
        do {
            try clearUnknown(tree, target.blocks)
        } catch {
            target.close()
            throw error
        }
        return CopyState(target: target, journal: found.journal, durable: tree)
    }

    /// Makes everything that isn't durable read as zeros again: the crash may have left anything there.
    private static func clearUnknown(_ tree: DigestTree, _ target: any BlockTarget) throws {
        var leaf = tree.nextLeaf(from: 0, known: false)
        while leaf < tree.geometry.leafCount {
            let end = tree.nextLeaf(from: leaf, known: true)
            try target.clear(tree.geometry.bytes(of: leaf..<end))
            leaf = tree.nextLeaf(from: end, known: false)
        }
    }

    private static func isTarget(
        of contents: JournalFile.Contents, _ identity: (device: UInt64, inode: UInt64)?
    ) -> Bool {
        guard let identity else { return false }
        return contents.records.contains(.target(device: identity.device, inode: identity.inode))
    }

    /// Removes a journal that is of no use, and the target if that journal's copy had made it.
    private static func removeLeftovers(_ request: DiskCopyRequest, _ contents: JournalFile.Contents?) throws {
        let file = TargetFile(path: request.target)
        let isOurs = try contents.map { isTarget(of: $0, try file.identity()) } ?? false
        if isOurs || request.existing == .resumeOrRestart && contents == nil { try file.remove() }
        try TargetFile(path: request.journal).remove()
    }

    private static func remove(_ request: DiskCopyRequest) throws {
        try TargetFile(path: request.target).remove()
        try TargetFile(path: request.journal).remove()
    }

    private static func syncFolder(of path: String) throws {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let opened = try OpenFile(folder, flags: O_RDONLY | O_DIRECTORY)
        guard fsync(opened.descriptor) == 0 || errno == EINVAL else { throw SystemError("fsync", folder) }
    }
}
