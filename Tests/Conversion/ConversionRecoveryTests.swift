import Failures
import Files
import Foundation
import Glibc
import Inventory
import Subprocess
import Testing

@testable import Conversion

/// What a work folder is brought to after a crash at each point.
@Suite("Recovery of an interrupted conversion")
struct ConversionRecoveryTests {
    @Test("An empty work folder has nothing to recover")
    func nothing() async throws {
        let folder = try ConversionFolder()
        #expect(try await recoverConversion(workFolder: folder.path) == .nothing)
        #expect(try await recoverConversion(workFolder: "\(folder.path)/none") == .nothing)
    }

    @Test("Before the record, overlays are discarded and the disk stays as it was")
    func beforeRecord() async throws {
        let fake = try await FakeConversion(doing: "")
        try await fake.makeChangedOverlay()
        try fake.folder.write("<domain/>", to: "work/domain.xml")
        #expect(try await recoverConversion(workFolder: fake.request.workFolder) == .discarded)
        #expect(try await fake.firstByte() == 0)
        #expect(try Files.names(in: fake.request.workFolder).isEmpty)
    }

    @Test("After the record, the commit is finished", arguments: [ConversionRequest.Disk.Format.raw, .qcow2])
    func afterRecord(format: ConversionRequest.Disk.Format) async throws {
        let fake = try await FakeConversion(doing: "", format: format)
        let record = try await fake.makeChangedOverlay()
        try record.write(to: CommitRecord.intentPath(in: fake.request.workFolder))
        #expect(try await recoverConversion(workFolder: fake.request.workFolder) == .committed(record.result))
        #expect(try await fake.firstByte() == 0x41)
        #expect(try Files.names(in: fake.request.workFolder) == ["commit.done"])
        // Asked again, it says the same.
        #expect(try await recoverConversion(workFolder: fake.request.workFolder) == .committed(record.result))
    }

    @Test("A commit that was killed in the middle ends in the same disk as one that was not", arguments: 1...6)
    func killedCommit(seed: UInt64) async throws {
        let fake = try await FakeConversion(doing: "")
        try await fake.grow(toMebibytes: 64)
        let record = try await fake.makeChangedOverlay(mebibytes: 64)
        try record.write(to: CommitRecord.intentPath(in: fake.request.workFolder))
        let commit = try RunningProcess.start(
            Command("qemu-img", ["commit", "-q", "-d", "-f", "qcow2", record.overlays[0].path])
        ) { _, _ in }
        usleep(UInt32(seed * 7_000))
        commit.send(signal: SIGKILL)
        _ = await commit.wait()
        #expect(try await recoverConversion(workFolder: fake.request.workFolder) == .committed(record.result))
        let content = try #require(FileManager.default.contents(atPath: fake.request.disks[0].path))
        #expect(content == Data(repeating: 0x41, count: 64 << 20), "seed \(seed)")
    }

    @Test("A crash between the end of the commit and its note changes nothing")
    func bothRecords() async throws {
        let fake = try await FakeConversion(doing: "")
        let record = try await fake.makeChangedOverlay()
        try record.write(to: CommitRecord.intentPath(in: fake.request.workFolder))
        try record.write(to: CommitRecord.donePath(in: fake.request.workFolder))
        #expect(try await recoverConversion(workFolder: fake.request.workFolder) == .committed(record.result))
        #expect(try Files.names(in: fake.request.workFolder) == ["commit.done"])
        #expect(try await fake.firstByte() == 0, "what is noted as done is not done again")
    }

    @Test("A record that isn't ours is refused and nothing is touched", arguments: ["", "{}", "{\"version\": 1"])
    func damagedRecord(text: String) async throws {
        let fake = try await FakeConversion(doing: "")
        try await fake.makeChangedOverlay()
        try fake.folder.write(text, to: "work/commit.intent")
        let error = await #expect(throws: ConversionError.self) {
            try await recoverConversion(workFolder: fake.request.workFolder)
        }
        #expect(error?.failure.id == "conversion.record.damaged")
        #expect(fake.folder.exists("work/overlay-0.qcow2"))
    }

    @Test("A record may not reach overlays outside of its folder")
    func foreignOverlay() async throws {
        let fake = try await FakeConversion(doing: "")
        var record = try await fake.makeChangedOverlay()
        record.overlays[0].path = "/tmp/other.qcow2"
        try record.write(to: CommitRecord.intentPath(in: fake.request.workFolder))
        let error = await #expect(throws: ConversionError.self) {
            try await recoverConversion(workFolder: fake.request.workFolder)
        }
        #expect(error?.failure.id == "conversion.record.damaged")
    }

    @Test("A recorded scratch folder is removed only if it is one of ours")
    func scratchOfOthers() async throws {
        let folder = try ConversionFolder()
        try folder.write("x", to: "precious/file")
        try folder.write("\(folder.path)/precious\n", to: "scratch")
        #expect(try await recoverConversion(workFolder: folder.path) == .discarded)
        #expect(folder.exists("precious/file"))
    }

    @Test("Helpers that outlived a killed run are ended before the overlays go")
    func orphans() async throws {
        let folder = try ConversionFolder()
        let scratch = try ScratchFolder.make(recordedIn: folder.path)
        // As qemu-nbd does when virt-v2v is killed: it lives on in a session of its own.
        let starting = try await run(
            Command(
                "sh", ["-c", "setsid sleep 300 >/dev/null 2>&1 & echo $!"], environment: ["TMPDIR": scratch.path]),
            deadlineSeconds: 10)
        let orphan = try #require(Int32(starting.output.dropLast()))
        #expect(kill(orphan, 0) == 0)
        #expect(try await recoverConversion(workFolder: folder.path) == .discarded)
        #expect(try processes(using: scratch.path).isEmpty)
        #expect(!FileManager.default.fileExists(atPath: scratch.path))
    }

    @Test("A finished conversion is not done again")
    func convertAgain() async throws {
        let fake = try await FakeConversion(doing: "echo run >> $log/runs\n" + FakeConversion.change)
        let first = try await fake.convert()
        let second = try await fake.convert()
        #expect(first == second)
        #expect(fake.folder.read("runs") == "run\n")
    }
}

extension FakeConversion {
    /// Makes what a conversion has made when virt-v2v ends.
    @discardableResult
    func makeChangedOverlay(mebibytes: Int = 1) async throws -> CommitRecord {
        try FileManager.default.createDirectory(atPath: request.workFolder, withIntermediateDirectories: true)
        let overlays = Overlays(workFolder: request.workFolder, disks: request.disks)
        try await overlays.create()
        try await runSuccessfully(
            Command("qemu-io", ["-f", "qcow2", "-c", "write -q -P 0x41 0 \(mebibytes)M", overlays.paths[0]]),
            deadlineSeconds: 60)
        let result = ConversionResult(
            messages: [], guest: GuestFacts(), appliedFirstBootScripts: [], appliedStaticAddresses: [],
            virtV2VVersion: "2.2.0", seconds: 1, logPath: "/log", accelerator: .tcg)
        return CommitRecord(
            overlays: [CommitRecord.Overlay(path: overlays.paths[0], disk: request.disks[0])], result: result)
    }

    func grow(toMebibytes size: Int) async throws {
        truncate(request.disks[0].path, off_t(size << 20))
    }
}
