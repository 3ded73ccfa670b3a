import BlockIO
import ByteStreams
import DiskFormats
import Failures
import Foundation
import Synchronization
import Testing
import Threads

@testable import Transfer

/// Writes through, until its budget of bytes is used up: then it fails as a full or broken disk does.
struct FaultyTarget: BlockTarget {
    let inner: any BlockTarget
    let budget: Budget
    var sizeBytes: Int64 { inner.sizeBytes }
    var maximumWriters: Int { inner.maximumWriters }
    var zeroGranularityBytes: Int { inner.zeroGranularityBytes }

    final class Budget: Sendable {
        let left: Mutex<Int>
        let code: Int32
        /// Ranges that were written, to be looked at by tests.
        let written = Mutex<[Range<Int64>]>([])

        init(bytes: Int, code: Int32) {
            left = Mutex(bytes)
            self.code = code
        }
    }

    func makeWriter() throws -> any BlockWriter { FaultyWriter(inner: try inner.makeWriter(), budget: budget) }
    func sync() throws { try inner.sync() }
    func clear(_ range: Range<Int64>) throws { try inner.clear(range) }
    func readBack() throws -> any BlockSource { try inner.readBack() }
}

final class FaultyWriter: BlockWriter {
    let inner: any BlockWriter
    let budget: FaultyTarget.Budget

    init(inner: any BlockWriter, budget: FaultyTarget.Budget) {
        self.inner = inner
        self.budget = budget
    }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws {
        let granted = budget.left.withLock { left in
            left -= bytes.count
            return left >= 0
        }
        guard granted else { throw SystemError("pwrite", "target", code: budget.code) }
        budget.written.withLock { $0.append(offset..<(offset + Int64(bytes.count))) }
        try inner.write(bytes, at: offset)
    }
}

@Suite("A copy that was interrupted", .serialized)
struct ResumeTests {
    static let size: Int64 = 24 << 20

    /// Copies until the target fails; what a power cut may leave is made where nothing is durable.
    private func interrupt(_ request: DiskCopyRequest, afterBytes bytes: Int) async throws {
        try await onOwnThread(named: "interrupt") { try Self.fail(request, afterBytes: bytes) }
    }

    private static func fail(_ request: DiskCopyRequest, afterBytes bytes: Int) throws {
        let identity = try SourceIdentity(request.content)
        let flag = CancellationFlag()
        let state = try CopyState.open(request, identity, flag: flag)
        defer {
            state.target.close()
            state.journal.unlock()
        }
        let target = FaultyTarget(inner: state.target.blocks, budget: .init(bytes: bytes, code: EIO))
        let counters = CopyCounters()
        let engine = CopyEngine(
            request, to: target, durable: state.durable, stop: StopSignal(flag), counters: counters)
        let source = try OpenedSource.open(request, counters: counters, flag: CancellationFlag())
        #expect(throws: SystemError.self) { _ = try engine.run(source, state.journal) {} }
    }

    private func scribble(_ request: DiskCopyRequest, seed: UInt64) throws {
        let tree = try journalled(request)
        var random = SplitMix64(state: seed)
        for leaf in 0..<tree.geometry.leafCount where tree.leaf(leaf) == .unknown && random.next() % 4 == 0 {
            try modify(request.target, at: tree.geometry.offset(ofLeaf: leaf), [UInt8](repeating: 0xA5, count: 5000))
        }
    }

