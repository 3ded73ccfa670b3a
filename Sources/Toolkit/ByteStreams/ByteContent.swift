public import Hashing

/// Where a run of bytes is kept and how it is packed: enough to read it again, in order, at any time.
///
/// A plain file is one part. A chunked file reference of an OVF (`name.000000000`, `name.000000001`, …)
/// is several. A member of a tar archive is a part with an offset into the archive, so that it is read
/// in place and never copied out.
public struct ByteContent: Sendable, Equatable, Codable {
    /// The pieces, in order.
    public var parts: [Part]
    /// How the concatenated pieces are compressed, if they are.
    public var compression: Compression

    /// Describes content; see the members.
    public init(parts: [Part], compression: Compression = .none) {
        self.parts = parts
        self.compression = compression
    }

    /// The stored size in bytes (compressed, where it is): the sum of the parts.
    public var storedBytes: Int64 { parts.reduce(0) { $0 + $1.lengthBytes } }

    /// A stored piece.
    public struct Part: Sendable, Equatable, Codable {
        /// The name users know it by: the file reference of the OVF, or the file's own name.
        public var name: String
        /// The file that holds it.
        public var path: String
        /// Where in that file's stored bytes it begins; for a member of a compressed archive, zero.
        public var offsetBytes: Int64
        /// How many stored bytes it has.
        public var lengthBytes: Int64
        /// Set when `path` is an archive compressed as a whole: the member's name; it has no offset of its own then.
        public var compressedArchiveMember: String?
        /// The digest that a manifest promises, which whoever reads the piece checks.
        public var expectedDigest: FileDigest?

        /// Describes a piece; see the members.
        public init(
            name: String, path: String, offsetBytes: Int64 = 0, lengthBytes: Int64,
            compressedArchiveMember: String? = nil, expectedDigest: FileDigest? = nil
        ) {
            self.name = name
            self.path = path
            self.offsetBytes = offsetBytes
            self.lengthBytes = lengthBytes
            self.compressedArchiveMember = compressedArchiveMember
            self.expectedDigest = expectedDigest
        }
    }

    /// A compression of the concatenated parts.
    public enum Compression: String, Sendable, Codable {
        /// Stored as it is.
        case none
        /// gzip (RFC 1952), possibly several members one after another.
        case gzip
    }
}
