import FoundationEssentials
import Glibc
import Testing

/// The built binary, as a user runs it, with a folder of its own.
struct Gantry: Sendable {
    let scratch: Scratch
    /// Where migrations go: DIR of `--to DIR`.
    let target: String
    var environment: [String: String] = [:]

    init() throws {
        scratch = try Scratch()
        target = "\(scratch.path)/out"
    }

    /// GANTRY_BINARY, or the one that lies beside this test bundle.
    static let binary: String = {
        if let given = getenv("GANTRY_BINARY") { return String(cString: given) }
        let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let beside = bundle.split(separator: "/").dropLast().reduce(into: "") { $0 += "/\($1)" } + "/gantry"
        return access(beside, X_OK) == 0 ? beside : "\(repositoryRoot)/.build/debug/gantry"
    }()

    /// Whether the binary was built for debugging; time limits are wider then.
    static let isDebugBuild = binary.contains("/debug/")

    /// Starts `gantry` with these arguments.
    func start(_ arguments: [String], input: String = "/dev/null") throws -> RunningProgram {
        try RunningProgram(Self.binary, arguments, environment: environment, input: input, logs: scratch)
    }

    /// Runs `gantry` to its end.
    func run(_ arguments: [String], withinSeconds limitSeconds: Double = 60) async throws -> Outcome {
        try await start(arguments).finish(withinSeconds: limitSeconds)
    }

    /// Runs `gantry migrate SOURCE --to DIR`.
    func migrate(
        _ source: String, _ options: [String] = [], withinSeconds limitSeconds: Double = 60
    ) async throws -> Outcome {
        try await run(["migrate", source, "--to", target] + options, withinSeconds: limitSeconds)
    }

    /// The report of a migrated VM.
    func report(of name: String) throws -> Report {
        try Report(path: "\(target)/\(name)/report.json")
    }

    /// What another YAML parser finds in the manifest of a migrated VM.
    func manifest(of name: String) async throws -> ManifestFacts {
        let check = "\(repositoryRoot)/Tests/Fixtures/checks/manifest.py"
        let outcome = try await tool("/usr/bin/python3", [check, "\(target)/\(name)/virtualmachine.yaml"])
        expectSuccess(outcome)
        return try JSONDecoder().decode(ManifestFacts.self, from: Data(outcome.output.utf8))
    }

    /// Runs a program of the system that a test compares with.
    func tool(_ program: String, _ arguments: [String]) async throws -> Outcome {
        try await RunningProgram(program, arguments, logs: scratch).finish(withinSeconds: 120)
    }

    /// Checks that two files have the same bytes.
    func expectSameBytes(_ one: String, _ other: String, sourceLocation: SourceLocation = #_sourceLocation) async throws
    {
        let outcome = try await tool("cmp", [one, other])
        #expect(
            outcome.exitCode == 0, "\(outcome.output)\(outcome.errorOutput)", sourceLocation: sourceLocation)
    }

    /// The digests, sizes and times of a file or of all files of a folder: what must not change.
    func fingerprint(_ path: String) async throws -> String {
        let script = #"find "$1" -type f -exec sha256sum {} + -exec stat -c '%n %s %Y' {} + | sort"#
        let outcome = try await tool("sh", ["-c", script, "sh", path])
        guard !outcome.output.isEmpty else { throw HarnessError("there is nothing at \(path)") }
        return outcome.output
    }
}

/// Facts of a manifest, as Tests/Fixtures/checks/manifest.py prints them.
struct ManifestFacts: Decodable {
    var kinds: [String]
    var firmware: String
    var disks: Int
    var claims: Int
    var macs: [String]
    var processors: Int
    var memoryBytes: Int64
}

/// What tests look at in report.json.
struct Report: Decodable {
    struct BootCheck: Decodable {
        var state: String
        var reason: String?
        var consoleLines: [String]?
        /// What the serial console said last.
        var console: String { (consoleLines ?? []).joined(separator: "\n") }
    }
    struct Disk: Decodable {
        var bytesMoved: Int64
        var digest: Digest?
    }
    struct Digest: Decodable, Equatable {
        var root: String
    }
    var bootCheck: BootCheck?
    var disks: [Disk]

    init(path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw HarnessError("there is no report at \(path)")
        }
        self = try JSONDecoder().decode(Report.self, from: data)
    }
}
