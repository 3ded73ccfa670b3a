import BlockIO
import DiskFormats
import Failures
import Foundation
import Subprocess
import Testing
import Threads

@testable import NBD
@testable import Transfer

@Suite("NBD servers", .serialized)
struct NBDTests {
    /// Serves with nbdkit while the body runs.
    private func serving(
        _ scratch: Scratch, _ arguments: [String], _ body: @escaping @Sendable (String) throws -> Void
    ) async throws {
        let socket = scratch("socket")
        for name in ["socket", "pid"] { try? FileManager.default.removeItem(atPath: scratch(name)) }
        let command = Command("nbdkit", ["-f", "-U", socket, "-P", scratch("pid")] + arguments)
        let server = try RunningProcess.start(command) { _, _ in }
        for _ in 0..<3000 where server.status == nil && !FileManager.default.fileExists(atPath: scratch("pid")) {
            try await Task.sleep(for: .milliseconds(10))
        }
        do {
            try await onOwnThread(named: "nbd test") { try body("nbd+unix:///?socket=\(socket)") }
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    private static func copy(_ source: NBDSource, _ asked: DiskCopyRequest, _ flag: CancellationFlag) throws {
        let state = try CopyState.open(asked, SourceIdentity(nil), flag: flag)
        let engine = CopyEngine(
            asked, to: state.target.blocks, durable: state.durable, stop: StopSignal(flag), counters: CopyCounters())
        _ = try engine.run(.random(source, server: nil), state.journal) {}
    }

    @Test("are read with holes kept, over one connection or several", arguments: ["sparse-random", "single"])
    func read(kind: String) async throws {
        let scratch = Scratch()
        var arguments = ["sparse-random", "seed=5", "size=64M", "percent=20", "runlength=262144"]
        if kind == "single" { arguments = ["--filter=multi-conn"] + arguments + ["multi-conn-mode=disable"] }
        let asked = request(nil, size: 64 << 20, to: scratch("target.raw"))
        let expected = scratch("expected.raw")
        try await serving(scratch, arguments) { uri in
            let flag = CancellationFlag()
            try Self.copy(NBDSource(uri: uri, cancellation: flag), asked, flag)
            let done = try runBlocking("nbdcopy", [uri, expected])
            #expect(done == 0)
        }
        #expect(try await isEqual(expected, asked.target))
        #expect(try allocatedBytes(asked.target) < 30 << 20)
    }

    @Test("that fail give the failure a name, and the copy goes on from its journal")
    func error() async throws {
        let scratch = Scratch()
        let asked = request(nil, size: 64 << 20, to: scratch("target.raw"))
        let disk = ["sparse-random", "seed=5", "size=64M", "percent=30", "runlength=262144"]
        let fails = ["--filter=error"] + disk + ["error-pread=EIO", "error-pread-rate=0.2"]
        try await serving(scratch, fails) { uri in
            let flag = CancellationFlag()
            let error = #expect(throws: NBDError.self) {
                try Self.copy(NBDSource(uri: uri, cancellation: flag), asked, flag)
            }
            #expect(error?.failure.id == "nbd.request")
        }
        let expected = scratch("expected.raw")
        try await serving(scratch, disk) { uri in
            let flag = CancellationFlag()
            try Self.copy(NBDSource(uri: uri, cancellation: flag), asked, flag)
            _ = try runBlocking("nbdcopy", [uri, expected])
        }
        #expect(try await isEqual(expected, asked.target))
    }

    @Test("that hang are left when the copy is cancelled")
    func hang() async throws {
        let scratch = Scratch()
        let asked = request(nil, size: 64 << 20, to: scratch("target.raw"))
        let arguments = ["--filter=delay", "pattern", "size=64M", "delay-read=60"]
        try await serving(scratch, arguments) { uri in
            let flag = CancellationFlag()
            try startThread(named: "cancel") {
                usleep(300_000)
                flag.raise()
            }
            let clock = ContinuousClock()
            let time = clock.measure {
                _ = #expect(throws: CancellationError.self) {
                    try Self.copy(NBDSource(uri: uri, cancellation: flag), asked, flag)
                }
            }
            #expect(time < .seconds(5))
        }
    }

