import ByteStreams
import DiskFormats
import Foundation
import Hashing
import Subprocess
import Testing
import Threads

@testable import Transfer

/// A folder that goes away with the test.
final class Scratch {
    let path: String

    init() {
        path = "/var/tmp/gantry-transfer-\(UUID().uuidString)"
        mkdir(path, 0o700)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }
}

/// Runs a program that must succeed and gives its output.
@discardableResult
func tool(_ program: String, _ arguments: String...) async throws -> String {
    try await runSuccessfully(Command(program, arguments), deadlineSeconds: 120).output
}

/// A disk with runs of random bytes, zeros that are allocated, and holes, all chosen by a seed.
///
/// On a thread of its own, since the tests share a pool of two.
func makeDisk(_ path: String, megabytes: Int, tail: Int = 0, seed: UInt64) async throws {
    try await onOwnThread(named: "make disk") { try writeDisk(path, megabytes: megabytes, tail: tail, seed: seed) }
}

private func writeDisk(_ path: String, megabytes: Int, tail: Int, seed: UInt64) throws {
    var random = SplitMix64(state: seed)
    try Data().write(to: URL(fileURLWithPath: path))
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try file.truncate(atOffset: UInt64(megabytes << 20 + tail))
    let sectors = megabytes << 11
    for _ in 0..<(megabytes * 8) {
        let sector = Int.random(in: 0..<sectors, using: &random)
        let count = min([1, 7, 8, 100, 128, 700].randomElement(using: &random) ?? 1, sectors - sector)
        var bytes = Data(count: count * 512)
        if UInt8.random(in: 0..<4, using: &random) > 0 {
            bytes.withUnsafeMutableBytes { bytes in
                for index in stride(from: 0, to: bytes.count, by: 8) {
                    bytes.storeBytes(of: random.next(), toByteOffset: index, as: UInt64.self)
                }
            }
        }
        try file.seek(toOffset: UInt64(sector * 512))
        try file.write(contentsOf: bytes)
    }
    try file.close()
}

func fileSize(_ path: String) throws -> Int64 {
    var status = stat()
    try #require(stat(path, &status) == 0)
    return Int64(status.st_size)
}

func allocatedBytes(_ path: String) throws -> Int64 {
    var status = stat()
    try #require(stat(path, &status) == 0)
    return Int64(status.st_blocks) * 512
}

func modify(_ path: String, at offset: Int64, _ bytes: [UInt8]) throws {
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    try file.seek(toOffset: UInt64(offset))
    try file.write(contentsOf: Data(bytes))
    try file.close()
}

func isEqual(_ one: String, _ other: String) async throws -> Bool {
    try await run(Command("cmp", [one, other]), deadlineSeconds: 60).status.isSuccess
}

func content(_ path: String, _ format: DiskFormat, streamable: Bool? = nil, size: Int64? = nil) throws -> DiskContent {
    let part = ByteContent.Part(name: "disk", path: path, lengthBytes: try fileSize(path))
    return DiskContent(
        bytes: ByteContent(parts: [part]), format: format, isStreamable: streamable ?? (format == .raw),
        virtualSizeBytes: size)
}

func request(
    _ content: DiskContent?, size: Int64, to target: String, format: DiskCopyRequest.TargetFormat = .raw,
    existing: DiskCopyRequest.Existing = .resume
) -> DiskCopyRequest {
    var request = DiskCopyRequest(
        content: content, sizeBytes: size, target: target, targetFormat: format, journal: target + ".journal",
        existing: existing)
    request.chunkBytes = 256 << 10
    request.unjournalledBytes = 1 << 20
    request.memoryBytes = 8 << 20
    return request
}

/// What the journal of a copy says is durable.
func journalled(_ request: DiskCopyRequest) throws -> DigestTree {
    let found = try #require(try JournalFile.open(at: request.journal))
    let header = try #require(found.header)
    var tree = DigestTree(sizeBytes: request.sizeBytes)
    try found.journal.readRecords(header) { record in
        if case .run(let run) = record { tree.set(run) }
    }
    return tree
}

@discardableResult
func copy(_ request: DiskCopyRequest) async throws -> CopyResult {
    try await copyDisk(request) { _ in }
}

@discardableResult
func runTool(_ program: String, _ arguments: [String]) async throws -> String {
    try await runSuccessfully(Command(program, arguments), deadlineSeconds: 120).output
}
