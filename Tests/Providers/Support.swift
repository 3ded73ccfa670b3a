import Failures
import Foundation
import Testing

/// A folder that goes away with the test.
final class TemporaryFolder {
    let path: String

    /// - Parameter inMemory: for thousands of small files; ext4 waits for the disk whenever one is written anew.
    init(inMemory: Bool = false) throws {
        let base = inMemory && FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm/" : NSTemporaryDirectory()
        path = base + "gantry-providers-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let path = file(name)
        let folder = path.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return path
    }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

    func read(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: file(name)))) }

    /// A disk image made by qemu-img of a raw disk of random data at the front and zeros after it.
    @discardableResult
    func image(_ name: String, _ format: String, mebibytes: Int, options: String = "") throws -> String {
        let raw = file(".source-\(UUID().uuidString).raw")
        try Data(randomBytes(256 << 10)).write(to: URL(fileURLWithPath: raw))
        try run("truncate", "-s", "\(mebibytes)M", raw)
        let extra = options.isEmpty ? [] : ["-o", options]
        try run(["qemu-img", "convert", "-O", format] + extra + [raw, file(name)])
        try FileManager.default.removeItem(atPath: raw)
        return file(name)
    }

    /// Packs files of the folder into a tar archive, in this order.
    @discardableResult
    func tar(_ name: String, _ members: [String], format: String = "ustar") throws -> String {
        try run(["tar", "-C", path, "--format=\(format)", "-cf", file(name)] + members)
        return file(name)
    }

    /// Runs Python with this folder as its working directory.
    func python(_ script: String) throws { try run("sh", "-c", "cd \(path) && python3 -c '\(script)'") }
}

/// Bytes that don't compress, always the same.
func randomBytes(_ count: Int, seed: UInt64 = 7) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    return [UInt8](unsafeUninitializedCapacity: count / 8 * 8) { buffer, initialized in
        let raw = UnsafeMutableRawBufferPointer(buffer)
        for place in stride(from: 0, to: count / 8 * 8, by: 8) {
            raw.storeBytes(of: generator.next(), toByteOffset: place, as: UInt64.self)
        }
        initialized = count / 8 * 8
    }
}

/// splitmix64: small, and the same everywhere.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

@discardableResult
func run(_ words: String...) throws -> String { try run(words) }

@discardableResult
func run(_ words: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
        throw CommandFailed(words: words, status: process.terminationStatus)
    }
    return String(decoding: data, as: UTF8.self)
}

struct CommandFailed: Error {
    var words: [String]
    var status: Int32
}

/// The stable name of the failure that the work ends with; nil when it ends well.
func failureID(_ work: () throws -> Void) throws -> String? {
    do { try work() } catch let error as any NamedError {
        let failure = error.failure
        for text in [failure.what, failure.why, failure.remedy] {
            #expect(!text.isEmpty, "\(failure.id) says too little")
        }
        return failure.id
    }
    return nil
}

/// A fixture of this folder.
func fixture(_ name: String) throws -> String {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    return try String(contentsOf: folder.appendingPathComponent("Fixtures/\(name)"), encoding: .utf8)
}
