public import Values

extension StoreError {
    /// The error as the API sends it (`metav1.Status`).
    public var status: JSONValue {
        var fields: JSONValue = [
            "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure", "message": .string(message),
            "reason": .string(reason.rawValue),
        ]
        if let details { fields.setField("details", details) }
        fields.setField("code", .integer(Int64(reason.code)))
        return fields
    }

    /// Reads a `metav1.Status`; nil when it is something else, or a success.
    public init?(status: JSONValue) {
        guard status["kind"]?.string == "Status", status["status"]?.string != "Success" else { return nil }
        let code = status["code"]?.integer.map { Int(truncatingIfNeeded: $0) }
        guard let reason = Self.reason(status["reason"]?.string, code: code) else { return nil }
        self.init(reason, status["message"]?.string ?? "the server gave no reason")
        let details = status["details"]
        causes = (details?["causes"]?.array ?? []).map {
            Cause(
                reason: $0["reason"]?.string ?? "", message: $0["message"]?.string ?? "",
                field: $0["field"]?.string ?? "")
        }
        if let kind = details?["kind"]?.string {
            subject = Subject(
                name: details?["name"]?.string ?? "", group: details?["group"]?.string ?? "", kind: kind)
        }
        retryAfterSeconds = details?["retryAfterSeconds"]?.double
    }

    /// The error for an answer of HTTP alone.
    public init(code: Int, message: String) {
        self.init(Self.reason(nil, code: code) ?? .internalError, message)
    }

    private var details: JSONValue? {
        var details = JSONValue.object(OrderedFields())
        if let subject {
            if !subject.name.isEmpty { details.setField("name", .string(subject.name)) }
            if !subject.group.isEmpty { details.setField("group", .string(subject.group)) }
            details.setField("kind", .string(subject.kind))
        }
        if !causes.isEmpty { details.setField("causes", .array(causes.map(\.json))) }
        if let retryAfterSeconds {
            details.setField("retryAfterSeconds", .integer(Int64(retryAfterSeconds.rounded(.up))))
        }
        let isEmpty = details.object?.isEmpty ?? true
        // An unreadable patch has details that say nothing; others have none.
        guard isEmpty, reason != .invalid else { return details }
        return nil
    }

    private static func reason(_ word: String?, code: Int?) -> Reason? {
        switch (word, code) {
        case (let word?, _) where Reason(rawValue: word) != nil: Reason(rawValue: word)
        case ("Gone", _): .expired
        // A 409 with an unknown word is a conflict; code 404 is not found; and so on.
        case (_, 409): .conflict
        case (_, let code?): Reason.allCases.first { $0.code == code } ?? (code < 500 ? .badRequest : .internalError)
        default: nil
        }
    }
}

extension StoreError.Cause {
    fileprivate var json: JSONValue {
        var fields: JSONValue = ["reason": .string(reason), "message": .string(message)]
        if !field.isEmpty { fields.setField("field", .string(field)) }
        return fields
    }
}
