internal import FoundationEssentials
internal import Glibc
internal import QEMU
internal import Subprocess

extension MachineFolder {
    /// The paths of the sockets, which don't depend on how the machine was started.
    var sockets: QEMULaunch { launch(Acceleration(.tcg, reason: ""), .restricted) }

    /// What a process of this machine has on its command line.
    var marker: String { sockets.qmpSocket }

    /// Where QEMU's own messages go.
    var log: String { "\(runtimePath)/log" }

    /// The QEMU of this machine, if it runs.
    var process: DetachedProcess? { DetachedProcess(file: sockets.processFile, marker: marker) }

    /// Removes what a QEMU that is gone has left.
    func forgetLastRun(_ launch: QEMULaunch) {
        let files = [
            launch.qmpSocket, launch.serialSocket, launch.agentSocket, launch.firmwareLogSocket, launch.tpmSocket,
            launch.processFile, log,
        ]
        for file in files { unlink(file) }
    }

    /// Starts the software TPM, which ends when QEMU closes its connection; its state stays with the disks.
    func startTPM(_ launch: QEMULaunch) async throws {
        let state = "\(path)/tpm"
        try FileManager.default.createDirectory(
            atPath: state, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let arguments = [
            // Relative, since swtpm knows no way to write a comma in a path.
            "socket", "--tpm2", "--tpmstate", "dir=tpm,mode=0600", "--ctrl",
            "type=unixio,path=\(launch.tpmSocket),mode=0600", "--terminate",
        ]
        try await DetachedProcess.start(
            Command("swtpm", arguments, directory: path), processFile: "\(runtimePath)/tpm.pid",
            log: "\(runtimePath)/tpm.log")
        for _ in 0..<250 where access(launch.tpmSocket, F_OK) != 0 { try await Task.sleep(for: .milliseconds(20)) }
    }

    /// Waits until QEMU answers; when it ended instead, its messages say why.
    func waitUntilItAnswers(_ launch: QEMULaunch) async throws {
        let deadline = ContinuousClock.now + .seconds(20)
        while true {
            do {
                let qmp = try await QMPClient.connect(to: launch.qmpSocket, deadlineSeconds: 0.3)
                defer { qmp.close() }
                _ = try await qmp.status()
                return
            } catch let error as QEMUError {
                guard process != nil else { throw LocalError.notStarted(name: name, message: logTail()) }
                if ContinuousClock.now > deadline { throw error }
            }
        }
    }

    private func logTail() -> String {
        let text = (try? FileHandleReader.bytes(of: log, most: 1 << 20)).map { String(decoding: $0, as: UTF8.self) }
        return (text ?? "").split(separator: "\n").suffix(4).joined(separator: " ")
    }
}
