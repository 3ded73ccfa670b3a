import Failures
import Files
import Foundation
import Glibc
import Inventory
import Subprocess
import Testing

@testable import Conversion

/// The small Debian guest's raw image: as `GANTRY_TEST_GUEST` names it, or among the fixtures in `GANTRY_FIXTURES`.
private let guestImage: String? = {
    func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
    let path = variable("GANTRY_TEST_GUEST") ?? variable("GANTRY_FIXTURES").map { "\($0)/tiny/tiny.raw" }
    return path.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }
}()

/// The real virt-v2v on the small Debian guest.
@Suite(
    "Conversion with the real virt-v2v", .serialized, .timeLimit(.minutes(10)),
    .enabled(if: guestImage != nil, "neither GANTRY_TEST_GUEST nor GANTRY_FIXTURES has the small guest"))
struct ConversionComponentTests {
    @Test("A Debian guest with a second disk is converted, customised and committed")
    func debian() async throws {
        let guest = try await GuestCopy()
        var request = guest.request
        request.nics = [.init(macAddress: "52:54:00:12:34:56", network: "VM Network")]
        request.staticAddresses = [
            StaticAddress(macAddress: "52:54:00:12:34:56", ipAddress: "10.0.0.5", prefixLength: 24)
        ]
        request.firstBootScripts = [try guest.folder.write("#!/bin/sh\necho PRIVATE-WORD\n", to: "hello.sh")]
        let events = EventList()
        let result = try await convert(request) { events.append($0) }

        #expect(try await guest.file("/etc/fstab") == "/dev/vda1 / ext4 defaults 0 1\n")
        #expect(try await guest.file("/etc/udev/rules.d/70-persistent-net.rules").contains("NAME=\"ens192\""))
        #expect(try await guest.list("/usr/lib/virt-sysprep/scripts").contains("hello"))
        #expect(events.phases.contains("Inspecting the source"))
        #expect(events.phases.contains { $0.hasPrefix("Converting") })
        #expect(result.guest.distribution == "debian")
        #expect(result.guest.firmware == .bios)
        #expect(result.guest.bootDiskIndex == 0)
        #expect(result.guest.blockBus == "virtio-blk")
        #expect(result.guest.netBus == "virtio-net")
        #expect(result.appliedFirstBootScripts == ["hello.sh"])
        #expect(result.virtV2VVersion?.first == "2")
        let log = try #require(guest.folder.read("work/virt-v2v.log"))
        #expect(!log.contains("PRIVATE-WORD"))
        #expect(try Files.names(in: request.workFolder).sorted() == ["commit.done", "virt-v2v.log"])
    }

    @Test("Cancelling ends virt-v2v and its appliance within five seconds and leaves nothing")
    func cancellation() async throws {
        let guest = try await GuestCopy()
        let request = guest.request
        let events = EventList()
        let before = guest.digest()
        let conversion = Task { try await convert(request) { events.append($0) } }
        while !events.phases.contains("Inspecting the source") { try await Task.sleep(for: .milliseconds(100)) }
        let record = try #require(guest.folder.read("work/scratch")).split(separator: "\n").map(String.init)
        #expect(record.count == 2, "the socket folder is recorded too when it lies in /tmp")
        let start = ContinuousClock.now
        conversion.cancel()
        await #expect(throws: CancellationError.self) { try await conversion.value }
        #expect(ContinuousClock.now - start < .seconds(5))
        for path in record { #expect(!FileManager.default.fileExists(atPath: path), "\(path)") }
        let left = try await run(Command("pgrep", ["-f", guest.folder.path]), deadlineSeconds: 10)
        #expect(left.output.isEmpty)
        #expect(try Files.names(in: request.workFolder) == ["virt-v2v.log"])
        #expect(guest.digest() == before)
    }

    @Test("A disk without an operating system is a named error, and stays as it is")
    func blankDisk() async throws {
        let folder = try ConversionFolder()
        let disk = try folder.write("", to: "blank.raw")
        truncate(disk, 64 << 20)
        let request = ConversionRequest(
            machineName: "blank", disks: [.init(path: disk, format: .raw)], workFolder: "\(folder.path)/work",
            accelerator: .tcg)
        let error = await #expect(throws: ConversionError.self) { try await convert(request) { _ in } }
        #expect(error?.failure.id == "conversion.guest.unknown")
    }
}

/// A copy of the small guest that has a static address, with an empty disk beside it.
private struct GuestCopy {
    let folder: ConversionFolder
    let request: ConversionRequest
    private var root: String { request.disks[0].path }

    init() async throws {
        let source = try #require(guestImage)
        folder = try ConversionFolder()
        let root = "\(folder.path)/root.raw"
        let data = try folder.write("", to: "data.raw")
        truncate(data, 64 << 20)
        try await runSuccessfully(Command("cp", ["--sparse=always", source, root]), deadlineSeconds: 60)
        let settings = try folder.write("iface ens192 inet static\n  address 10.0.0.5/24\n", to: "interfaces")
        let commands = try folder.write("mkdir /etc/network\nwrite \(settings) /etc/network/interfaces\n", to: "cmds")
        // The partition begins at 1 MiB; e2fsprogs takes an offset after the file's name.
        try await runSuccessfully(
            Command("debugfs", ["-w", "-f", commands, "\(root)?offset=1048576"]), deadlineSeconds: 30)
        request = ConversionRequest(
            machineName: "tiny", disks: [.init(path: root, format: .raw), .init(path: data, format: .raw)],
            workFolder: "\(folder.path)/work", accelerator: .tcg)
    }

    func file(_ path: String) async throws -> String {
        try await runSuccessfully(
            Command("debugfs", ["-R", "cat \(path)", "\(root)?offset=1048576"]), deadlineSeconds: 30
        ).output
    }

    func list(_ path: String) async throws -> String {
        try await runSuccessfully(
            Command("debugfs", ["-R", "ls \(path)", "\(root)?offset=1048576"]), deadlineSeconds: 30
        ).output
    }

    func digest() -> Int { FileManager.default.contents(atPath: root)?.hashValue ?? 0 }
}
