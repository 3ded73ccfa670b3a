import Hashing
import Testing

@Suite("Digests of streams")
struct StreamHasherTests {
    /// FIPS 180-4's examples for "abc".
    @Test(
        "The standard's examples, in one piece and in several",
        arguments: [
            (FileDigest.Algorithm.sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
            (.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                .sha512,
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                    + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
            ),
        ])
    func examples(algorithm: FileDigest.Algorithm, expected: String) throws {
        let digest = FileDigest(algorithm: algorithm, hexadecimal: expected)
        #expect(try StreamHasher.digest(of: Array("abc".utf8), by: algorithm) == digest)
        let hasher = try StreamHasher(algorithm)
        for piece in ["a", "", "bc"] { try Array(piece.utf8).withUnsafeBytes { try hasher.update($0) } }
        #expect(try hasher.finish() == digest)
    }
}
