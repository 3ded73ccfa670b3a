/// A parsed document.
public struct XMLDocument: Sendable, Equatable {
    /// The root element.
    public let root: XMLElement

    /// What a document may have at most.
    public struct Limits: Sendable {
        /// Bytes in all.
        public var totalBytes = 16 << 20
        /// Elements inside each other.
        public var depth = 64
        /// Elements in all.
        public var elements = 200_000
        /// Attributes of one element.
        public var attributes = 256
        /// Bytes of one attribute's value or of one run of text.
        public var valueBytes = 1 << 20

        /// The usual limits.
        public init() {}
    }

    /// Parses a document.
    ///
    /// Nothing outside the bytes is ever looked at, and a DOCTYPE of any kind is refused before an entity can expand.
    /// - Parameter name: what errors call the document.
    public init(_ bytes: [UInt8], name: String, limits: Limits = Limits()) throws(XMLError) {
        guard bytes.count <= limits.totalBytes else {
            throw .limit(
                document: name, line: 1, reason: "It has \(bytes.count) bytes, of \(limits.totalBytes) at most")
        }
        root = try SAXParser.parse(bytes, builder: XMLTreeBuilder(document: name, limits: limits))
    }
}
