internal import BlockIO
internal import Files
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
            try checkReplaceable(request, file)
            try TargetFile(path: request.journal).remove()
        }
        try checkReplaceable(request, file)
        let journal = try JournalFile.create(at: request.journal, header)
        do {
            // Only now, with the journal's lock, is it certain that nobody writes it.
            if request.existing == .resumeOrRestart { try file.remove() }
            try file.create(request, flag: flag) { try journal.append([.target($0)]) }
        } catch {
            // There is no target: a journal of nothing would only be in the way.
            unlink(request.journal)
            throw error
        }
        try Files.syncFolder(Files.parent(of: request.target))
        return CopyState(
            target: try TargetDisk(request, flag: flag), journal: journal,
            durable: DigestTree(sizeBytes: request.sizeBytes))
    }

    /// A target that isn't an unfinished copy of this source is only replaced for who asked for that.
    private static func checkReplaceable(_ request: DiskCopyRequest, _ file: TargetFile) throws {
        guard request.existing == .resume, try file.identity() != nil else { return }
        throw TransferError.targetExists(path: request.target)
    }

    /// Goes on with what the journal tells of; nil when there is no target that it tells of.
    private static func resume(
        _ request: DiskCopyRequest, _ found: (journal: JournalFile, header: JournalHeader?),
        _ header: JournalHeader, _ flag: CancellationFlag
    ) throws -> CopyState? {
        guard let begun = found.header else {
            if request.existing == .resumeOrRestart { return nil }
            throw TransferError.journalDamaged(journal: request.journal, target: request.target)
        }
        guard begun == header else {
            if request.existing == .resumeOrRestart { return nil }
            throw TransferError.sourceChanged(journal: request.journal, target: request.target)
        }
        guard let there = try TargetFile(path: request.target).identity() else { return nil }
        var tree = DigestTree(sizeBytes: request.sizeBytes)
        var isOurs = false
        try found.journal.readRecords(begun) { record in
            switch record {
            case .target(let file): isOurs = isOurs || file == there
            case .run(let run): tree.set(run)
            }
        }
        guard isOurs else { return nil }
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

    private static func remove(_ request: DiskCopyRequest) throws {
        try TargetFile(path: request.target).remove()
        try TargetFile(path: request.journal).remove()
    }
}
