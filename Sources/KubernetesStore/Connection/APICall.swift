internal import ResourceStore

/// A request to an API server.
public struct APICall: Sendable {
    /// `GET`, `POST` and so on.
    public var method: String
    /// The path, its parts already encoded.
    public var path: String
    /// The query, not encoded.
    public var query: [(name: String, value: String)] = []
    /// What is sent.
    public var body: [UInt8]?
    /// What it is.
    public var contentType = "application/json"
    /// What is wanted.
    public var accept = "application/json"
    /// Whether it goes before others when there are too many.
    public var isUrgent = false
    /// The longest time until the end of the answer, in seconds; nil for a stream without end.
    public var deadlineSeconds: Double? = 60

    /// Describes a request.
    public init(_ method: String, _ path: String) {
        self.method = method
        self.path = path
    }

    /// The path with the query.
    var target: String {
        guard !query.isEmpty else { return path }
        let fields = query.map { "\(percentEncoded($0.name))=\(percentEncoded($0.value))" }
        return "\(path)?\(fields.joined(separator: "&"))"
    }

    mutating func add(_ name: String, _ value: String?) {
        if let value { query.append((name, value)) }
    }
}

/// A text as a part of a path or a query (RFC 3986, section 2.3: all but the unreserved is encoded).
func percentEncoded(_ text: String) -> String {
    var result: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            result.append(byte)
        default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
    return String(decoding: result, as: UTF8.self)
}
