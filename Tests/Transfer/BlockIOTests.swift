import BlockIO
import Foundation
import Hashing
import Testing
import Threads

@Suite("Blocks", .serialized)
struct BlockIOTests {
    @Test("zeros are told from anything else, wherever it is", arguments: [1, 15, 16, 17, 100, 4096, 65536])
    func zeros(count: Int) {
        var bytes = [UInt8](repeating: 0, count: count)
        #expect(bytes.withUnsafeBytes { isZero($0) })
        for place in stride(from: 0, to: count, by: max(1, count / 50)) + [count - 1] {
            bytes[place] = 1
            #expect(bytes.withUnsafeBytes { !isZero($0) }, "place \(place)")
            bytes[place] = 0
        }
    }

    @Test("zero granules are left out of what is written")
    func granules() {
        var bytes = [UInt8](repeating: 0, count: 10 * 4096 + 100)
        for place in [4096, 2 * 4096 + 5, 7 * 4096, 10 * 4096 + 99] { bytes[place] = 1 }
        var runs: [Range<Int>] = []
        bytes.withUnsafeBytes { forEachNonzeroRun(in: $0, granularity: 4096) { runs.append($0) } }
        #expect(runs == [4096..<12288, 28672..<32768, 40960..<41060])
    }

    @Test("a file's extents are its data and its holes")
    func extents() throws {
        let scratch = Scratch()
        try Data().write(to: URL(fileURLWithPath: scratch("file")))
        #expect(truncate(scratch("file"), 1 << 20) == 0)
        try modify(scratch("file"), at: 256 << 10, [UInt8](repeating: 1, count: 64 << 10))
        let source = try FileSource(path: scratch("file"))
        let reader = try source.makeReader()
        var extents: [Extent] = []
        while (extents.last?.end ?? 0) < 1 << 20 {
            extents += try reader.extents(in: (extents.last?.end ?? 0)..<(1 << 20))
        }
        #expect(
            extents == [
                Extent(offset: 0, length: 256 << 10, kind: .zero),
                Extent(offset: 256 << 10, length: 64 << 10, kind: .data),
                Extent(offset: 320 << 10, length: 704 << 10, kind: .zero),
            ])
    }

    @Test("a file that has become shorter is an error, not zeros")
    func shrunk() throws {
        let scratch = Scratch()
        try Data(repeating: 1, count: 8192).write(to: URL(fileURLWithPath: scratch("file")))
        let source = try FileSource(path: scratch("file"))
        #expect(truncate(scratch("file"), 4096) == 0)
        let buffer = AlignedBuffer(count: 8192)
        let reader = try source.makeReader()
        #expect(throws: (any Error).self) { try reader.read(into: buffer.bytes, at: 0) }
    }

    @Test("what is cleared reads as zeros and takes no space")
    func clear() throws {
        let scratch = Scratch()
        try Data(repeating: 1, count: 1 << 20).write(to: URL(fileURLWithPath: scratch("file")))
        let target = try SparseFileTarget(path: scratch("file"), sizeBytes: 1 << 20)
        try target.sync()
        try target.clear(0..<(1 << 20))
        #expect(try allocatedBytes(scratch("file")) == 0)
        #expect(try Data(contentsOf: URL(fileURLWithPath: scratch("file"))) == Data(count: 1 << 20))
    }

    @Test("a pool gives no more than its budget, and waits until one comes back")
    func pool() async throws {
        let pool = BufferPool(bufferBytes: 4096, budgetBytes: 8192)
        let flag = CancellationFlag()
        let first = try pool.take(flag)
        _ = try pool.take(flag)
        #expect(pool.takeNow() == nil)
        try startThread(named: "give back") {
            usleep(50_000)
            pool.give(first)
        }
        try await onOwnThread(named: "take") { _ = try pool.take(flag) }
        flag.raise()
        #expect(throws: CancellationError.self) { try pool.take(flag) }
    }

    @Test("SHA-256 is what the standard says")
    func sha256() throws {
        // FIPS 180-4's example "abc".
        let digest = try Array("abc".utf8).withUnsafeBytes { try BlockHasher().digest(of: $0) }
        #expect(digest.hexadecimal == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test("SHA-256 takes at most a nanosecond a byte")
    func speed() throws {
        let block = [UInt8](repeating: 7, count: 65536)
        let hasher = try BlockHasher()
        let clock = ContinuousClock()
        let best = try (0..<5).map { _ in
            try clock.measure { for _ in 0..<100 { _ = try block.withUnsafeBytes { try hasher.digest(of: $0) } } }
        }.min()
        #expect(try #require(best) < .milliseconds(100 * 65536 / 100_000))
    }
}