    @Test("goes on, is equal in the end, and copies little again", arguments: 0..<20)
    func resume(seed: Int) async throws {
        var random = SplitMix64(state: UInt64(seed) + 1000)
        let scratch = Scratch()
        try await makeDisk(scratch("source.raw"), megabytes: 24, seed: UInt64(seed))
        let isVMDK = seed % 3 == 2
        if isVMDK {
            try await tool(
                "qemu-img", "convert", "-O", "vmdk", "-o", "subformat=streamOptimized", "-f", "raw",
                scratch("source.raw"), scratch("source.vmdk"))
        }
        let image =
            isVMDK
            ? try content(scratch("source.vmdk"), .vmdk, streamable: true) : try content(scratch("source.raw"), .raw)
        let asked = request(image, size: Self.size, to: scratch("target.raw"))
        var durable = 0
        for round in 0..<3 {
            let bytes = Int.random(in: 300_000..<2_500_000, using: &random)
            durable += max(0, bytes - asked.unjournalledBytes - asked.chunkBytes)
            try await interrupt(asked, afterBytes: bytes)
            try scribble(asked, seed: UInt64(seed * 7 + round))
        }
        let result = try await copy(asked)
        #expect(try await isEqual(scratch("source.raw"), scratch("target.raw")), "seed \(seed)")
        #expect(result.verification.kind == .full)
        #expect(try allocatedBytes(asked.target) <= allocatedBytes(scratch("source.raw")) + 65536)
        let fresh = try await copy(request(image, size: Self.size, to: scratch("fresh.raw")))
        #expect(result.digest == fresh.digest)
        #expect(result.movedBytes <= fresh.movedBytes - Int64(durable), "seed \(seed)")
    }

    @Test("goes on from a journal that is cut at any byte", arguments: 0..<12)
    func cutJournal(seed: Int) async throws {
        let scratch = Scratch()
        try await makeDisk(scratch("source.raw"), megabytes: 8, seed: UInt64(seed))
        let format: DiskCopyRequest.TargetFormat = seed % 4 == 3 ? .qcow2 : .raw
        let asked = try request(
            content(scratch("source.raw"), .raw), size: 8 << 20, to: scratch("target"), format: format)
        let fresh = try await copy(asked)
        var random = SplitMix64(state: UInt64(seed))
        let header = try headLength(asked)
        let length = Int.random(in: header...Int(try fileSize(asked.journal)), using: &random)
        #expect(truncate(asked.journal, length) == 0)
        if format == .raw { try scribble(asked, seed: UInt64(seed)) }
        let result = try await copy(asked)
        #expect(result.digest == fresh.digest, "seed \(seed), cut at \(length)")
        #expect(result.resumedBytes + result.movedBytes + result.skippedBytes == 8 << 20)
        try await tool("qemu-img", "compare", "-f", "raw", "-F", format.rawValue, scratch("source.raw"), asked.target)
    }

    /// The header, and the record of the target: they are durable before the target has its name.
    private func headLength(_ request: DiskCopyRequest) throws -> Int {
        let header = try #require(try JournalFile.open(at: request.journal)?.header)
        return header.encoded.count + JournalRecord.headBytes + 2 * JournalFile.checksumBytes
    }

    @Test("that was complete copies nothing again")
    func complete() async throws {
        let scratch = Scratch()
        try await makeDisk(scratch("source.raw"), megabytes: 8, seed: 1)
        let asked = try request(content(scratch("source.raw"), .raw), size: 8 << 20, to: scratch("target.raw"))
        let first = try await copy(asked)
        let again = try await copy(asked)
        #expect(again.movedBytes == 0)
        #expect(again.resumedBytes == 8 << 20)
        #expect(again.digest == first.digest)
    }

