internal import COpenSSL

/// Computes SHA-256 of blocks by OpenSSL, with one context that is used again for each block.
///
/// Belongs to one thread at a time: each worker makes its own.
public final class BlockHasher {
    private let context: OpaquePointer
    private let algorithm: OpaquePointer

    /// Makes a hasher.
    /// - Throws: `BlockHasherUnavailable` when OpenSSL has no SHA-256 (a policy forbids it) or no memory.
    public init() throws(BlockHasherUnavailable) {
        // Fetched once: EVP_sha256() makes OpenSSL 3 look the implementation up for each block (crypto(7)).
        guard let algorithm = EVP_MD_fetch(nil, "SHA256", nil) else { throw BlockHasherUnavailable() }
        guard let context = EVP_MD_CTX_new() else {
            EVP_MD_free(algorithm)
            throw BlockHasherUnavailable()
        }
        self.algorithm = algorithm
        self.context = context
    }

    deinit {
        EVP_MD_CTX_free(context)
        EVP_MD_free(algorithm)
    }

    /// The digest of a block.
    public func digest(of bytes: UnsafeRawBufferPointer) throws(BlockHasherUnavailable) -> BlockDigest {
        try begin()
        try add(bytes)
        return try finish()
    }

    /// Begins a digest of several pieces.
    public func begin() throws(BlockHasherUnavailable) {
        guard EVP_DigestInit_ex2(context, algorithm, nil) == 1 else { throw BlockHasherUnavailable() }
    }

    /// Adds a piece.
    public func add(_ bytes: UnsafeRawBufferPointer) throws(BlockHasherUnavailable) {
        guard EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1 else { throw BlockHasherUnavailable() }
    }

    /// Ends the digest that `begin` began.
    public func finish() throws(BlockHasherUnavailable) -> BlockDigest {
        var digest = BlockDigest()
        let done = digest.withUnsafeMutableBytes { bytes in
            EVP_DigestFinal_ex(context, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), nil)
        }
        guard done == 1 else { throw BlockHasherUnavailable() }
        return digest
    }
}
