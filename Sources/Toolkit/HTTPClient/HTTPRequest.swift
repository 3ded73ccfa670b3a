/// A request to send.
public struct HTTPRequest: Sendable {
    /// Such as `GET` or `POST`.
    public var method: String
    /// The whole URL, `http` or `https`.
    public var url: String
    /// The fields of the head; `Host` and `Content-Length` are made.
    public var headers: [HTTPHeader]
    /// What is sent; nil for nothing.
    public var body: [UInt8]?
    /// The longest time until the last byte of the answer, in seconds; nil for a stream without end.
    public var deadlineSeconds: Double?
    /// The longest time until the head of the answer, in seconds.
    public var headDeadlineSeconds: Double = 60
    /// The longest silence in the middle of the body, in seconds; nil for any.
    ///
    /// A reader that is slow isn't silence.
    public var silenceSeconds: Double?

    /// Describes a request.
    public init(
        _ method: String, _ url: String, headers: [HTTPHeader] = [], body: [UInt8]? = nil,
        deadlineSeconds: Double? = 60
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.deadlineSeconds = deadlineSeconds
    }

    /// The URL without user, password and query, for messages.
    var shownURL: String { Self.shown(url) }

    static func shown(_ url: String) -> String {
        let bare = url.prefix { $0 != "?" && $0 != "#" }
        guard let slashes = bare.range(of: "://") else { return String(bare) }
        let rest = bare[slashes.upperBound...]
        let authority = rest.prefix { $0 != "/" }
        guard let at = authority.lastIndex(of: "@") else { return String(bare) }
        return bare[..<slashes.upperBound] + String(rest[authority.index(after: at)...])
    }
}

/// A field of a head.
public struct HTTPHeader: Sendable, Equatable {
    /// Its name; case doesn't matter.
    public var name: String
    /// Its value.
    public var value: String

    /// Makes a field.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

extension StringProtocol {
    /// Where a text stands first; the standard library alone has no such search for substrings.
    func range(of text: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            start = index(after: start)
        }
        return nil
    }
}
