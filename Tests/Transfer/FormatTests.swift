import ByteStreams
import DiskFormats
import Foundation
import Testing
import Threads

@testable import Transfer

@Suite("Copies of every format equal their source", .serialized)
struct FormatTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var format: DiskFormat
        var options: [String] = []
        var streamable: Bool?
        var testDescription: String { ([format.rawValue] + options).joined(separator: " ") }
    }

    static let cases = [
        Case(format: .raw),
        Case(format: .qcow2),
        Case(format: .vmdk, options: ["-o", "subformat=monolithicSparse"]),
        Case(format: .vmdk, options: ["-o", "subformat=streamOptimized"], streamable: true),
        Case(format: .vmdk, options: ["-o", "subformat=streamOptimized"], streamable: false),
        Case(format: .vhd, options: ["-o", "force_size=on"]),
        Case(format: .vhdx),
        Case(format: .vdi),
    ]

    @Test("an image becomes an equal sparse raw disk", arguments: cases, [UInt64(1), 2])
    func toRaw(_ item: Case, seed: UInt64) async throws {
        let scratch = Scratch()
        let image = try await makeImage(item, scratch, seed: seed)
        let target = scratch("target.raw")
        let result = try await copy(
            request(content(image, item.format, streamable: item.streamable), size: 24 << 20, to: target))
        #expect(try await isEqual(scratch("source.raw"), target), "seed \(seed)")
        #expect(result.movedBytes + result.skippedBytes == 24 << 20)
        #expect(try allocatedBytes(target) <= allocatedBytes(scratch("source.raw")) + 65536)
        #expect(result.verification.readBackBytes > 0)
    }

    @Test("an image becomes an equal qcow2 disk", arguments: [cases[0], cases[3]])
    func toQcow2(_ item: Case) async throws {
        let scratch = Scratch()
        let image = try await makeImage(item, scratch, seed: 3)
        let target = scratch("target.qcow2")
        try await copy(
            request(
                content(image, item.format, streamable: item.streamable), size: 24 << 20, to: target, format: .qcow2))
        try await tool("qemu-img", "compare", "-f", "raw", "-F", "qcow2", scratch("source.raw"), target)
        try await tool("qemu-img", "check", "-q", target)
    }

    @Test("the same disk has the same digest whatever it is stored as")
    func sameDigest() async throws {
        let scratch = Scratch()
        var digests: Set<String> = []
        for (number, item) in [Self.cases[0], Self.cases[1], Self.cases[3], Self.cases[6]].enumerated() {
            let image = try await makeImage(item, scratch, seed: 4)
            let asked = try request(
                content(image, item.format, streamable: item.streamable), size: 24 << 20, to: scratch("t\(number)"))
            digests.insert(try await copy(asked).digest)
        }
        #expect(digests.count == 1)
    }

    @Test("an image within an archive is read in place", arguments: [DiskFormat.qcow2, .raw])
    func inPlace(_ format: DiskFormat) async throws {
        let scratch = Scratch()
        let image = try await makeImage(Case(format: format), scratch, seed: 5)
        let archive = scratch("archive.tar")
        let join = "import sys; o=open(sys.argv[2],'wb'); o.write(b'x'*1536); o.write(open(sys.argv[1],'rb').read())"
        try await tool("python3", "-c", join + "; o.write(b'y'*5120)", image, archive)
        var part = try content(image, format)
        part.bytes.parts[0].path = archive
        part.bytes.parts[0].offsetBytes = 1536
        try await copy(request(part, size: 24 << 20, to: scratch("target.raw")))
        #expect(try await isEqual(scratch("source.raw"), scratch("target.raw")))
    }

    @Test("a VMDK in pieces is opened by a descriptor of our own, never by its own")
    func pieces() async throws {
        let scratch = Scratch()
        try await makeDisk(scratch("source.raw"), megabytes: 24, seed: 8)
        try await tool("split", "-b", "8M", "-d", "-a", "1", scratch("source.raw"), scratch("piece"))
        for number in [0, 2] {
            try await tool(
                "qemu-img", "convert", "-f", "raw", "-O", "vmdk", scratch("piece\(number)"), scratch("s\(number).vmdk"))
        }
        try await tool("mv", scratch("piece1"), scratch("f1.raw"))
        // A type that QEMU refuses for a descriptor, so that the disk can't have been opened by this one.
        let text = """
            # Disk DescriptorFile
            CID=1
            createType="monolithicSparse"
            RW 16384 SPARSE "s0.vmdk"
            RW\t16384 FLAT "f1.raw" 0
            RW 16384 SPARSE "s2.vmdk"

            """
        try text.write(toFile: scratch("disk.vmdk"), atomically: true, encoding: .utf8)
        let target = scratch("target.raw")
        try await copy(request(content(scratch("disk.vmdk"), .vmdk), size: 24 << 20, to: target))
        #expect(try await isEqual(scratch("source.raw"), target))
        let standIn = try #require(try VMDKStandIn.of(ByteContent(file: scratch("disk.vmdk"))))
        #expect(standIn.links.map(\.path) == ["s0.vmdk", "f1.raw", "s2.vmdk"].map { scratch($0) })
        let image = ImageOptions(format: .vmdk, path: scratch("disk.vmdk"), part: nil, isReadOnly: true)
        let server = try QemuNBD(image, standIn: standIn, cancellation: CancellationFlag())
        let socket = try #require(server.uri.split(separator: "=").last.map(String.init))
        #expect(FileManager.default.fileExists(atPath: socket))
        server.stop()
        #expect(!FileManager.default.fileExists(atPath: (socket as NSString).deletingLastPathComponent))
    }

    @Test("a VMDK that names a file elsewhere is refused when it is opened, whatever was seen before")
    func foreignExtent() async throws {
        let scratch = Scratch()
        try await makeDisk(scratch("secret"), megabytes: 1, seed: 9)
        let text = "# Disk DescriptorFile\nCID=1\ncreateType=\"monolithicFlat\"\n"
        try (text + "RW\t2048\tFLAT\t\"\(scratch("secret"))\"\t0\n").write(
            toFile: scratch("disk.vmdk"), atomically: true, encoding: .utf8)
        await #expect(throws: DiskFormatError.self) {
            try await copy(request(content(scratch("disk.vmdk"), .vmdk), size: 1 << 20, to: scratch("target.raw")))
        }
    }

    @Test("a compressed image is unpacked first, and nothing of that stays", arguments: [DiskFormat.qcow2, .raw])
    func compressed(_ format: DiskFormat) async throws {
        let scratch = Scratch()
        let image = try await makeImage(Case(format: format), scratch, seed: 6)
        try await tool("gzip", "-1", image)
        var packed = try content(image + ".gz", format)
        packed.bytes.compression = .gzip
        try await copy(request(packed, size: 24 << 20, to: scratch("target.raw")))
        try await tool("gunzip", image + ".gz")
        #expect(try await isEqual(scratch("source.raw"), scratch("target.raw")))
        #expect(!FileManager.default.fileExists(atPath: scratch("target.raw.spool")))
    }

    @Test("a disk without content is empty", arguments: [DiskCopyRequest.TargetFormat.raw, .qcow2])
    func empty(_ format: DiskCopyRequest.TargetFormat) async throws {
        let scratch = Scratch()
        let result = try await copy(request(nil, size: 1 << 40, to: scratch("target"), format: format))
        #expect(result.skippedBytes == 1 << 40 && result.movedBytes == 0)
        #expect(try allocatedBytes(scratch("target")) < 1 << 20)
    }

    @Test("a disk that isn't whole blocks long keeps its last bytes", arguments: [1, 511, 65535])
    func oddSize(_ tail: Int) async throws {
        let scratch = Scratch()
        try await makeDisk(scratch("source.raw"), megabytes: 2, tail: tail, seed: 7)
        try modify(scratch("source.raw"), at: Int64(2 << 20 + tail - 1), [7])
        try await copy(
            request(content(scratch("source.raw"), .raw), size: Int64(2 << 20 + tail), to: scratch("target.raw")))
        #expect(try await isEqual(scratch("source.raw"), scratch("target.raw")))
    }

    private func makeImage(_ item: Case, _ scratch: Scratch, seed: UInt64) async throws -> String {
        try await makeDisk(scratch("source.raw"), megabytes: 24, seed: seed)
        guard item.format != .raw || !item.options.isEmpty else {
            if !FileManager.default.fileExists(atPath: scratch("image.raw")) {
                try await tool("cp", scratch("source.raw"), scratch("image.raw"))
            }
            return scratch("image.raw")
        }
        let image = scratch("image.\(item.format.rawValue)")
        let arguments = ["convert", "-f", "raw", "-O", item.format.driver] + item.options
        _ = try await runTool("qemu-img", arguments + [scratch("source.raw"), image])
        return image
    }
}
