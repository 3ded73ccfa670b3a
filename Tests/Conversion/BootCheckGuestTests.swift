import Foundation
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
}
