import Failures
import Foundation
import Glibc
import QEMU
import Testing

@testable import LocalTarget

/// Machines of one boot sector, started in a real QEMU that outlives its starter.
@Suite("Machines on this host", .serialized)
struct LocalMachinesTests {
    private let folder: TestFolder
    private let machines: LocalMachines
    private let options = LocalMachines.StartOptions(
        network: .userMode(forwards: []), acceleration: Acceleration(.tcg, reason: "A test asked for it."))

    init() throws {
        folder = try TestFolder()
        machines = LocalMachines(folder: folder.url.path)
    }

    private func add(_ name: String, _ sector: BootSector, manifest: (String) -> String = { $0 }) throws {
        let place = folder.url.appending(path: name)
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        _ = try sector.disk(in: place, named: "\(name)-disk.raw")
        try manifest(Self.manifest(name)).write(
            to: place.appending(path: "virtualmachine.yaml"), atomically: true, encoding: .utf8)
    }

    private static func manifest(_ name: String) -> String {
        """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata:
          name: \(name)-disk
          annotations:
            gantry.io/local-file: \(name)-disk.raw
        spec:
          accessModes: [ReadWriteOnce]
          resources: {requests: {storage: "1048576"}}
        ---
        apiVersion: kubevirt.io/v1
        kind: VirtualMachine
        metadata:
          name: \(name)
        spec:
          runStrategy: Halted
          template:
            spec:
              architecture: amd64
              domain:
                cpu: {sockets: 1, cores: 2, threads: 1}
                memory: {guest: 64Mi}
                firmware: {bootloader: {bios: {}}}
                devices:
                  disks:
                  - {name: disk, bootOrder: 1, disk: {bus: virtio}}
                  interfaces:
                  - {name: net, model: virtio, macAddress: "52:54:00:00:00:01", masquerade: {}}
              networks:
              - {name: net, pod: {}}
              volumes:
              - {name: disk, persistentVolumeClaim: {claimName: \(name)-disk}}
        """
    }

    @Test("A machine starts, is listed as running, and powers off when its button is pressed")
    func lifeCycle() async throws {
        try add("one", BootSector().waitForPowerButton().powerOff())
        try add("two", BootSector())
        let started = try await machines.start("one", options)
        #expect(started.state == .running)
        // In a session of its own nothing that ends this process, or its terminal, reaches it.
        let pid = try #require(started.processID)
        #expect(getsid(pid) == pid)
        let listed = try await machines.list()
        #expect(listed.map(\.name) == ["one", "two"])
        #expect(listed.map(\.state) == [.running, .stopped])
        #expect(listed[0].processorCount == 2)
        #expect(listed[0].memoryBytes == 64 << 20)
        #expect(listed[0].disks.map(\.sizeBytes) == [1 << 20])
        #expect(try #require(listed[0].uptimeSeconds) < 30)
        try await machines.stop("one", graceSeconds: 20)
        #expect(try await machines.status(of: "one").state == .stopped)
    }

    @Test("A running machine is not started twice")
    func startTwice() async throws {
        try add("one", BootSector())
        try await machines.start("one", options)
        await #expect(throws: LocalError.alreadyRunning(name: "one")) { try await machines.start("one", options) }
        try await machines.stop("one", graceSeconds: 0, force: true)
    }