    @Test("isn't gone on with when the source was changed, but for who asks to start anew")
    func changedSource() async throws {
        let scratch = Scratch()
        try await makeDisk(scratch("source.raw"), megabytes: 8, seed: 1)
        var asked = try request(content(scratch("source.raw"), .raw), size: 8 << 20, to: scratch("target.raw"))
        try await interrupt(asked, afterBytes: 1_500_000)
        try modify(scratch("source.raw"), at: 4096, [1, 2, 3])
        await #expect(throws: TransferError.sourceChanged(journal: asked.journal, target: asked.target)) {
            try await copy(asked)
        }
        asked.existing = .resumeOrRestart
        let result = try await copy(asked)
        #expect(result.resumedBytes == 0)
        #expect(try await isEqual(scratch("source.raw"), asked.target))
    }

    @Test("isn't gone on with when the journal's header is damaged")
    func damagedJournal() async throws {
        let scratch = Scratch()
        try await makeDisk(scratch("source.raw"), megabytes: 8, seed: 1)
        let asked = try request(content(scratch("source.raw"), .raw), size: 8 << 20, to: scratch("target.raw"))
        try await interrupt(asked, afterBytes: 1_500_000)
        try modify(asked.journal, at: 30, [0xFF])
        await #expect(throws: TransferError.journalDamaged(journal: asked.journal, target: asked.target)) {
            try await copy(asked)
        }
    }

    @Test("begins anew when its target was taken away")
    func missingTarget() async throws {
        let scratch = Scratch()
        try await makeDisk(scratch("source.raw"), megabytes: 8, seed: 1)
        let asked = try request(content(scratch("source.raw"), .raw), size: 8 << 20, to: scratch("target.raw"))
        try await interrupt(asked, afterBytes: 1_500_000)
        try FileManager.default.removeItem(atPath: asked.target)
        #expect(try await copy(asked).resumedBytes == 0)
        #expect(try await isEqual(scratch("source.raw"), asked.target))
    }

    @Test("isn't gone on with while it still runs", arguments: [DiskCopyRequest.Existing.resume, .replace])
    func running(_ existing: DiskCopyRequest.Existing) async throws {
        let scratch = Scratch()
        try await makeDisk(scratch("source.raw"), megabytes: 8, seed: 1)
        var asked = try request(content(scratch("source.raw"), .raw), size: 8 << 20, to: scratch("target.raw"))
        let first = try CopyState.open(asked, SourceIdentity(asked.content), flag: CancellationFlag())
        asked.existing = existing
        let second = asked
        await #expect(throws: TransferError.copyRunning(journal: asked.journal)) { try await copy(second) }
        withExtendedLifetime(first.journal) {}
    }

    @Test("isn't gone on with when an extent beside the source's descriptor was changed")
    func changedExtent() async throws {
        let scratch = Scratch()
        try await makeDisk(scratch("source.raw"), megabytes: 8, seed: 1)
        try await tool(
            "qemu-img", "convert", "-O", "vmdk", "-o", "subformat=twoGbMaxExtentSparse", "-f", "raw",
            scratch("source.raw"), scratch("source.vmdk"))
        let image = try DiskContent.inspect(bytes: ByteContent(file: scratch("source.vmdk")), claim: .certain(.vmdk))
        #expect(image.companions == [scratch("source-s001.vmdk")])
        let asked = request(image, size: 8 << 20, to: scratch("target.raw"))
        try await interrupt(asked, afterBytes: 1_500_000)
        try modify(scratch("source-s001.vmdk"), at: fileSize(scratch("source-s001.vmdk")) - 4096, [1, 2, 3])
        await #expect(throws: TransferError.sourceChanged(journal: asked.journal, target: asked.target)) {
            try await copy(asked)
        }
    }

    @Test("replaces a target that it has no journal of, for who asks to start anew", arguments: [false, true])
    func unknownTarget(hasJournal: Bool) async throws {
        let scratch = Scratch()
        try await makeDisk(scratch("source.raw"), megabytes: 8, seed: 1)
        var asked = try request(content(scratch("source.raw"), .raw), size: 8 << 20, to: scratch("target.raw"))
        if hasJournal { try await interrupt(asked, afterBytes: 1_500_000) }
        try? FileManager.default.removeItem(atPath: asked.target)
        try Data("something else".utf8).write(to: URL(fileURLWithPath: asked.target))
        await #expect(throws: TransferError.targetExists(path: asked.target)) { try await copy(asked) }
        #expect(FileManager.default.fileExists(atPath: asked.journal) == hasJournal)
        asked.existing = .resumeOrRestart
        #expect(try await copy(asked).resumedBytes == 0)
        #expect(try await isEqual(scratch("source.raw"), asked.target))
    }

    @Test("isn't begun twice: a journal that its holder removed is no lock")
    func removedJournal() async throws {
        let scratch = Scratch()
        try await makeDisk(scratch("source.raw"), megabytes: 1, seed: 1)
        let path = scratch("journal")
        let header = JournalHeader(identity: "x", sizeBytes: 1 << 20)
        do {
            let first = try JournalFile.create(at: path, header)
            // Opens the first one and waits for its lock.
            let second = Task { try await onOwnThread(named: "second") { try JournalFile.open(at: path) == nil } }
            try await Task.sleep(for: .milliseconds(10))
            unlink(path)
            let third = try JournalFile.create(at: path, header)
            first.unlock()
            await #expect(throws: TransferError.copyRunning(journal: path)) { _ = try await second.value }
            withExtendedLifetime(third) {}
        }
    }
}
