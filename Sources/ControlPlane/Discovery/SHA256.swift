internal import Hashing

/// SHA-256 of bytes at hand, in hexadecimal.
enum SHA256 {
    static func hexadecimal(_ bytes: [UInt8]) throws -> String {
        try bytes.withUnsafeBytes { try BlockHasher().digest(of: $0) }.hexadecimal
    }
}
