public import Values

/// YAML streams: documents to text and back.
public enum YAML {
    /// How much of a stream is read before it is refused.
    public struct Limits: Sendable, Equatable {
        /// The largest text, in bytes.
        public var sizeBytes: Int
        /// The deepest nesting of lists and mappings, aliases included.
        public var depth: Int
        /// The most values in all documents, each alias counted as what it stands for.
        public var values: Int

        /// Sets limits; the defaults suit manifests.
        public init(sizeBytes: Int = 8 << 20, depth: Int = 64, values: Int = 500_000) {
            self.sizeBytes = sizeBytes
            self.depth = depth
            self.values = values
        }
    }

    /// Writes documents as one stream, separated by `---`.
    ///
    /// Text that any reader of YAML 1.1 or 1.2 would take for something else than text is quoted:
    /// kubectl still reads `on` as true and `12:30` as a number.
    public static func text(of documents: [JSONValue]) throws -> String {
        try YAMLWriter().text(of: documents)
    }

    /// Reads a stream by the core schema of YAML 1.2.
    public static func parse(_ text: String, limits: Limits = Limits()) throws -> [JSONValue] {
        let bytes = Array(text.utf8)
        guard bytes.count <= limits.sizeBytes else {
            throw YAMLError.tooLarge(sizeBytes: bytes.count, limitBytes: limits.sizeBytes)
        }
        // libyaml aborts on a null pointer, which an empty array may have.
        guard !bytes.isEmpty else { return [] }
        var builder = DocumentBuilder(limits: limits)
        try EventReader.read(bytes) { event throws(YAMLError) in try builder.take(event) }
        return builder.documents
    }
}
