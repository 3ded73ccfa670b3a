import Foundation
import Glibc
import Subprocess
import Synchronization

@testable import Conversion

/// A folder that goes with its last user.
final class ConversionFolder: Sendable {
    let path: String

    init() throws {
        path = "/tmp/gantry-test-\(UInt64.random(in: 0...UInt64.max))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    @discardableResult
    func write(_ text: String, to name: String, mode: mode_t = 0o644) throws -> String {
        let file = "\(path)/\(name)"
        let folder = (file as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        chmod(file, mode)
        return file
    }

    func read(_ name: String) -> String? {
        FileManager.default.contents(atPath: "\(path)/\(name)").map { String(decoding: $0, as: UTF8.self) }
    }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: "\(path)/\(name)") }
}

/// Collects the events of a conversion.
final class EventList: Sendable {
    private let events = Mutex<[ConversionEvent]>([])

    var all: [ConversionEvent] { events.withLock { $0 } }

    var phases: [String] {
        all.compactMap { if case .phase(let name) = $0 { name } else { nil } }
    }

    func append(_ event: ConversionEvent) { events.withLock { $0.append(event) } }
}

/// A copied disk of 1 MiB, a work folder, and a stand-in for virt-v2v-in-place that is a shell script.
struct FakeConversion {
    let folder: ConversionFolder
    var request: ConversionRequest
    let events = EventList()

    /// What the stand-in prints as virt-v2v does; `overlay` is the first overlay's path.
    init(doing script: String, format: ConversionRequest.Disk.Format = .raw) async throws {
        folder = try ConversionFolder()
        let disk = "\(folder.path)/disk.img"
        try await runSuccessfully(
            Command("qemu-img", ["create", "-q", "-f", format.rawValue, disk, "1M"]), deadlineSeconds: 30)
        let work = "\(folder.path)/work"
        request = ConversionRequest(
            machineName: "fake", disks: [.init(path: disk, format: format)], workFolder: work, accelerator: .tcg)
        request.virtV2VProgram = try folder.write(
            "#!/bin/sh\noverlay=\(work)/overlay-0.qcow2\nlog=\(folder.path)\n" + script, to: "virt-v2v-in-place",
            mode: 0o755)
    }

    /// Writes 64 KiB of the byte 0x41 at the overlay's beginning.
    static let change = "qemu-io -f qcow2 -c 'write -q -P 0x41 0 64k' $overlay >&2\n"

    /// Facts as virt-v2v prints them.
    static let facts = "echo 'i_root = /dev/sda1' >&2; echo 'i_type = linux' >&2\n"

    func convert() async throws -> ConversionResult {
        let events = events
        return try await Conversion.convert(request) { events.append($0) }
    }

    /// The first bytes of the disk, as the guest sees them.
    func firstByte() async throws -> UInt8? {
        let raw = "\(folder.path)/readable"
        let disk = request.disks[0]
        try await runSuccessfully(
            Command("qemu-img", ["convert", "-f", disk.format.rawValue, "-O", "raw", disk.path, raw]),
            deadlineSeconds: 30)
        return FileManager.default.contents(atPath: raw)?.first
    }
}
