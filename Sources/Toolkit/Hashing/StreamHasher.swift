internal import COpenSSL
public import Failures

/// Computes the digest of bytes that arrive piece by piece.
///
/// A handle of OpenSSL's EVP interface; it belongs to one thread at a time.
public final class StreamHasher {
    /// The hash function.
    public let algorithm: FileDigest.Algorithm
    private let context: OpaquePointer

    /// Starts a digest.
    /// - Throws: `HashingError` when OpenSSL refuses the function, as it does under some policies for SHA-1.
    public init(_ algorithm: FileDigest.Algorithm) throws(HashingError) {
        guard let context = EVP_MD_CTX_new() else { throw .unavailable(algorithm) }
        guard EVP_DigestInit_ex(context, Self.function(algorithm), nil) == 1 else {
            EVP_MD_CTX_free(context)
            throw .unavailable(algorithm)
        }
        self.algorithm = algorithm
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Adds bytes to the digest.
    public func update(_ bytes: UnsafeRawBufferPointer) throws(HashingError) {
        guard bytes.isEmpty || EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1 else {
            throw .unavailable(algorithm)
        }
    }

    /// Ends the digest; nothing can be added after it.
    public func finish() throws(HashingError) -> FileDigest {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        guard EVP_DigestFinal_ex(context, &digest, &length) == 1 else { throw .unavailable(algorithm) }
        return FileDigest(algorithm: algorithm, hexadecimal: Self.hexadecimal(digest.prefix(Int(length))))
    }

    /// The digest of bytes that are all in memory.
    public static func digest(of bytes: [UInt8], by algorithm: FileDigest.Algorithm) throws -> FileDigest {
        let hasher = try StreamHasher(algorithm)
        try bytes.withUnsafeBytes { try hasher.update($0) }
        return try hasher.finish()
    }

    private static func function(_ algorithm: FileDigest.Algorithm) -> OpaquePointer? {
        switch algorithm {
        case .sha1: EVP_sha1()
        case .sha256: EVP_sha256()
        case .sha512: EVP_sha512()
        }
    }

    private static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}

/// Why a digest can't be computed.
public enum HashingError: NamedError, Equatable {
    /// OpenSSL doesn't give the function.
    case unavailable(FileDigest.Algorithm)

    /// The error in words.
    public var failure: Failure {
        switch self {
        case .unavailable(let algorithm):
            Failure(
                "hash.unavailable", .component, what: "The \(algorithm.rawValue) digest can't be computed.",
                why: "OpenSSL refused the hash function, as its policy on this machine may ask.",
                remedy: "Allow the function in OpenSSL's configuration, or export the appliance with SHA-256 digests.")
        }
    }
}
