internal import HTTPServer
internal import ResourceStore
internal import Values

/// Answers in the API's forms.
enum Answers {
    static func json(_ value: JSONValue, status: Int = 200, warnings: [String] = []) -> HTTPResponse {
        var headers = [
            (name: "Content-Type", value: "application/json"), (name: "Cache-Control", value: "no-cache, private"),
        ]
        headers += warnings.map { (name: "Warning", value: warning($0)) }
        return HTTPResponse(status: status, headers: headers, body: .bytes(value.jsonBytes() + [10]))
    }

    static func text(_ text: String, status: Int = 200) -> HTTPResponse {
        HTTPResponse(
            status: status, headers: [("Content-Type", "text/plain; charset=utf-8")], body: .bytes(Array(text.utf8)))
    }

    static func failure(_ error: StoreError) -> HTTPResponse {
        var response = json(error.status, status: error.reason.code)
        if let seconds = error.retryAfterSeconds {
            response.headers.append(("Retry-After", String(Int(seconds.rounded(.up)))))
        }
        if error.reason == .unauthorized { response.headers.append(("WWW-Authenticate", "Bearer realm=\"gantry\"")) }
        return response
    }

    /// Any error as the API tells it; what isn't the client's fault says no more than it must.
    static func failure(_ error: any Error) -> HTTPResponse {
        switch error {
        case let error as StoreError: failure(error)
        case is NotAcceptable:
            json(
                [
                    "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure",
                    "message": .string(NotAcceptable.message), "reason": "NotAcceptable", "code": 406,
                ], status: 406)
        case is CancellationError:
            failure(StoreError(.unavailable, "the server is shutting down", retryAfterSeconds: 1))
        default: failure(StoreError(.internalError, "Internal error occurred: \(error)"))
        }
    }

    static func rejection(_ reason: HTTPRejection) -> HTTPResponse {
        switch reason {
        case .bodyTooLarge(let most):
            failure(StoreError(.tooLarge, "Request entity too large: limit is \(most)"))
        case .timedOut:
            failure(StoreError(.timeout, "Timeout: request did not complete within the allotted timeout"))
        case .failed(let why): failure(StoreError(.internalError, "Internal error occurred: \(why)"))
        }
    }

    /// RFC 7234, 5.5: a warn-text is a quoted string; line breaks would end the header.
    private static func warning(_ text: String) -> String {
        let escaped = text.map { character -> String in
            switch character {
            case "\"", "\\": "\\\(character)"
            case let other where other.isNewline: " "
            default: String(character)
            }
        }.joined()
        return "299 - \"\(escaped)\""
    }
}
