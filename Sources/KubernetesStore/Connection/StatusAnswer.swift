internal import HTTPClient
internal import ResourceStore
internal import Values

extension StoreError {
    /// What an answer without success says (metav1.Status), or what its code says when it says nothing.
    init(head: HTTPHead, body: [UInt8]) {
        let status = try? JSONValue.parse(body, limits: JSONLimits(sizeBytes: 4 << 20, depth: 32))
        let isStatus = status?["kind"]?.string == "Status"
        self.init(status: isStatus ? status ?? nil : nil, code: head.status)
        if message.isEmpty, head.status == 404 {
            // A path that is nobody's gets plain text; these are the words of client-go for it.
            message = "the server could not find the requested resource"
        } else if message.isEmpty {
            let text = String(decoding: body.prefix(300), as: UTF8.self).split(whereSeparator: \.isNewline).first ?? ""
            message = "The server answered with \(head.status)\(text.isEmpty ? "" : ": \(text)")."
        }
        // Only the form in seconds: API servers send no other (RFC 9110, section 10.2.3, has dates too).
        if let seconds = head.header("Retry-After").flatMap(Double.init), seconds >= 0 { retryAfterSeconds = seconds }
    }

    /// What a Status object says.
    init(status: JSONValue?, code: Int) {
        let code = status?["code"]?.integer.map(Int.init) ?? code
        let reason = (status?["reason"]?.string).flatMap(Reason.init) ?? Self.reason(of: code)
        let details = status?["details"]
        let causes = (details?["causes"]?.array ?? []).prefix(1000).map { cause in
            Cause(
                reason: cause["reason"]?.string ?? "", message: cause["message"]?.string ?? "",
                field: cause["field"]?.string ?? "")
        }
        self.init(
            reason, status?["message"]?.string ?? "", causes: Array(causes),
            retryAfterSeconds: details?["retryAfterSeconds"]?.double)
    }

    private static func reason(of code: Int) -> Reason {
        switch code {
        case 401: .unauthorized
        case 403: .forbidden
        case 404: .notFound
        case 405: .methodNotAllowed
        case 409: .conflict
        case 410: .expired
        case 413: .tooLarge
        case 415: .unsupportedMediaType
        case 422: .invalid
        case 429: .tooManyRequests
        case 502, 503: .unavailable
        case 504: .timeout
        case 500...: .internalError
        default: .badRequest
        }
    }
}
