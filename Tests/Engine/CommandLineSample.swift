import Arguments
import Engine
import Failures
import Synchronization

@testable import CommandLineTool

/// Runs command lines against services that do nothing but remember.
final class CommandLineSample: Sendable {
    private let writtenBox = Mutex("")
    private let complaintsBox = Mutex("")
    private let earlyBox = Mutex("")
    private let requestsBox = Mutex<[MigrateOptions]>([])
    private let calledBox = Mutex<[String]>([])
    let machineNames: [String]
    let losesOutput: Bool
    /// What the commands about resources talk to.
    let resources = ResourceSample()
    let work: @Sendable (@escaping @Sendable (MigrationEvent) -> Void) async throws -> MigrateOutcome

    init(
        machines: [String] = ["web"], losesOutput: Bool = false,
        work: @escaping @Sendable (@escaping @Sendable (MigrationEvent) -> Void) async throws -> MigrateOutcome = { _ in
            MigrateOutcome()
        }
    ) {
        machineNames = machines
        self.losesOutput = losesOutput
        self.work = work
    }

    /// What went to standard output.
    var written: String { writtenBox.withLock(\.self) }
    /// What had gone to standard output when the work began.
    var writtenBeforeWork: String { earlyBox.withLock(\.self) }
    /// What went to standard error.
    var complaints: String { complaintsBox.withLock(\.self) }
    /// The migrations that were asked for.
    var requests: [MigrateOptions] { requestsBox.withLock(\.self) }
    /// The calls about machines.
    var called: [String] { calledBox.withLock(\.self) }

    func run(_ words: [String]) async -> Int32 {
        await CommandLineTool.run(words, services, streams, CursorGuard())
    }

    func run(_ line: String) async -> Int32 { await run(line.split(separator: " ").map(String.init)) }

    /// The options that a command line comes to; nil when it is refused.
    static func options(_ words: String...) async -> MigrateOptions? {
        let sample = CommandLineSample()
        _ = await sample.run(["migrate"] + words)
        return sample.requests.first
    }

    var streams: StandardStreams {
        StandardStreams(
            writeOutput: { [self] text in
                guard !losesOutput else { throw OutputLost(reason: "The disk is full") }
                writtenBox.withLock { $0 += text }
            },
            writeError: { [self] text in complaintsBox.withLock { $0 += text } }, output: .pipe, error: .pipe,
            columns: { 80 })
    }

    /// The tree of all commands.
    var tree: Command { commandTree(services, streams, CursorGuard()) }

    private var services: Services {
        Services(
            migrate: { [self] options, tell in
                let early = written
                earlyBox.withLock { $0 = early }
                requestsBox.withLock { $0.append(options) }
                return try await work(tell)
            },
            transfer: { options, tell in
                tell(DiskProgress(disk: options.source, totalBytes: 10, doneBytes: 10))
                return TransferOutcome(
                    digest: "sha256:9f", sizeBytes: 1 << 30, movedBytes: 1 << 20, verification: "full", seconds: 1)
            },
            digest: { source, _ in "sha256:of-\(source)" },
            machines: { [self] folder in Machines(sample: self, folder: folder) },
            moreTopics: {
                [
                    ExplainTopic(
                        id: "disk.shared", kind: .concern, title: "Several machines share the disk.", text: "Why.")
                ]
            }, resources: resources.services)
    }

    private struct Machines: MachineControl {
        let sample: CommandLineSample
        let folder: String

        func list() -> [MachineState] {
            sample.machineNames.map { name in
                guard name != "odd" else { return MachineState(name: name, state: "stopped", problem: "No CPU.") }
                return MachineState(
                    name: name, state: "running", processID: 7, uptimeSeconds: 80,
                    hardware: .init(processorCount: 2, memoryBytes: 512 << 20, diskCount: 1))
            }
        }

        func start(_ name: String, _ options: MachineStartOptions) {
            let forwards = options.forwards.map(\.argumentText).joined()
            sample.calledBox.withLock { $0.append("start \(folder) \(name) \(options.hasNetwork) \(forwards)") }
        }

        func stop(_ name: String, graceSeconds: Int, force: Bool) {
            sample.calledBox.withLock { $0.append("stop \(name) \(graceSeconds) \(force)") }
        }

        func attachConsole(_ name: String) { sample.calledBox.withLock { $0.append("console \(name)") } }
    }
}
