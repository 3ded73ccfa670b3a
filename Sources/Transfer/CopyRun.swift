internal import BlockIO
internal import ByteStreams
internal import DiskFormats
internal import Files
internal import Glibc
internal import Hashing
internal import Threads

/// One copy from its beginning to its end, on the thread of whoever calls.
struct CopyRun {
    let request: DiskCopyRequest
    let flag: CancellationFlag
    let progress: @Sendable (CopyProgress) -> Void

    /// Copies, then verifies.
    func run() throws -> CopyResult {
        do {
            try checkSize()
            return try copyAndVerify()
        } catch {
            throw TransferError.naming(error, target: request.target, journal: request.journal)
        }
    }

    private func checkSize() throws {
        let isWholeSectors = request.sizeBytes % 512 == 0 || request.targetFormat == .raw
        guard request.sizeBytes > 0, request.sizeBytes <= 1 << 56, isWholeSectors else {
            throw TransferError.impossibleSize(sizeBytes: request.sizeBytes)
        }
    }

    private func copyAndVerify() throws -> CopyResult {
        let begin = Self.seconds()
        let counters = CopyCounters()
        let identity = try SourceIdentity(request.content)
        report(.preparing, counters, total: nil, resumed: 0)
        let state = try CopyState.open(request, identity, flag: flag)
        defer {
            state.target.close()
            state.journal.unlock()
        }
        let resumed = state.durable.knownBytes
        let source = try OpenedSource.open(request, counters: counters, flag: flag)
        defer { source.stop() }
        let total = try workTotal(source, state.durable)
        let copying = Self.seconds()
        report(.copying, counters, total: total, resumed: resumed)
        let engine = CopyEngine(
            request, to: state.target.blocks, durable: state.durable, stop: StopSignal(flag), counters: counters)
        let tree = try engine.run(source, state.journal) {
            report(.copying, counters, total: total, resumed: resumed)
        }
        try identity.checkUnchanged()
        guard let root = try tree.root() else { throw TransferError.incomplete(path: request.target) }
        let verifying = Self.seconds()
        let outcome = try verify(tree, state.target, counters, resumed: resumed)
        return CopyResult(
            digest: root.hexadecimal, sizeBytes: request.sizeBytes, readBytes: counters.readBytes,
            movedBytes: counters.movedBytes, skippedBytes: counters.skippedBytes, resumedBytes: resumed,
            verification: outcome, preparingSeconds: copying - begin, copyingSeconds: verifying - copying,
            verifyingSeconds: Self.seconds() - verifying)
    }

    private func verify(
        _ tree: DigestTree, _ target: TargetDisk, _ copied: CopyCounters, resumed: Int64
    ) throws -> VerificationOutcome {
        guard request.verification != .none else {
            return VerificationOutcome(kind: .none, readBackBytes: 0, seed: nil)
        }
        let (source, server) = try target.readBack()
        defer { server?.stop() }
        let counters = CopyCounters()
        let chunkBytes = request.chunkBytes
        let seed = request.sampleSeed ?? UInt64.random(in: .min ... .max)
        let sample =
            request.verification == .sample
            ? SampleFeed(tree, chunkBytes: chunkBytes, seed: seed) : nil
        let feed: any WorkFeed =
            try sample
            ?? RandomFeed(source, durable: DigestTree(sizeBytes: request.sizeBytes), chunkBytes: chunkBytes)
        let total = sample?.totalBytes ?? tree.dataBytes
        let check = ReadBack(tree, source, chunkBytes: chunkBytes, stop: StopSignal(flag), counters: counters)
        let ranges = try check.run(feed, workers: request.workers) {
            report(.verifying, copied, total: total, resumed: resumed, done: counters.workBytes)
        }
        guard ranges.isEmpty else {
            // What the journal calls durable is not: the next run copies anew.
            try Files.removeTree(request.journal)
            throw TransferError.verificationFailed(path: request.target, ranges: ranges)
        }
        report(.verifying, copied, total: total, resumed: resumed, done: total)
        return VerificationOutcome(
            kind: request.verification, readBackBytes: counters.readBytes, seed: sample == nil ? nil : seed)
    }

    private func workTotal(_ source: OpenedSource, _ durable: DigestTree) throws -> Int64? {
        switch source {
        case .empty: return 0
        case .stream(let bytes, let format):
            let isPacked = bytes.compression != .none || bytes.parts.contains { $0.compressedArchiveMember != nil }
            return isPacked && format != .raw ? nil : isPacked ? request.sizeBytes : bytes.storedBytes
        case .random(let blocks, _):
            let feed = try RandomFeed(blocks, durable: durable, chunkBytes: 1 << 40)
            var total: Int64 = 0
            for _ in 0..<50_000 {
                try flag.check()
                guard let chunk = try feed.next() else { return total }
                if case .unread = chunk.content { total += chunk.length }
            }
            return nil
        }
    }

    private func report(
        _ stage: CopyProgress.Stage, _ counters: CopyCounters, total: Int64?, resumed: Int64, done: Int64? = nil
    ) {
        let done = done ?? counters.workBytes
        progress(
            CopyProgress(
                stage: stage, workTotalBytes: total, workDoneBytes: min(done, total ?? done),
                readBytes: counters.readBytes, movedBytes: counters.movedBytes,
                skippedBytes: counters.skippedBytes, resumedBytes: resumed))
    }

    private static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

extension OpenedSource {
    /// Ends the server that the source is read through, where there is one.
    func stop() {
        if case .random(_, let server) = self { server?.stop() }
    }
}
