public import Failures
public import Hashing

/// Why stored bytes can't be read as they should be.
public enum StreamError: NamedError, Equatable {
    /// The system refused to open or read a file.
    case system(SystemError)
    /// There is something else than a plain file.
    case notPlainFile(path: String)
    /// A file ended before its part did.
    case truncated(name: String, expectedBytes: Int64, foundBytes: Int64)
    /// A part's bytes aren't those of the digest that was promised.
    case digestMismatch(name: String, expected: FileDigest, found: FileDigest)
    /// Compressed bytes can't be unpacked.
    case damagedCompression(name: String, reason: String)
    /// Compressed bytes unpack to more than they may.
    case bomb(name: String, reason: String)

    /// The error in words.
    public var failure: Failure {
        switch self {
        case .system(let error):
            Failure(
                "stream.read", .source, what: "\(error.subject) can't be read.",
                why: "\(error.call) said: \(error.reason).",
                remedy: "Check that the file exists, that you may read it, and that its disk works.")
        case .notPlainFile(let path):
            Failure(
                "stream.file.kind", .source, what: "\(path) can't be read as a file.",
                why: "It is a folder, a device or another special file.", remedy: "Give a plain file.")
        case .truncated(let name, let expectedBytes, let foundBytes):
            Failure(
                "stream.truncated", .source, what: "\(name) is truncated.",
                why: "It should have \(expectedBytes) bytes but ends after \(foundBytes).",
                remedy: "Copy or export it again, and check that nothing changes it meanwhile.")
        case .digestMismatch(let name, let expected, let found):
            Failure(
                "appliance.manifest.mismatch", .integrity, what: "\(name) is not the file that its manifest describes.",
                why: "Its \(expected.algorithm.rawValue) digest is \(found.hexadecimal), and the manifest says "
                    + "\(expected.hexadecimal).",
                remedy: "Download or export the appliance again; it was damaged or changed.")
        case .damagedCompression(let name, let reason):
            Failure(
                "stream.compression.damaged", .source, what: "\(name) can't be unpacked.", why: "\(reason).",
                remedy: "Download or export it again; \"gzip -t\" tests a file.")
        case .bomb(let name, let reason):
            Failure(
                "stream.compression.bomb", .source, what: "\(name) unpacks to far more than it may.", why: "\(reason).",
                remedy: "If you trust its origin, unpack it with gunzip and name the unpacked file in the descriptor.")
        }
    }
}
