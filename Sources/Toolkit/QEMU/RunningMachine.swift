internal import Failures
internal import FoundationEssentials
internal import Glibc
public import Subprocess
internal import Synchronization
internal import Threads

/// A machine that runs in a QEMU that is our child: it ends with us, at the latest.
public final class RunningMachine: Sendable {
    /// The connection to QEMU.
    public let qmp: QMPClient
    private let process: RunningProcess
    private let tpm: RunningProcess?
    private let messages: Messages

    /// Starts QEMU (and a software TPM if the machine has one) and connects to it.
    /// - Throws: `QEMUError`, `SubprocessError`, `SystemError`, `CancellationError`.
    public static func start(
        _ machine: QEMUMachine, _ launch: QEMULaunch, deadlineSeconds: Double = 20,
        program: String = "qemu-system-x86_64"
    ) async throws -> RunningMachine {
        try await onOwnThread(named: "qemu-files") { try FirmwareFiles.prepare(machine.firmware, launch) }
        let tpm = machine.hasTPM ? try await startTPM(launch) : nil
        let messages = Messages()
        let command = Command(program, launch.arguments(for: machine))
        let process = try RunningProcess.start(command) { _, line in messages.add(line) }
        do {
            let qmp = try await connect(launch, process, deadlineSeconds)
            return RunningMachine(qmp: qmp, process: process, tpm: tpm, messages: messages)
        } catch {
            let status = await process.stop(graceSeconds: 1)
            await tpm?.stop(graceSeconds: 1)
            if error is CancellationError || status == .signaled(SIGTERM) { throw error }
            throw QEMUError.endedAtStart(machine: machine.name, message: messages.text)
        }
    }

    private init(qmp: QMPClient, process: RunningProcess, tpm: RunningProcess?, messages: Messages) {
        self.qmp = qmp
        self.process = process
        self.tpm = tpm
        self.messages = messages
    }

    /// How QEMU ended, if it has.
    public var ending: ExitStatus? { process.status }

    /// The last lines that QEMU wrote about itself.
    public var lastMessages: String { messages.text }

    /// Ends QEMU, whatever the guest does; what it wrote to its disks is flushed first.
    public func stop() async {
        _ = try? await qmp.execute("quit", deadlineSeconds: 2)
        await process.stop(graceSeconds: 3)
        await tpm?.stop(graceSeconds: 1)
    }

    private static func connect(
        _ launch: QEMULaunch, _ process: RunningProcess, _ deadlineSeconds: Double
    ) async throws -> QMPClient {
        let deadline = ContinuousClock.now + .seconds(deadlineSeconds)
        while true {
            do {
                return try await QMPClient.connect(to: launch.qmpSocket, deadlineSeconds: 0.2)
            } catch let error as QEMUError {
                if process.status != nil || ContinuousClock.now > deadline { throw error }
            }
        }
    }

    private static let stateName = "tpm-state"

    private static func startTPM(_ launch: QEMULaunch) async throws -> RunningProcess {
        _ = try PrivateFolder.owned(launch.socketFolder).subfolder(stateName)
        let arguments = [
            // Relative, since swtpm knows no way to write a comma in a path.
            "socket", "--tpm2", "--tpmstate", "dir=\(stateName),mode=0600", "--ctrl",
            "type=unixio,path=\(launch.tpmSocket),mode=0600", "--terminate",
        ]
        let tpm = try RunningProcess.start(Command("swtpm", arguments, directory: launch.socketFolder)) { _, _ in }
        let deadline = ContinuousClock.now + .seconds(5)
        while access(launch.tpmSocket, F_OK) != 0 {
            guard ContinuousClock.now < deadline, tpm.status == nil else {
                await tpm.stop(graceSeconds: 1)
                throw QEMUError.noAnswer(socket: launch.tpmSocket, seconds: 5)
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        return tpm
    }
}

/// The last lines of a program, for messages.
private final class Messages: Sendable {
    private let lines = Mutex<[String]>([])

    func add(_ line: String) {
        lines.withLock { lines in
            lines.append(String(line.prefix(500)))
            if lines.count > 8 { lines.removeFirst() }
        }
    }

    var text: String { lines.withLock { $0.joined(separator: " ") } }
}

extension QEMULaunch {
    /// QEMU's command line for a machine, without the program's name.
    public func arguments(for machine: QEMUMachine) -> [String] {
        QEMUArguments(machine: machine, launch: self).all
    }
}

extension FirmwareFiles {
    /// Checks that the firmware is installed and gives the machine its own variables, unless it has some already.
    public static func prepare(_ firmware: QEMUMachine.Firmware, _ launch: QEMULaunch) throws {
        guard let files = FirmwareFiles(for: firmware) else { return }
        for file in [files.code, files.variablesTemplate] where access(file, R_OK) != 0 {
            throw QEMUError.firmwareMissing(file: file)
        }
        guard access(launch.variablesFile, F_OK) != 0 else { return }
        try Data(contentsOf: URL(filePath: files.variablesTemplate)).write(
            to: URL(filePath: launch.variablesFile), options: .atomic)
    }
}