    @Test("that aren't there are named")
    func absent() {
        let error = #expect(throws: NBDError.self) {
            try NBDSource(uri: "nbd+unix:///?socket=/nonexistent", cancellation: CancellationFlag())
        }
        #expect(error?.failure.id == "nbd.connection")
    }

    @Test("that are read-only aren't written to")
    func readOnly() async throws {
        let scratch = Scratch()
        try await serving(scratch, ["-r", "pattern", "size=1M"]) { uri in
            #expect(throws: NBDError.readOnly(uri: uri)) {
                try NBDTarget(uri: uri, cancellation: CancellationFlag())
            }
        }
    }

    @Test("are written, cleared and read back", arguments: [["memory"], ["--filter=nozero", "memory"]])
    func write(plugin: [String]) async throws {
        let scratch = Scratch()
        try await serving(scratch, plugin + ["size=4M"]) { uri in
            let target = try NBDTarget(uri: uri, cancellation: CancellationFlag())
            let bytes = [UInt8](repeating: 7, count: 1 << 20)
            let writer = try target.makeWriter()
            try bytes.withUnsafeBytes { try writer.write($0, at: 65536) }
            try target.sync()
            try target.clear(131072..<(3 << 20))
            let reader = try target.readBack().makeReader()
            let buffer = AlignedBuffer(count: 4 << 20)
            try reader.read(into: buffer.bytes, at: 0)
            #expect(buffer.bytes[65535] == 0 && buffer.bytes[65536] == 7 && buffer.bytes[131071] == 7)
            #expect(isZero(UnsafeRawBufferPointer(rebasing: buffer.bytes[131072...])))
        }
    }

    @Test("of QEMU are gone when they aren't needed any more, their socket too")
    func gone() async throws {
        let scratch = Scratch()
        try await makeDisk(scratch("disk.raw"), megabytes: 1, seed: 1)
        let path = scratch("disk.raw")
        let folder = try await onOwnThread(named: "qemu-nbd test") {
            let image = ImageOptions(format: .raw, path: path, part: nil, isReadOnly: true)
            let server = try QemuNBD(image, cancellation: CancellationFlag())
            defer { server.stop() }
            return String(server.uri.dropFirst("nbd+unix:///?socket=".count).dropLast("/socket".count))
        }
        #expect(!FileManager.default.fileExists(atPath: folder))
        #expect(try await run(Command("pgrep", ["-f", folder]), deadlineSeconds: 60).status == .exited(1))
    }

    @Test("of QEMU don't follow a backing file")
    func backing() async throws {
        let scratch = Scratch()
        try await makeDisk(scratch("secret.raw"), megabytes: 1, seed: 1)
        try await tool(
            "qemu-img", "create", "-q", "-f", "qcow2", "-b", scratch("secret.raw"), "-F", "raw", scratch("disk.qcow2"))
        let asked = try request(content(scratch("disk.qcow2"), .qcow2), size: 1 << 20, to: scratch("target.raw"))
        let result = try await Transfer.copyDisk(asked) { _ in }
        #expect(result.movedBytes == 0)
    }

    @Test("of QEMU that can't open an image say why")
    func unusable() async throws {
        let scratch = Scratch()
        try Data(count: 4096).write(to: URL(fileURLWithPath: scratch("disk.qcow2")))
        let asked = try request(content(scratch("disk.qcow2"), .qcow2), size: 1 << 20, to: scratch("target.raw"))
        let error = await #expect(throws: TransferError.self) { try await copyDisk(asked) { _ in } }
        #expect(error?.failure.id == "transfer.image.unusable")
        #expect(error?.failure.why.contains("not in qcow2 format") == true)
    }

    @Test("that stay silent are given up when the time for an answer is over")
    func silence() async throws {
        let scratch = Scratch()
        try await serving(scratch, ["--filter=delay", "pattern", "size=1M", "delay-read=60"]) { uri in
            let flag = CancellationFlag()
            let reader = NBDReader(
                [try NBDConnection(uri: uri, cancellation: flag)], sizeBytes: 1 << 20, cancellation: flag,
                answerSeconds: 1)
            let buffer = AlignedBuffer(count: 4096)
            defer { reader.abandon() }
            try reader.start(into: buffer.bytes, at: 0, tag: 1)
            #expect(throws: NBDError.noAnswer("read", uri: uri, seconds: 1)) {
                for _ in 0..<50 { _ = try reader.finishOne(withinMilliseconds: 100) }
            }
        }
    }

    @Test("aren't asked any more once a request was given up")
    func closed() async throws {
        let scratch = Scratch()
        try await serving(scratch, ["memory", "size=1M"]) { uri in
            let connection = try NBDConnection(uri: uri, cancellation: CancellationFlag())
            connection.close()
            #expect(throws: NBDError.self) { _ = try connection.extents(in: 0..<4096) }
            #expect(throws: NBDError.self) { _ = try connection.handle }
        }
    }
}

/// For use on threads of their own only.
private func runBlocking(_ program: String, _ arguments: [String]) throws -> Int32 {
    let process = try RunningProcess.start(Command(program, arguments)) { _, _ in }
    while process.status == nil { usleep(5000) }
    return process.status == .exited(0) ? 0 : 1
}
