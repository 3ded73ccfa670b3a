internal import HTTPServer
internal import Values

/// A document that clients keep, and ask about by its tag (RFC 9110, 8.8.3).
struct TaggedDocument: Sendable {
    let bytes: [UInt8]
    let tag: String
    let mediaType: String

    init(_ document: JSONValue, mediaType: String = "application/json") {
        bytes = document.jsonBytes()
        // Without SHA-256 there would be no TLS either; an empty tag only means that nothing is kept.
        tag = (try? SHA256.hexadecimal(bytes)) ?? ""
        self.mediaType = mediaType
    }

    func answer(_ request: HTTPRequest) -> HTTPResponse {
        let headers = [
            (name: "ETag", value: "\"\(tag)\""), (name: "Vary", value: "Accept"),
            (name: "Cache-Control", value: "no-cache, private"),
        ]
        if request.headers["if-none-match"] == "\"\(tag)\"" { return HTTPResponse(status: 304, headers: headers) }
        return HTTPResponse(headers: headers + [("Content-Type", mediaType)], body: .bytes(bytes))
    }
}
