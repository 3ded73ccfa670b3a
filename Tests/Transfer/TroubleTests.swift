import BlockIO
import ByteStreams
import DiskFormats
import Failures
import Foundation
import Hashing
import Synchronization
import Testing
import Threads

@testable import Transfer

@Suite("Trouble has a name", .serialized)
struct TroubleTests {
    private func disk(_ scratch: Scratch, megabytes: Int = 8) async throws -> DiskCopyRequest {
        try await makeDisk(scratch("source.raw"), megabytes: megabytes, seed: 9)
        return try request(
            content(scratch("source.raw"), .raw), size: Int64(megabytes) << 20, to: scratch("target.raw"))
    }

    @Test("a source that is longer than its disk", arguments: [true, false])
    func longer(isStream: Bool) async throws {
        let scratch = Scratch()
        var asked = try await disk(scratch)
        asked.sizeBytes -= 512
        if isStream { asked.content = try promised(asked) }
        await #expect(throws: TransferError.sourceLonger(name: "disk", sizeBytes: asked.sizeBytes)) {
            try await copy(asked)
        }
    }

    @Test("a source that is shorter than its disk", arguments: [true, false])
    func shorter(isStream: Bool) async throws {
        let scratch = Scratch()
        var asked = try await disk(scratch)
        asked.sizeBytes += 1024
        if isStream { asked.content = try promised(asked) }
        let found = asked.sizeBytes - 1024
        let expected = TransferError.sourceShorter(name: "disk", sizeBytes: asked.sizeBytes, foundBytes: found)
        await #expect(throws: expected) { try await copy(asked) }
    }

    @Test("a last sector that isn't whole is padded with zeros")
    func padded() async throws {
        let scratch = Scratch()
        var asked = try await disk(scratch)
        #expect(truncate(scratch("source.raw"), 8 << 20 - 100) == 0)
        asked.content = try content(scratch("source.raw"), .raw)
        try await copy(asked)
        #expect(truncate(scratch("source.raw"), 8 << 20) == 0)
        #expect(try await isEqual(scratch("source.raw"), asked.target))
    }

    /// The same content with the digest that a manifest would promise.
    private func promised(_ request: DiskCopyRequest, _ digest: String? = nil) throws -> DiskContent {
        var content = try #require(request.content)
        let file = try Data(contentsOf: URL(fileURLWithPath: content.bytes.parts[0].path))
        let found = try file.withUnsafeBytes { try BlockHasher().digest(of: $0).hexadecimal }
        content.bytes.parts[0].expectedDigest = FileDigest(algorithm: .sha256, hexadecimal: digest ?? found)
        return content
    }

    @Test("a manifest's digest that is right is no trouble, and one that is wrong is", arguments: [true, false])
    func manifest(isRight: Bool) async throws {
        let scratch = Scratch()
        var asked = try await disk(scratch)
        let wrong = String(repeating: "0", count: 64)
        asked.content = try promised(asked, isRight ? nil : wrong)
        if isRight {
            try await copy(asked)
        } else {
            await #expect(throws: StreamError.self) { try await copy(asked) }
        }
    }

    @Test("a digest of an image that isn't read in one pass is checked beforehand")
    func manifestOfQcow2() async throws {
        let scratch = Scratch()
        var asked = try await disk(scratch)
        try await tool("qemu-img", "convert", "-f", "raw", "-O", "qcow2", scratch("source.raw"), scratch("i.qcow2"))
        asked.content = try content(scratch("i.qcow2"), .qcow2)
        asked.content = try promised(asked, String(repeating: "0", count: 64))
        await #expect(throws: StreamError.self) { try await copy(asked) }
        asked.content = try promised(asked)
        asked.existing = .replace
        try await copy(asked)
    }

    @Test("a target that exists, and isn't touched")
    func exists() async throws {
        let scratch = Scratch()
        var asked = try await disk(scratch)
        try Data("precious".utf8).write(to: URL(fileURLWithPath: asked.target))
        await #expect(throws: TransferError.targetExists(path: asked.target)) { try await copy(asked) }
        #expect(try String(contentsOfFile: asked.target, encoding: .utf8) == "precious")
        #expect(!FileManager.default.fileExists(atPath: asked.journal))
        asked.existing = .replace
        try await copy(asked)
        #expect(try await isEqual(scratch("source.raw"), asked.target))
    }

    @Test("a folder that isn't there")
    func noFolder() async throws {
        let scratch = Scratch()
        var asked = try await disk(scratch)
        asked.target = scratch("missing/target.raw")
        asked.journal = asked.target + ".journal"
        let error = await #expect(throws: TransferError.self) { try await copy(asked) }
        #expect(error?.failure.category == .target)
    }

    @Test("a full disk")
    func full() async throws {
        let scratch = Scratch()
        let asked = try await disk(scratch)
        let flag = CancellationFlag()
        let state = try CopyState.open(asked, SourceIdentity(asked.content), flag: flag)
        let target = FaultyTarget(inner: state.target.blocks, budget: .init(bytes: 300_000, code: ENOSPC))
        let engine = CopyEngine(
            asked, to: target, durable: state.durable, stop: StopSignal(flag), counters: CopyCounters())
        let error = #expect(throws: SystemError.self) {
            let source = try OpenedSource.open(asked, counters: CopyCounters(), flag: flag)
            _ = try engine.run(source, state.journal) {}
        }
        let named = error.map { TransferError.naming($0, target: asked.target, journal: asked.journal) }
        #expect(named as? TransferError == .targetFull(path: asked.target))
    }

    @Test("a source that changes while it is copied")
    func changing() async throws {
        let scratch = Scratch()
        var asked = try await disk(scratch)
        asked.rate = RateLimiter(bytesPerSecond: 8 << 20)
        let source = scratch("source.raw")
        let changed = Mutex(false)
        let error = await #expect(throws: TransferError.self) {
            try await copyDisk(asked) { progress in
                guard progress.stage == .copying, progress.readBytes > 0 else { return }
                changed.withLock { done in
                    if !done { try? modify(source, at: 512, [1]) }
                    done = true
                }
            }
        }
        #expect(error?.failure.id == "transfer.source.changing")
    }

    @Test("bytes that the target doesn't keep", arguments: [DiskCopyRequest.Verification.full, .sample])
    func verification(_ kind: DiskCopyRequest.Verification) async throws {
        let scratch = Scratch()
        var asked = try await disk(scratch)
        asked.verification = kind
        try await copy(asked)
        let tree = try journalled(asked)
        let leaf = tree.nextData(from: 20, limit: tree.geometry.leafCount)
        // Complete by its journal, so that nothing is copied again and only the reading back can see it.
        try modify(asked.target, at: tree.geometry.offset(ofLeaf: leaf) + 5, [0x5A, 0x5A])
        let expected = TransferError.verificationFailed(
            path: asked.target, ranges: [tree.geometry.bytes(of: leaf..<(leaf + 1))])
        await #expect(throws: expected) { try await copy(asked) }
    }

    @Test("data where a hole should be, and a hole where data should be")
    func holes() async throws {
        let scratch = Scratch()
        let asked = try await disk(scratch)
        try await copy(asked)
        let tree = try journalled(asked)
        let leaf = tree.nextData(from: 0, limit: tree.geometry.leafCount)
        try SparseFileTarget(path: asked.target, sizeBytes: asked.sizeBytes)
            .clear(tree.geometry.bytes(of: leaf..<(leaf + 1)))
        let zero = try #require((0..<tree.geometry.leafCount).first { tree.leaf($0) == .zero })
        try modify(asked.target, at: tree.geometry.offset(ofLeaf: zero), [1])
        let error = await #expect(throws: TransferError.self) { try await copy(asked) }
        let ranges = [leaf, zero].sorted().map { tree.geometry.bytes(of: $0..<($0 + 1)) }
        #expect(
            error == .verificationFailed(path: asked.target, ranges: ranges.reduce(into: []) { $0.append(joining: $1) })
        )
    }

    @Test("cancelling stops within a second, and the same request goes on", arguments: [false, true])
    func cancel(isStream: Bool) async throws {
        let scratch = Scratch()
        var asked = try await disk(scratch, megabytes: 24)
        if isStream { asked.content = try promised(asked) }
        asked.rate = RateLimiter(bytesPerSecond: 1 << 20)
        let slow = asked
        let task = Task { try await copy(slow) }
        try await Task.sleep(for: .milliseconds(1500))
        let clock = ContinuousClock()
        let start = clock.now
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        // 0.2 s when nothing else runs; here other tests keep the disk busy. Uncancelled it would be 20 s.
        #expect(clock.now - start < .seconds(5))
        asked.rate = nil
        let result = try await copy(asked)
        #expect(result.resumedBytes > 0)
        #expect(try await isEqual(scratch("source.raw"), asked.target))
    }

    @Test("no zeros are written")
    func nothingNeedless() async throws {
        let scratch = Scratch()
        let asked = try await disk(scratch)
        let flag = CancellationFlag()
        let state = try CopyState.open(asked, SourceIdentity(asked.content), flag: flag)
        let budget = FaultyTarget.Budget(bytes: .max, code: EIO)
        let engine = CopyEngine(
            asked, to: FaultyTarget(inner: state.target.blocks, budget: budget), durable: state.durable,
            stop: StopSignal(flag), counters: CopyCounters())
        let source = try OpenedSource.open(asked, counters: CopyCounters(), flag: flag)
        _ = try engine.run(source, state.journal) {}
        let disk = try Data(contentsOf: URL(fileURLWithPath: scratch("source.raw")))
        for range in budget.written.withLock({ $0 }) {
            for start in stride(from: Int(range.lowerBound), to: Int(range.upperBound), by: 4096) {
                let granule = disk[start..<min(start + 4096, Int(range.upperBound))]
                #expect(granule.withUnsafeBytes { !isZero($0) })
            }
        }
    }

    @Test("progress never goes back, and ends complete", arguments: [false, true])
    func progress(isStream: Bool) async throws {
        let scratch = Scratch()
        var asked = try await disk(scratch)
        if isStream { asked.content = try promised(asked) }
        asked.rate = RateLimiter(bytesPerSecond: 16 << 20)
        let seen = Mutex<[CopyProgress]>([])
        _ = try await copyDisk(asked) { progress in seen.withLock { $0.append(progress) } }
        let all = seen.withLock { $0 }
        for (before, after) in zip(all, all.dropFirst()) {
            #expect(before.readBytes <= after.readBytes && before.movedBytes <= after.movedBytes)
            if before.stage == after.stage { #expect(before.workDoneBytes <= after.workDoneBytes) }
        }
        #expect(all.last?.stage == .verifying)
        #expect(all.last.map { $0.workDoneBytes == $0.workTotalBytes } == true)
    }

    @Test("the rate is kept to, and can be changed while running")
    func rate() async throws {
        let limiter = RateLimiter(bytesPerSecond: 1 << 20)
        let clock = ContinuousClock()
        let time = try clock.measure {
            for _ in 0..<4 { try limiter.take(128 << 10, CancellationFlag()) }
        }
        #expect(time > .milliseconds(200) && time < .milliseconds(900))
        limiter.change(toBytesPerSecond: nil)
        #expect(try clock.measure { try limiter.take(1 << 30, CancellationFlag()) } < .milliseconds(50))
    }

    @Test("disks are copied side by side, in the order they were asked for")
    func several() async throws {
        let scratch = Scratch()
        var requests: [DiskCopyRequest] = []
        for number in 0..<5 {
            try await makeDisk(scratch("s\(number)"), megabytes: 4, seed: UInt64(number))
            requests.append(try request(content(scratch("s\(number)"), .raw), size: 4 << 20, to: scratch("t\(number)")))
        }
        let results = try await copyDisks(requests) { _, _ in }
        #expect(results.count == 5)
        for number in 0..<5 { #expect(try await isEqual(scratch("s\(number)"), scratch("t\(number)"))) }
    }

    @Test("an error is told of the side that it happened on")
    func sides() {
        let cases: [(SystemError, TransferError)] = [
            (SystemError("pread", "/a/d.qcow2", code: EIO), .sourceUnreadable(.init("pread", "/a/d.qcow2", code: EIO))),
            (SystemError("open", "/a/d", code: EACCES), .targetUnwritable(.init("open", "/a/d", code: EACCES))),
            (
                SystemError("open", "/a/d.creating", code: EACCES),
                .targetUnwritable(.init("open", "/a/d.creating", code: EACCES))
            ),
            (SystemError("open", "/j", code: EROFS), .targetUnwritable(.init("open", "/j", code: EROFS))),
            (SystemError("fsync", "/a", code: EIO), .targetUnwritable(.init("fsync", "/a", code: EIO))),
            (SystemError("open", "/a/disk", code: EACCES), .sourceUnreadable(.init("open", "/a/disk", code: EACCES))),
        ]
        for (error, expected) in cases {
            #expect(TransferError.naming(error, target: "/a/d", journal: "/j") as? TransferError == expected)
        }
    }

    @Test("a source that can't be read is told so of a digest, too")
    func unreadableDigest() async throws {
        let scratch = Scratch()
        let asked = try await disk(scratch, megabytes: 1)
        let image = try #require(asked.content)
        try FileManager.default.removeItem(atPath: scratch("source.raw"))
        let error = await #expect(throws: TransferError.self) { try await digestDisk(image, sizeBytes: 1 << 20) }
        #expect(error?.failure.id == "transfer.source.unreadable")
    }

    @Test("a name that QEMU would take for a protocol or an option is given to it as a path")
    func namesForQEMU() {
        let here = FileManager.default.currentDirectoryPath
        #expect(TargetFile(path: "x:y.qcow2").absolutePath == "\(here)/x:y.qcow2")
        #expect(TargetFile(path: "-x.qcow2").absolutePath == "\(here)/-x.qcow2")
        #expect(TargetFile(path: "/a/b").absolutePath == "/a/b")
    }

    @Test("an image that QEMU can't make is trouble with the target")
    func imageNotMade() async throws {
        let error = TransferError.imageNotMade(path: "/a", message: "no")
        #expect(error.failure.category == .target)
    }
}
