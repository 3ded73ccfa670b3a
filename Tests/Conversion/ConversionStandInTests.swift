import Failures
import Files
import Foundation
import Glibc
import Inventory
import Subprocess
import Testing

@testable import Conversion

/// The course of a conversion, with a shell script in virt-v2v's place and real overlays.
@Suite("Conversion behind overlays")
struct ConversionStandInTests {
    @Test("The disk changes only after virt-v2v has succeeded", arguments: [ConversionRequest.Disk.Format.raw, .qcow2])
    func success(format: ConversionRequest.Disk.Format) async throws {
        // The stand-in notes the disk's digest after it has changed the overlay.
        let script =
            FakeConversion.facts + FakeConversion.change
            + "sha256sum < $log/disk.img > $log/during\n"
            + #"echo '{ "message": "Opening the source", "timestamp": "t", "type": "message" }'"# + "\n"
        let fake = try await FakeConversion(doing: script, format: format)
        let before = try #require(FileManager.default.contents(atPath: fake.request.disks[0].path))
        let result = try await fake.convert()
        #expect(fake.folder.read("during") == (try await digest(of: before)))
        #expect(try await fake.firstByte() == 0x41)
        #expect(result.guest.rootDevice == "/dev/sda1")
        #expect(fake.events.phases == ["Opening the source", "Writing the converted guest to its disks"])
        #expect(try Files.names(in: fake.request.workFolder).sorted() == ["commit.done", "virt-v2v.log"])
    }

    @Test("A failed conversion leaves the disk as it was, and only the log in the work folder")
    func failure() async throws {
        let script = FakeConversion.change + "echo 'virt-v2v-in-place: could not read key from user' >&2\nexit 1\n"
        let fake = try await FakeConversion(doing: script)
        let error = await #expect(throws: ConversionError.self) { try await fake.convert() }
        #expect(error?.failure.id == "conversion.guest.encrypted")
        #expect(try await fake.firstByte() == 0)
        #expect(try Files.names(in: fake.request.workFolder) == ["virt-v2v.log"])
        #expect(fake.folder.read("work/virt-v2v.log")?.contains("could not read key") == true)
    }

    @Test("When KVM fails the appliance, it is tried once more without")
    func withoutKVM() async throws {
        let script =
            FakeConversion.change + "echo \"${LIBGUESTFS_BACKEND_SETTINGS-kvm}\" >> $log/runs\n"
            + "[ \"${LIBGUESTFS_BACKEND_SETTINGS-}\" = force_tcg ] || {\n"
            + #"echo '{ "message": "libguestfs error: guestfs_launch failed.", "type": "error" }'; exit 1; }"# + "\n"
        var fake = try await FakeConversion(doing: script)
        fake.request.accelerator = .kvm
        let result = try await fake.convert()
        #expect(fake.folder.read("runs") == "kvm\nforce_tcg\n")
        #expect(result.accelerator == .tcg)
        #expect(result.messages.map(\.level) == [.warning])
        #expect(!fake.events.all.contains { $0.isError })
    }

    @Test("Keys without a device are offered to the volumes that turn out to be encrypted, by file name only")
    func keys() async throws {
        let uuid = "7b2cb724-d93d-4f5b-8294-ee9f7a2bb818"
        let script =
            "echo \"$*\" >> $log/runs\necho 'libguestfs: trace: v2v: luks_uuid = \"\(uuid)\"' >&2\n"
            + "case $* in *\(uuid):file:*) exit 0;; esac\n"
            + "echo 'virt-v2v-in-place: could not read key from user' >&2\nexit 1\n"
        var fake = try await FakeConversion(doing: script)
        let key = try fake.folder.write("top-secret", to: "key", mode: 0o644)
        fake.request.luksKeys = [.init(path: key)]
        let result = try await fake.convert()
        let runs = try #require(fake.folder.read("runs")).split(separator: "\n")
        #expect(runs.count == 2)
        #expect(runs.last?.contains("--key \(uuid):file:\(key)") == true)
        #expect(!runs.joined().contains("top-secret"))
        #expect(result.messages.first?.text.contains("can be read by others") == true)
    }

    @Test("Cancelling ends virt-v2v and helpers that don't listen, within five seconds")
    func cancellation() async throws {
        // The helper leaves the process group and ignores SIGTERM, as badly as a helper can behave.
        let script =
            FakeConversion.change
            + "setsid sh -c 'trap \"\" TERM; echo $$ > '$log'/helper; while :; do sleep 1; done' >/dev/null 2>&1 &\n"
            + "echo $TMPDIR > $log/scratch; trap '' TERM\nwhile :; do sleep 1; done\n"
        let fake = try await FakeConversion(doing: script)
        let conversion = Task { try await fake.convert() }
        while fake.folder.read("scratch")?.isEmpty != false || fake.folder.read("helper")?.isEmpty != false {
            try await Task.sleep(for: .milliseconds(20))
        }
        let start = ContinuousClock.now
        conversion.cancel()
        await #expect(throws: CancellationError.self) { try await conversion.value }
        #expect(ContinuousClock.now - start < .seconds(5))
        let helper = try #require(fake.folder.read("helper").flatMap { Int32($0.trimmingCharacters(in: .newlines)) })
        #expect(isGone(helper))
        let scratch = try #require(fake.folder.read("scratch")).trimmingCharacters(in: .newlines)
        #expect(!FileManager.default.fileExists(atPath: scratch))
        #expect(try Files.names(in: fake.request.workFolder) == ["virt-v2v.log"])
        #expect(try await fake.firstByte() == 0)
    }

    @Test("An overlay that a helper still has open is not committed before it is closed")
    func lingeringHelper() async throws {
        let script = "(sleep 1; \(FakeConversion.change)) >/dev/null 2>&1 &\n"
        let fake = try await FakeConversion(doing: script)
        _ = try await fake.convert()
        #expect(try await fake.firstByte() == 0x41)
    }

    @Test("A conversion that takes too long is stopped")
    func deadline() async throws {
        var fake = try await FakeConversion(doing: "exec sleep 60\n")
        fake.request.deadlineSeconds = 0.2
        await #expect(throws: ConversionError.deadlineExceeded(seconds: 0.2)) { try await fake.convert() }
    }

    /// Whether a process has ended; a container's first process may not collect it, which leaves a zombie.
    private func isGone(_ process: Int32) -> Bool {
        guard let status = FileManager.default.contents(atPath: "/proc/\(process)/status") else { return true }
        return String(decoding: status, as: UTF8.self).contains("State:\tZ")
    }

    private func digest(of data: Data) async throws -> String {
        let folder = try ConversionFolder()
        let path = "\(folder.path)/data"
        try data.write(to: URL(fileURLWithPath: path))
        return try await run(Command("sh", ["-c", "sha256sum < \(path)"]), deadlineSeconds: 10).output
    }
}
