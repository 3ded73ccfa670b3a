internal import Hashing

/// The digests that an appliance's manifest promises (DSP0243 2.1, section 5.1).
struct Manifest {
    /// The digests by file name, `./` left out.
    private(set) var digests: [String: FileDigest] = [:]
    /// The names in the manifest's order.
    private(set) var names: [String] = []

    /// The longest manifest that is read.
    static let maximumBytes = 4 << 20

    /// Reads `SHA256(file)= digest` lines; white space around the parts is free.
    init(_ text: String, name: String) throws(OVFError) {
        // Windows tools begin a UTF-8 text with a byte order mark.
        let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let line = Self.trimmed(line)
            guard !line.isEmpty else { continue }
            guard let entry = Self.entry(line) else {
                throw .manifestLine(manifest: name, line: index + 1, text: String(line.prefix(100)))
            }
            guard let algorithm = FileDigest.Algorithm(rawValue: entry.algorithm.uppercased()) else {
                throw .manifestAlgorithm(manifest: name, algorithm: String(entry.algorithm.prefix(40)))
            }
            guard Self.isDigest(entry.digest, of: algorithm) else {
                throw .manifestLine(manifest: name, line: index + 1, text: String(line.prefix(100)))
            }
            let file = Self.plainName(entry.file)
            guard digests[file] == nil else { throw .manifestDuplicate(manifest: name, file: file) }
            digests[file] = FileDigest(algorithm: algorithm, hexadecimal: entry.digest)
            names.append(file)
        }
    }

    private static func entry(_ line: Substring) -> (algorithm: String, file: String, digest: String)? {
        // A file's name may have parentheses of its own: the last one before the last equals sign counts.
        guard let open = line.firstIndex(of: "("), let equals = line.lastIndex(of: "="), open < equals,
            let close = line[..<equals].lastIndex(of: ")"), open < close,
            trimmed(line[line.index(after: close)..<equals]).isEmpty
        else { return nil }
        let file = line[line.index(after: open)..<close]
        guard !file.isEmpty else { return nil }
        return (
            String(trimmed(line[..<open])), String(file), String(trimmed(line[line.index(after: equals)...]))
        )
    }

    private static func isDigest(_ text: String, of algorithm: FileDigest.Algorithm) -> Bool {
        let digits =
            switch algorithm {
            case .sha1: 40
            case .sha256: 64
            case .sha512: 128
            }
        return text.utf8.count == digits && text.utf8.allSatisfy { Character(UnicodeScalar($0)).isHexDigit }
    }

    private static func plainName(_ name: String) -> String {
        name.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        var text = text.drop(while: isSpace)
        while let last = text.last, isSpace(last) { text.removeLast() }
        return text
    }
}