    @Test("A guest that ignores its button stays, unless it is forced")
    func force() async throws {
        try add("deaf", BootSector())
        try await machines.start("deaf", options)
        await #expect(throws: LocalError.stillRunning(name: "deaf", seconds: 1)) {
            try await machines.stop("deaf", graceSeconds: 1)
        }
        #expect(try await machines.status(of: "deaf").state == .running)
        try await machines.stop("deaf", graceSeconds: 0, force: true)
        #expect(try await machines.status(of: "deaf").state == .stopped)
        await #expect(throws: LocalError.notRunning(name: "deaf")) { try await machines.stop("deaf") }
    }

    @Test("The console carries what is typed into the guest and what it writes back, and leaves by Ctrl-]")
    func console() async throws {
        try add("echo", BootSector().echo())
        try await machines.start("echo", options)
        let terminal = try Terminal()
        let session = Task { try await machines.attachConsole("echo", input: terminal.user, output: terminal.user) }
        try terminal.type("hello\u{3}")
        let seen = try await terminal.read(untilItContains: "hello\u{3}")
        #expect(seen.contains("hello\u{3}"))
        await #expect(throws: LocalError.self) { try await machines.attachConsole("echo", input: -1, output: 1) }
        try terminal.type("\u{1D}")
        #expect(try await session.value == .left)
        #expect(!terminal.isRaw)
        try await machines.stop("echo", graceSeconds: 0, force: true)
    }

    @Test(
        "A console without a terminal ends after the end of its input, when the guest is quiet or stops",
        arguments: [true, false])
    func consoleWithoutTerminal(isQuiet: Bool) async throws {
        try add("echo", BootSector().echo())
        try await machines.start("echo", options)
        let input = Pipe()
        let output = Pipe()
        let session = Task {
            try await machines.attachConsole(
                "echo", input: input.fileHandleForReading.fileDescriptor,
                output: output.fileHandleForWriting.fileDescriptor, quietSeconds: isQuiet ? 2 : 300,
                longestSeconds: 300)
        }
        try input.fileHandleForWriting.write(contentsOf: Data("status\n".utf8))
        try input.fileHandleForWriting.close()
        if isQuiet {
            #expect(try await session.value == .inputEnded)
            try await machines.stop("echo", graceSeconds: 0, force: true)
        } else {
            try await Task.sleep(for: .seconds(1))
            try await machines.stop("echo", graceSeconds: 0, force: true)
            #expect(try await session.value == .machineStopped)
        }
        #expect(output.fileHandleForReading.availableData == Data("status\n".utf8))
    }

    @Test("A number in a file is not believed: another process of that number is no machine, and is left alone")
    func staleProcessNumber() async throws {
        try add("stale", BootSector())
        let place = try MachineFolder("stale", in: folder.url.path)
        try place.makeRuntimeFolder()
        try "\(getpid())".write(toFile: place.sockets.processFile, atomically: true, encoding: .utf8)
        #expect(try await machines.status(of: "stale").state == .stopped)
        await #expect(throws: LocalError.notRunning(name: "stale")) {
            try await machines.stop("stale", graceSeconds: 0, force: true)
        }
        try await machines.start("stale", options)
        try await machines.stop("stale", graceSeconds: 0, force: true)
    }

    @Test("An EFI machine with a TPM keeps its variables and its TPM's state beside its disks, and ends both")
    func firmwareState() async throws {
        try add("efi", BootSector()) {
            $0.replacing("bootloader: {bios: {}}", with: "bootloader: {efi: {secureBoot: true}}")
                .replacing("devices:", with: "devices:\n          tpm: {}").replacing("64Mi", with: "256Mi")
        }
        try await machines.start("efi", options)
        let place = try MachineFolder("efi", in: folder.url.path)
        let tpm = try #require(DetachedProcess(file: "\(place.runtimePath)/tpm.pid", marker: place.sockets.tpmSocket))
        try await machines.stop("efi", graceSeconds: 0, force: true)
        for _ in 0..<50 where tpm.isRunning(marker: place.sockets.tpmSocket) {
            try await Task.sleep(for: .seconds(0.1))
        }
        #expect(!tpm.isRunning(marker: place.sockets.tpmSocket))
        let kept = try FileManager.default.contentsOfDirectory(atPath: place.path)
        #expect(Set(kept) == ["efi-disk.raw", "efi-variables.fd", "tpm", "virtualmachine.yaml"])
        try await machines.start("efi", options)
        try await machines.stop("efi", graceSeconds: 0, force: true)
    }

    @Test("QEMU's own words come back when it does not start")
    func notStarted() async throws {
        try add("bad", BootSector()) { $0.replacing("52:54:00:00:00:01", with: "not-an-address") }
        let error = await #expect(throws: LocalError.self) { try await machines.start("bad", options) }
        #expect(error?.description.contains("not-an-address") == true, "\(String(describing: error))")
    }

    @Test("A manifest that can't be used is told in the list, beside the others")
    func badManifest() async throws {
        try add("good", BootSector())
        try add("bad", BootSector()) { $0.replacing("bus: virtio", with: "bus: floppy") }
        let listed = try await machines.list()
        #expect(listed.map { $0.problem == nil } == [false, true])
        #expect(listed[0].problem?.contains("floppy") == true)
    }

    @Test("A folder that isn't there, or is a file, is told by name")
    func noFolder() async throws {
        let file = folder.url.appending(path: "file").path
        try Data().write(to: URL(filePath: file))
        for path in ["\(file)-not", file] {
            let error = await #expect(throws: LocalError.self) { try await LocalMachines(folder: path).list() }
            #expect(error?.failure.id == "vm.folder.missing")
        }
    }

    @Test("Names that lead out of the folder are refused", arguments: ["", ".", "..", "../x", "a/b"])
    func badNames(name: String) async throws {
        await #expect(throws: LocalError.badName(name)) { try await machines.status(of: name) }
    }

    @Test("A disk that is missing is named before anything starts")
    func missingDisk() async throws {
        try add("one", BootSector())
        let disk = folder.url.appending(path: "one/one-disk.raw")
        try FileManager.default.removeItem(at: disk)
        let error = await #expect(throws: LocalError.self) { try await machines.start("one", options) }
        guard case .diskMissing(let file) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(file.hasSuffix("one/one-disk.raw"))
    }
}

/// A pseudo-terminal: the user's end, which a console session gets, and the end that types and reads.
private final class Terminal: Sendable {
    let user: Int32
    private let keyboard: Int32

    init() throws {
        keyboard = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        // Unlocked and asked for its number as unlockpt(3) and ptsname(3) do it; Glibc's module hides those.
        var number: UInt32 = 0
        try #require(ioctl(keyboard, 0x4004_5431, &number) == 0 && ioctl(keyboard, 0x8004_5430, &number) == 0)
        let name = "/dev/pts/\(number)"
        user = open(name, O_RDWR | O_NOCTTY)
        try #require(user >= 0)
        _ = fcntl(keyboard, F_SETFL, O_NONBLOCK)
    }

    deinit {
        close(user)
        close(keyboard)
    }

    var isRaw: Bool {
        var settings = termios()
        tcgetattr(user, &settings)
        return settings.c_lflag & tcflag_t(ICANON) == 0
    }

    func type(_ text: String) throws {
        // Keys pressed before the session made the terminal raw would be edited by the line discipline.
        for _ in 0..<100 where !isRaw { usleep(20_000) }
        let bytes = Array(text.utf8)
        try #require(write(keyboard, bytes, bytes.count) == bytes.count)
    }

    func read(untilItContains text: String) async throws -> String {
        var seen: [UInt8] = []
        for _ in 0..<200 {
            var buffer = [UInt8](repeating: 0, count: 1024)
            let count = Glibc.read(keyboard, &buffer, buffer.count)
            if count > 0 { seen += buffer[..<count] }
            if String(decoding: seen, as: UTF8.self).contains(text) { break }
            try await Task.sleep(for: .milliseconds(25))
        }
        return String(decoding: seen, as: UTF8.self)
    }
}
