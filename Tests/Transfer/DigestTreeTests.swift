import BlockIO
import DiskFormats
import Foundation
import Hashing
import Testing

@testable import Transfer

@Suite("The digest of a disk", .serialized)
struct DigestTreeTests {
    /// The Python of docs/digest.md: the format in another language, by other hands' SHA-256.
    static let reference: String = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try? String(contentsOf: root.appending(path: "docs/digest.md"), encoding: .utf8)
        let code = page?.components(separatedBy: "```python\n").last?.components(separatedBy: "```").first
        return code ?? "raise SystemExit('docs/digest.md has no Python')"
    }()

    @Test(
        "is what the page's reference implementation computes of the image",
        arguments: [1, 512, 65535, 65536, 65537, 100_000, 64 << 20, 64 << 20 + 1, 130 << 20 + 777])
    func reference(size: Int) async throws {
        let scratch = Scratch()
        try await makeDisk(scratch("disk"), megabytes: max(1, size >> 20), seed: UInt64(size))
        _ = truncate(scratch("disk"), size)
        // As an image is opened: a size that is no multiple of a sector is rounded up.
        let disk = try DiskContent.inspect(bytes: content(scratch("disk"), .raw).bytes, format: .raw)
        let sizeBytes = try #require(disk.virtualSizeBytes)
        let result = try await copy(request(disk, size: sizeBytes, to: scratch("copy")))
        let expected = try await tool("python3", "-c", Self.reference, scratch("disk"))
        #expect("sha256:\(result.digest)" == expected.trimmingCharacters(in: .whitespacesAndNewlines))
        #expect(try await digestDisk(disk, sizeBytes: sizeBytes) == result.digest)
    }

    @Test("doesn't depend on the order in which leaves are set")
    func anyOrder() throws {
        let digests = (0..<3000).map { number in
            withUnsafeBytes(of: number) { try! BlockHasher().digest(of: $0) }
        }
        var forward = DigestTree(sizeBytes: 3000 * 65536)
        forward.set(.data(first: 0, digests: digests))
        var random = SplitMix64(state: 8)
        var shuffled = DigestTree(sizeBytes: 3000 * 65536)
        for leaf in (0..<3000).shuffled(using: &random) { shuffled.set(.data(first: leaf, digests: [digests[leaf]])) }
        #expect(try forward.root() != nil)
        #expect(try forward.root() == shuffled.root())
        #expect(forward.differences(from: shuffled).isEmpty)
    }

    @Test("tells which ranges differ")
    func differences() throws {
        var one = DigestTree(sizeBytes: 200 << 20)
        one.set(.zero(0..<3200))
        var other = one
        other.set(.data(first: 10, digests: [BlockDigest(), BlockDigest()]))
        other.set(.data(first: 1500, digests: [BlockDigest()]))
        #expect(one.differences(from: other) == [655360..<786432, 98_304_000..<98_369_536])
        #expect(try one.root() != other.root())
    }

    @Test("isn't given while a leaf is unknown")
    func unknown() throws {
        var tree = DigestTree(sizeBytes: 1 << 20)
        tree.set(.zero(0..<15))
        #expect(try tree.root() == nil)
        tree.set(.zero(15..<16))
        #expect(try tree.root() != nil)
    }

    @Test("of an empty terabyte takes no time")
    func sparse() throws {
        var tree = DigestTree(sizeBytes: 1 << 40)
        tree.set(.zero(0..<tree.geometry.leafCount))
        let clock = ContinuousClock()
        let time = try clock.measure { _ = try tree.root() }
        #expect(time < .seconds(1))
    }
}
