import FoundationEssentials
import Glibc

/// A folder for one test, removed when the test is over.
final class Scratch: Sendable {
    let path: String

    init() throws {
        _ = Self.swept
        path = "\(Self.root)/\(getpid())-\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func freshPath(_ name: String) -> String { "\(path)/\(name)-\(UInt32.random(in: 0 ... .max))" }

    private static let root = "\(repositoryRoot)/.build/system-tests"

    /// What earlier runs left behind when they were killed.
    private static let swept: Void = {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? [] {
            guard let owner = name.split(separator: "-").first, kill(pid_t(owner) ?? 0, 0) != 0 else { continue }
            try? FileManager.default.removeItem(atPath: "\(root)/\(name)")
        }
    }()
}

/// The folder that holds Package.swift.
let repositoryRoot = #filePath.split(separator: "/").dropLast(4).reduce(into: "") { $0 += "/\($1)" }

/// Processes whose environment holds the mark: a program of the tests, and all that it started.
func processesWith(mark: String) -> [pid_t] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { pid_t($0) }.filter { process in
        FileManager.default.contents(atPath: "/proc/\(process)/environ").map { String(decoding: $0, as: UTF8.self) }?
            .contains(mark) == true
    }
}

/// Waits until nothing that carries the mark is left, and gives what is left after that time.
func processesLeft(mark: String, withinSeconds limitSeconds: Double) async throws -> [pid_t] {
    let deadline = ContinuousClock.now + .seconds(limitSeconds)
    while true {
        let left = processesWith(mark: mark)
        if left.isEmpty || ContinuousClock.now > deadline { return left }
        try await Task.sleep(for: .milliseconds(50))
    }
}

/// A file as text; empty when there is none.
func textOfFile(_ path: String) -> String {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
}

/// Whether there is a file or folder of this name; a dangling link counts.
func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
}

/// What is in a folder, hidden names too; nothing when there is no folder.
func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
}

/// Numbers that a seed decides (SplitMix64), so that a failing run can be had again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// The seed of this run: GANTRY_TEST_SEED, or a new one.
    static let seedOfThisRun: UInt64 = {
        let given = getenv("GANTRY_TEST_SEED").flatMap { UInt64(String(cString: $0)) }
        return given ?? UInt64.random(in: 0...999_999)
    }()
}
