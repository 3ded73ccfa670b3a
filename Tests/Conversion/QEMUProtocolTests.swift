import Foundation
import Subprocess
import Testing
import Values

@testable import QEMU

/// The protocols of QEMU and of the guest agent, spoken with the real programs.
@Suite("QEMU's protocols", .serialized)
struct QEMUProtocolTests {
    private func withMachine(_ body: (RunningMachine, QEMULaunch) async throws -> Void) async throws {
        let folder = try TestFolder()
        let sockets = try PrivateFolder.temporary()
        defer { sockets.remove() }
        let launch = QEMULaunch(
            socketFolder: sockets.path, acceleration: Acceleration(.tcg, reason: ""), isPausedAtStart: true)
        let running = try await RunningMachine.start(try BootSector().machine(in: folder.url), launch)
        do { try await body(running, launch) } catch {
            await running.stop()
            throw error
        }
        await running.stop()
    }

    @Test("Commands answer, events come, and refusals have QEMU's words")
    func commands() async throws {
        try await withMachine { running, _ in
            #expect(try await running.qmp.status() == "prelaunch")
            try await running.qmp.execute("cont")
            #expect(try await running.qmp.status() == "running")
            #expect(running.qmp.takeEvents().map(\.name).contains("RESUME"))
            let error = await #expect(throws: QEMUError.self) { try await running.qmp.execute("no-such-command") }
            guard case .refused("no-such-command", let message) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(message.contains("no-such-command"))
        }
    }

    @Test("Many commands at once each get their own answer")
    func concurrentCommands() async throws {
        try await withMachine { running, _ in
            let qmp = running.qmp
            try await withThrowingTaskGroup(of: (Int, JSONValue).self) { group in
                for index in 0..<50 {
                    group.addTask {
                        let name = index % 2 == 0 ? "query-status" : "query-version"
                        return (index, try await qmp.execute(name))
                    }
                }
                for try await (index, answer) in group {
                    #expect((answer["status"] != nil) == (index % 2 == 0))
                }
            }
        }
    }

    @Test("When QEMU is gone, commands say so instead of waiting")
    func disconnected() async throws {
        try await withMachine { running, launch in
            await running.stop()
            await #expect(throws: QEMUError.disconnected(socket: launch.qmpSocket)) { try await running.qmp.status() }
            #expect(running.ending != nil)
        }
    }

    @Test("A command has a deadline, and cancelling ends the wait")
    func deadlines() async throws {
        try await withMachine { _, launch in
            // QEMU serves one client at a time, so a second one hears nothing.
            let started = ContinuousClock.now
            await #expect(throws: QEMUError.commandOverdue(command: "qmp_capabilities", seconds: 0.3)) {
                try await QMPClient.connect(to: launch.qmpSocket, deadlineSeconds: 0.3)
            }
            let waiting = Task { try await QMPClient.connect(to: launch.qmpSocket, deadlineSeconds: 60) }
            try await Task.sleep(for: .milliseconds(200))
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
            #expect(ContinuousClock.now - started < .seconds(5))
        }
    }

    @Test("A socket that nobody listens on, or with too long a path, is a named error")
    func noSocket() async throws {
        await #expect(throws: QEMUError.noAnswer(socket: "/nowhere/qmp", seconds: 0.1)) {
            try await SocketChannel.connect(to: "/nowhere/qmp", deadlineSeconds: 0.1)
        }
        let long = "/" + String(repeating: "x", count: 200)
        await #expect(throws: QEMUError.socketPathTooLong(path: long)) {
            try await SocketChannel.connect(to: long, deadlineSeconds: 0.1)
        }
    }

    @Test("The guest agent answers, and says which system it runs on")
    func guestAgent() async throws {
        let folder = try PrivateFolder.temporary()
        defer { folder.remove() }
        let socket = "\(folder.path)/ga"
        let agent = try RunningProcess.start(
            Command("qemu-ga", ["-m", "unix-listen", "-p", socket, "-t", folder.path])
        ) { _, _ in }
        let client = try await GuestAgentClient.connect(to: socket, deadlineSeconds: 10)
        #expect(await client.answers(withinSeconds: 5))
        let system = try #require(await client.system())
        #expect(system.id == "debian")
        #expect(system.prettyName.contains("Debian"))
        #expect(!system.kernelRelease.isEmpty)
        client.close()
        await agent.stop(graceSeconds: 1)
    }

    @Test("A guest without an agent doesn't answer, and that takes no longer than it may")
    func noAgent() async throws {
        try await withMachine { _, launch in
            let client = try await GuestAgentClient.connect(to: launch.agentSocket, deadlineSeconds: 5)
            let started = ContinuousClock.now
            #expect(await !client.answers(withinSeconds: 0.5))
            #expect(ContinuousClock.now - started < .seconds(3))
        }
    }

    @Test("What a guest sends is cut into values, whatever it sends")
    func jsonLines() {
        var lines = JSONLines(longestLineBytes: 100)
        #expect(lines.values(in: Array("{\"a\":1}\n{\"b\":".utf8)[...]) == [["a": 1]])
        #expect(lines.values(in: Array("2}\nnot json\n\n".utf8)[...]) == [["b": 2]])
        let long = [UInt8](repeating: UInt8(ascii: "x"), count: 1_000_000) + Array("\n{\"c\":3}\n".utf8)
        #expect(lines.values(in: long[...]) == [["c": 3]])
        #expect(lines.values(in: (Array("garbage".utf8) + [0xFF] + Array("{\"d\":4}\n".utf8))[...]) == [["d": 4]])
    }

    @Test(
        "A picture whose head lies is refused",
        arguments: ["", "P6", "P6\n1 1\n255\n", "P6\n99999 99999\n255\nxxx", "P5\n1 1\n255\nxxx", "P6\n-1 1\n255\nxxx"])
    func badPictures(text: String) {
        #expect(throws: QEMUError.self) { try Picture(portablePixmap: Array(text.utf8)) }
    }
}
