/// A digest of a file as a manifest states it.
public struct FileDigest: Sendable, Equatable, Codable {
    /// The hash function.
    public var algorithm: Algorithm
    /// The digest in lower-case hexadecimal.
    public var hexadecimal: String

    /// Describes a digest; upper-case digits are folded to lower case.
    public init(algorithm: Algorithm, hexadecimal: String) {
        self.algorithm = algorithm
        self.hexadecimal = hexadecimal.lowercased()
    }

    /// The hash functions that OVF manifests use (DSP0243 2.1, section 5.1).
    public enum Algorithm: String, Sendable, Codable, CaseIterable {
        /// SHA-1, of OVF 1.0 exporters.
        case sha1 = "SHA1"
        /// SHA-256.
        case sha256 = "SHA256"
        /// SHA-512.
        case sha512 = "SHA512"
    }
}
