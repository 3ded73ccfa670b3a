import Archive
import Failures
import Foundation
import Testing

@Suite("Archives")
final class ArchiveTests {
    let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "gantry-archive-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func python(_ script: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.arguments = ["-c", "import tarfile, io\n" + script]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }

    private func failure(_ name: String, limits: ArchiveIndex.Limits = .init()) throws -> String? {
        do { _ = try ArchiveIndex.read(path: "\(folder)/\(name)", limits: limits) } catch let error as any NamedError {
            return error.failure.id
        }
        return nil
    }

    /// Adds members whose bytes are their own number, so that a wrong offset can't look right.
    private static let addMembers = """
        def add(t, name, number, size):
            i = tarfile.TarInfo(name); i.size = size
            t.addfile(i, io.BytesIO((b'%08d' % number) * (size // 8 + 1)))

        """

    @Test(
        "The places of members are right, whatever the headers before them",
        arguments: ["USTAR_FORMAT", "GNU_FORMAT", "PAX_FORMAT"], [false, true])
    func offsets(format: String, isCompressed: Bool) throws {
        let long = String(repeating: "directory/", count: format == "USTAR_FORMAT" ? 9 : 25)
        try python(
            Self.addMembers + """
                t = tarfile.open('a.tar', '\(isCompressed ? "w:gz" : "w")', format=tarfile.\(format))
                add(t, './first.ovf', 1, 100)
                add(t, '\(long)disk-ä.vmdk', 2, 100000)
                add(t, 'empty', 3, 0)
                add(t, 'last', 4, 512)
                t.close()
                """)
        let path = folder + "/a.tar"
        let index = try ArchiveIndex.read(path: path)
        #expect(index.isCompressed == isCompressed)
        #expect(index.members.map(\.name) == ["first.ovf", "\(long)disk-ä.vmdk", "empty", "last"])
        #expect(index.members.map(\.sizeBytes) == [100, 100_000, 0, 512])
        #expect(index.member(named: "./last")?.sizeBytes == 512)
        for (number, member) in index.members.enumerated() {
            let pattern = Array(String("0000000\(number + 1)").utf8)
            let expected = (0..<Int(member.sizeBytes)).map { pattern[$0 % 8] }
            #expect(try read(member, path) == expected, "\(member.name)")
        }
    }

    private func read(_ member: ArchiveMember, _ path: String) throws -> [UInt8] {
        if let offset = member.dataOffsetBytes {
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            try file.seek(toOffset: UInt64(offset))
            return Array(try file.read(upToCount: Int(member.sizeBytes)) ?? Data())
        }
        let reader = try ArchiveMemberReader(path: path, member: member.name)
        var bytes = [UInt8](repeating: 0, count: Int(member.sizeBytes) + 1)
        var filled = 0
        while true {
            let count = try bytes.withUnsafeMutableBytes { try reader.read(into: .init(rebasing: $0[filled...])) }
            if count == 0 { break }
            filled += count
        }
        return Array(bytes.prefix(filled))
    }

    @Test("An archive without end blocks is whole; one that ends inside a member or a header is not")
    func truncation() throws {
        try python(
            Self.addMembers + "t = tarfile.open('a.tar', 'w'); add(t, 'a', 1, 5000); add(t, 'b', 2, 5000); t.close()")
        let whole = try Data(contentsOf: URL(fileURLWithPath: folder + "/a.tar"))
        let last = try #require(try ArchiveIndex.read(path: folder + "/a.tar").members.last)
        let end = Int(try #require(last.dataOffsetBytes) + last.sizeBytes)
        for (length, id) in [
            (end, nil), (end - 1, "appliance.truncated"), (end - 5000, "appliance.truncated"),
            (end - 5300, "appliance.truncated"),
        ] {
            try whole.prefix(length).write(to: URL(fileURLWithPath: folder + "/b.tar"))
            #expect(try failure("b.tar") == id, "\(length) bytes")
        }
    }

    @Test("Limits on members, names and compression hold")
    func limits() throws {
        try python(
            Self.addMembers
                + "t = tarfile.open('a.tar', 'w:gz'); [add(t, 'name%d' % n, n, 9000) for n in range(20)]; t.close()")
        var limits = ArchiveIndex.Limits()
        #expect(try failure("a.tar", limits: limits) == nil)
        limits.members = 19
        #expect(try failure("a.tar", limits: limits) == "appliance.limit")
        limits = ArchiveIndex.Limits()
        limits.nameBytes = 5
        #expect(try failure("a.tar", limits: limits) == "appliance.limit")
        try python(
            Self.addMembers
                + "t = tarfile.open('b.tar', 'w', format=tarfile.PAX_FORMAT); i = tarfile.TarInfo('a'); i.pax_headers = {'comment': 'x' * 500000}; t.addfile(i); t.close()"
        )
        limits = ArchiveIndex.Limits()
        limits.headerBytes = 100_000
        #expect(try failure("b.tar", limits: limits) == "appliance.limit")
    }

    @Test(
        "What is no tar archive is named so",
        arguments: ["", "hello", "PK\u{3}\u{4}", String(repeating: "x", count: 2000)])
    func notTar(text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/a.ova"))
        let id = try failure("a.ova")
        #expect(id == "appliance.malformed" || id == "appliance.truncated" || (text.isEmpty && id == nil))
        #expect(try failure("none") == "appliance.unreadable")
    }
}
