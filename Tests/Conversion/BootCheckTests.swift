import Foundation
import QEMU
import Subprocess
import Testing

@testable import Conversion

/// Real guests in a real QEMU, each a boot sector, so that a whole boot check takes about a second.
@Suite("Boot check", .serialized)
struct BootCheckTests {
    private let folder: TestFolder
    private let quick = BootCheckPolicy(deadlineSeconds: 30, settleSeconds: 2, resetWindowSeconds: 20)

    init() throws { folder = try TestFolder() }

    private func check(_ sector: BootSector, _ policy: BootCheckPolicy? = nil) async throws -> BootCheckResult {
        try await check(try sector.machine(in: folder.url), policy)
    }

    private func check(_ machine: QEMUMachine, _ policy: BootCheckPolicy? = nil) async throws -> BootCheckResult {
        try await checkBoot(
            machine, policy: policy ?? quick, acceleration: Acceleration(.tcg, reason: "A test asked for it."),
            workFolder: folder.url.appending(path: "work").path)
    }

    @Test("A login prompt on the serial console passes")
    func loginOnSerial() async throws {
        let result = try await check(BootSector().serial("Debian 12\r\n\r\ntiny login: "))
        #expect(result.state == .passed)
        #expect(result.evidence == .loginPrompt)
        #expect(result.consoleLines == ["Debian 12", "tiny login: "])
        #expect(result.qemuVersion.hasPrefix("7."))
        let png = try Data(contentsOf: URL(filePath: try #require(result.screenshotFile)))
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }

    @Test("A login prompt on a text display passes, though the serial console is silent")
    func loginOnDisplay() async throws {
        let result = try await check(BootSector().display("Debian 12 tty1\r\n\r\ntiny login: "))
        #expect(result.state == .passed)
        #expect(result.evidence == .displayText)
        #expect(result.displayLines.last == "tiny login:")
    }

    @Test("A picture that stays passes, and says that it was the display")
    func settledDisplay() async throws {
        let result = try await check(BootSector().stripes())
        #expect(result.state == .passed)
        #expect(result.evidence == .settledDisplay)
        #expect(result.seconds >= quick.settleSeconds)
    }

    @Test("A picture proves nothing while the serial console is in use")
    func pictureWithConsole() async throws {
        let result = try await check(
            BootSector().serial("starting\r\n").stripes(), BootCheckPolicy(deadlineSeconds: 6, settleSeconds: 2))
        #expect(result.state == .inconclusive)
    }

    @Test("A blank display and a silent console are inconclusive, and the text says both")
    func blank() async throws {
        let result = try await check(
            BootSector().blackScreen(), BootCheckPolicy(deadlineSeconds: 8, settleSeconds: 1))
        #expect(result.state == .inconclusive)
        #expect(result.evidenceText.contains("console stayed silent"))
        #expect(result.evidenceText.contains("display stayed blank"))
    }

    @Test("What the firmware left on the display is not a guest that is up")
    func halted() async throws {
        let result = try await check(BootSector(), BootCheckPolicy(deadlineSeconds: 8, settleSeconds: 1))
        #expect(result.state == .inconclusive)
        #expect(result.evidenceText.contains("only what firmware and boot loader wrote"))
    }

    @Test("A guest that starts over and over fails")
    func resetLoop() async throws {
        let result = try await check(BootSector().stripes().reset())
        #expect(result.state == .failed)
        #expect(result.evidence == .resetLoop)
        #expect(result.resetCount >= 3)
    }

    @Test("A guest that powers off fails")
    func powerOff() async throws {
        let result = try await check(BootSector().serial("bye\r\n").powerOff())
        #expect(result.state == .failed)
        #expect(result.evidence == .powerOff)
    }

    @Test("A disk without a boot sector fails by what the BIOS says")
    func nothingBootable() async throws {
        let file = folder.url.appending(path: "empty.raw")
        try Data(count: 1 << 20).write(to: file)
        let disk = QEMUMachine.Disk(file: file.path, format: .raw, bootIndex: 1)
        let result = try await check(QEMUMachine(name: "empty", memoryBytes: 64 << 20, disks: [disk]))
        #expect(result.state == .failed)
        #expect(result.patternID == "bios-nothing-bootable")
    }

    @Test("A panic on the console fails with its reason and remedy")
    func panic() async throws {
        let result = try await check(
            BootSector().serial(
                "VFS: Cannot open root device \"sda1\" or unknown-block\r\nKernel panic - not syncing\r\n"))
        #expect(result.state == .failed)
        #expect(result.patternID == "kernel-no-root-device")
        #expect(result.reason?.contains("/dev/vda1") == true)
        #expect(result.remedy?.contains("root=UUID=") == true)
    }

    @Test("An EFI machine with secure boot, a TPM and no boot loader fails by what the firmware says")
    func efiWithoutLoader() async throws {
        var machine = try BootSector().machine(in: folder.url)
        machine.firmware = .efi(secureBoot: true)
        machine.hasTPM = true
        machine.memoryBytes = 256 << 20
        let result = try await check(machine, BootCheckPolicy(deadlineSeconds: 120))
        #expect(result.state == .failed)
        #expect(result.patternID == "efi-no-boot-option")
    }

    @Test(
        "What the guest writes never reaches its disk",
        arguments: [QEMUMachine.Disk.Bus.virtio, .sata, .scsi])
    func sourceUntouched(bus: QEMUMachine.Disk.Bus) async throws {
        var machine = try BootSector().writeToDisk().serial("tiny login: ").machine(in: folder.url)
        machine.disks[0].bus = bus
        let before = try Data(contentsOf: URL(filePath: machine.disks[0].file))
        #expect(try await check(machine).state == .passed)
        #expect(try Data(contentsOf: URL(filePath: machine.disks[0].file)) == before)
    }

    @Test("Its overlays and sockets are gone afterwards")
    func leavesNothing() async throws {
        let result = try await check(BootSector().serial("tiny login: "))
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.url.appending(path: "work").path)
        #expect(Set(left) == ["screenshot.png", "console.log"])
        #expect(result.state == .passed)
    }

    @Test("While it runs nobody else can write to the disk")
    func locked() async throws {
        let machine = try BootSector().machine(in: folder.url)
        let checking = Task { try await check(machine, BootCheckPolicy(deadlineSeconds: 60)) }
        try await Task.sleep(for: .seconds(1))
        let writing = Command("qemu-io", ["-f", "raw", "-c", "write 0 512", machine.disks[0].file])
        let refused = try await run(writing, deadlineSeconds: 10)
        checking.cancel()
        _ = try? await checking.value
        #expect(!refused.status.isSuccess)
        #expect(refused.errorOutput.contains("lock"))
        #expect(try await run(writing, deadlineSeconds: 10).status.isSuccess)
    }

    @Test("A machine that QEMU refuses is an error with QEMU's words, not a verdict on the guest")
    func refusedMachine() async throws {
        var machine = try BootSector().machine(in: folder.url)
        machine.nics = [QEMUMachine.NIC(macAddress: "no-address")]
        let error = await #expect(throws: QEMUError.self) { try await check(machine) }
        guard case .endedAtStart(_, let message) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(message.contains("no-address"))
    }

    @Test("Cancelling ends it at once")
    func cancel() async throws {
        let machine = try BootSector().machine(in: folder.url)
        let checking = Task { try await check(machine, BootCheckPolicy(deadlineSeconds: 60)) }
        try await Task.sleep(for: .seconds(1))
        let started = ContinuousClock.now
        checking.cancel()
        await #expect(throws: CancellationError.self) { try await checking.value }
        #expect(ContinuousClock.now - started < .seconds(5))
    }

    @Test("A machine larger than the host can spare is made smaller, and that is noted")
    func limits() {
        let machine = QEMUMachine(
            name: "big", memoryBytes: 64 << 30, processors: .init(sockets: 2, cores: 8), disks: [])
        let limits = HostLimits(freeMemoryBytes: 3 << 30, processorCount: 4)
        let (limited, notes) = limits.limit(machine, mostMemoryBytes: 2 << 30)
        #expect(limited.memoryBytes == 1536 << 20)
        #expect(limited.processors.count == 4)
        #expect(notes.count == 2)
    }
}
