import Foundation
import Glibc
import QEMU
import Subprocess
import Testing

@testable import Conversion

/// Real Linux guests, made from Debian packages by Tests/Fixtures/build.sh.
@Suite("Boot check of Linux guests", .serialized)
struct BootCheckGuestTests {
    private let folder: TestFolder
    private let policy = BootCheckPolicy(deadlineSeconds: 120, settleSeconds: 20)

    init() throws { folder = try TestFolder() }

    /// The folder of a fixture, which is made when it isn't there.
    private func fixture(_ name: String) async throws -> URL {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let kept = ProcessInfo.processInfo.environment["GANTRY_FIXTURES"]
        let fixtures =
            kept.map { URL(filePath: $0) } ?? FileManager.default.temporaryDirectory.appending(path: "gantry-fixtures")
        let script = tests.appending(path: "Fixtures/build.sh").path
        try await runSuccessfully(Command(script, [fixtures.path, name]), deadlineSeconds: 300)
        return fixtures.appending(path: name)
    }

    private func check(_ machine: QEMUMachine) async throws -> BootCheckResult {
        try await checkBoot(
            machine, policy: policy, acceleration: try await AccelerationProbe().acceleration(),
            workFolder: folder.url.appending(path: "work").path)
    }

    private func machine(_ disks: [URL], _ bus: QEMUMachine.Disk.Bus = .virtio) -> QEMUMachine {
        let disks = disks.enumerated().map { index, file in
            QEMUMachine.Disk(file: file.path, format: .raw, bus: bus, bootIndex: index + 1)
        }
        return QEMUMachine(name: "guest", memoryBytes: 512 << 20, disks: disks, nics: [QEMUMachine.NIC()])
    }

    @Test("A BIOS guest with a getty on its serial console passes", arguments: [QEMUMachine.Disk.Bus.virtio, .scsi])
    func bios(bus: QEMUMachine.Disk.Bus) async throws {
        let result = try await check(machine([try await fixture("tiny").appending(path: "tiny.raw")], bus))
        #expect(result.state == .passed, "\(result)")
        #expect(result.evidence == .loginPrompt)
    }

    @Test("An EFI guest with two disks passes")
    func efi() async throws {
        let files = try await fixture("uefi")
        var machine = machine([files.appending(path: "system.raw"), files.appending(path: "data.raw")])
        machine.firmware = .efi(secureBoot: false)
        let result = try await check(machine)
        #expect(result.state == .passed, "\(result)")
    }

    @Test("A guest whose command line names /dev/sda1 fails, with the device's new name and what to do")
    func unbootable() async throws {
        let result = try await check(machine([try await fixture("unbootable").appending(path: "unbootable.raw")]))
        #expect(result.state == .failed, "\(result)")
        #expect(result.patternID == "initramfs-no-root")
        #expect(result.reason?.contains("/dev/sda1") == true)
        #expect(result.reason?.contains("/dev/vda1") == true)
        #expect(result.remedy?.contains("root=UUID=") == true)
    }

    @Test("A guest whose only console is the display passes by the login prompt that the display shows")
    func displayOnly() async throws {
        var disk = try Data(contentsOf: try await fixture("tiny").appending(path: "tiny.raw"))
        // Texts of the same length, in the boot loader's menu and in the init system's table.
        for (old, new) in [
            ("console=ttyS0,115200", "console=tty0        "),
            ("ttyS0::respawn:/bin/getty -L 115200 ttyS0 vt100", "tty1::respawn:/bin/getty -L 115200 tty1 linux  "),
        ] {
            while let found = disk.range(of: Data(old.utf8)) { disk.replaceSubrange(found, with: Data(new.utf8)) }
        }
        let file = folder.url.appending(path: "display.raw")
        try disk.write(to: file)
        let result = try await check(machine([file]))
        #expect(result.state == .passed, "\(result)")
        #expect(result.evidence == .displayText)
    }

    @Test("A restricted guest reaches nothing of the host; an unrestricted one does, by the same means")
    func network() async throws {
        let file = try await fixture("tiny").appending(path: "tiny.raw")
        let port = try LoopbackPort()
        #expect(try await reaches(port, from: machine([file]), .userMode(forwards: [])))
        #expect(try await !reaches(port, from: machine([file]), .restricted))
    }

    /// Logs in to the guest and tries to connect to a port of the host.
    private func reaches(
        _ port: LoopbackPort, from machine: QEMUMachine, _ network: QEMULaunch.Network
    ) async throws -> Bool {
        let sockets = try PrivateFolder.temporary()
        defer { sockets.remove() }
        let overlays = try await ThrowAwayDisks.make(for: machine, in: folder.url.path)
        let launch = QEMULaunch(
            socketFolder: sockets.path, acceleration: try await AccelerationProbe().acceleration(), network: network,
            overlays: overlays.files, isPausedAtStart: true)
        let running = try await RunningMachine.start(machine, launch)
        let guest = try await SerialDialogue(launch.serialSocket)
        do {
            try await running.qmp.execute("cont")
            try await guest.wait(for: "login: ")
            try guest.send("root\n")
            try await guest.wait(for: "assword: ")
            try guest.send("root\n")
            try await guest.wait(for: "# ")
            try guest.send("ip link set eth0 up; ip addr add 10.0.2.15/24 dev eth0; sleep 1\n")
            try await guest.wait(for: "# ")
            try guest.send("timeout 4 nc 10.0.2.2 \(port.number) < /dev/null; echo tried-$((1+1))\n")
            try await guest.wait(for: "tried-2")
            await running.stop()
            return port.takeConnections() > 0
        } catch {
            await running.stop()
            throw error
        }
    }
}

/// A port of the loopback interface that counts who connects.
private final class LoopbackPort: Sendable {
    let number: UInt16
    private let listener: Int32

    init() throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let status = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) | listen(listener, 8) | getsockname(listener, $0, &length)
            }
        }
        try #require(status == 0)
        number = UInt16(bigEndian: address.sin_port)
    }

    deinit { close(listener) }

    func takeConnections() -> Int {
        var count = 0
        while case let connection = accept(listener, nil, nil), connection >= 0 {
            close(connection)
            count += 1
        }
        return count
    }
}
