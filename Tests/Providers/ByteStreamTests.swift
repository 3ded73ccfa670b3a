import ByteStreams
import Foundation
import Hashing
import Testing
import Threads

@Suite("Byte streams")
struct ByteStreamTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func drain(_ content: ByteContent, piece: Int, maximumBytes: Int64 = 1 << 40) throws -> [UInt8] {
        let stream = try content.open(maximumBytes: maximumBytes)
        var all: [UInt8] = []
        while true {
            let bytes = try stream.read(atMost: piece)
            if bytes.isEmpty { return all }
            all += bytes
        }
    }

    @Test("Parts follow one another, whatever the size of the reads", arguments: [1000, 4096, 1 << 20, 1 << 23])
    func parts(piece: Int) throws {
        let bytes = randomBytes(3_000_000)
        let path = try folder.write("all", bytes)
        let cuts: [Int64] = [0, 1, 1, 65536, 2_999_999, 3_000_000]
        let parts = zip(cuts, cuts.dropFirst()).map { start, end in
            ByteContent.Part(name: "part", path: path, offsetBytes: start, lengthBytes: end - start)
        }
        let content = ByteContent(parts: parts)
        #expect(try drain(content, piece: piece) == bytes)
        #expect(content.directFile == nil)
        #expect(try content.readBytes(at: 65530, count: 100) == Array(bytes[65530..<65630]))
        #expect(try content.readBytes(at: 2_999_990, count: 100) == Array(bytes[2_999_990...]))
    }

    @Test("gzip of several members with padding is unpacked; damage and cuts are named", arguments: [1000, 1 << 20])
    func gzip(piece: Int) throws {
        let bytes = randomBytes(2_000_000)
        try folder.write("a", Array(bytes[..<700_000]))
        try folder.write("b", Array(bytes[700_000...]))
        try run(
            "sh", "-c",
            "cd \(folder.path) && (gzip -c a; gzip -c b; head -c 1000 /dev/zero) > all.gz && (gzip -c a; echo rest) > rest.gz"
        )
        func content(_ name: String) throws -> ByteContent {
            var content = try ByteContent(file: folder.file(name))
            content.compression = .gzip
            return content
        }
        #expect(try drain(content("all.gz"), piece: piece) == bytes)
        #expect(try content("all.gz").readHead(100) == Array(bytes[..<100]))
        var damaged = try folder.read("all.gz")
        damaged[500_000] ^= 1
        try folder.write("damaged.gz", damaged)
        try folder.write("cut.gz", Array(damaged[..<400_000]))
        try folder.write("none.gz", [])
        for name in ["damaged.gz", "cut.gz", "none.gz", "rest.gz", "a"] {
            let content = try content(name)
            #expect(try failureID { _ = try drain(content, piece: piece) } == "stream.compression.damaged", "\(name)")
        }
    }

    @Test(
        "A digest is of the stored bytes of its part, and any other is refused",
        arguments: FileDigest.Algorithm.allCases)
    func digests(algorithm: FileDigest.Algorithm) throws {
        let bytes = randomBytes(100_000)
        let path = try folder.write("all", bytes)
        var content = ByteContent(parts: [
            .init(name: "one", path: path, lengthBytes: 40_000),
            .init(name: "two", path: path, offsetBytes: 40_000, lengthBytes: 60_000),
        ])
        content.parts[1].expectedDigest = try StreamHasher.digest(of: Array(bytes[40_000...]), by: algorithm)
        #expect(try drain(content, piece: 4096) == bytes)
        content.parts[0].expectedDigest = content.parts[1].expectedDigest
        let wrong = content
        #expect(try failureID { _ = try drain(wrong, piece: 4096) } == "appliance.manifest.mismatch")
        #expect(
            try failureID { try wrong.checkDigests(cancellation: CancellationFlag()) } == "appliance.manifest.mismatch")
    }

    @Test("A file that became shorter, a raised flag, a FIFO")
    func interruptions() throws {
        let path = try folder.write("all", randomBytes(100_000))
        let content = ByteContent(parts: [.init(name: "all", path: path, lengthBytes: 100_001)])
        #expect(try failureID { _ = try drain(content, piece: 4096) } == "stream.truncated")
        let flag = CancellationFlag()
        let stream = try content.open(maximumBytes: 1 << 20, cancellation: flag)
        flag.raise()
        #expect(throws: CancellationError.self) { try stream.read(atMost: 10) }
        try run("mkfifo", folder.file("fifo"))
        #expect(try failureID { _ = try ByteContent(file: folder.file("fifo")) } == "stream.file.kind")
    }
}
