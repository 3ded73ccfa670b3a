internal import Values

/// Values as Go's `%q` and `%v` show them, since the API's messages are made by these.
enum GoText {
    static func value(_ value: JSONValue) -> String {
        switch value {
        case .null: "\"null\""
        case .bool(let truth): "\(truth)"
        case .integer(let number): "\(number)"
        case .double(let number): self.number(number)
        case .string(let text): quoted(text)
        case .array(let elements): "[]interface {}{\(elements.map(self.value).joined(separator: ", "))}"
        case .object(let fields):
            "map[string]interface {}{"
                + fields.sorted().map { "\(quoted($0.key)):\(self.value($0.value))" }.joined(separator: ", ") + "}"
        }
    }

    static func number(_ number: Double) -> String {
        if let whole = Int64(exactly: number) { return "\(whole)" }
        return "\(number)"
    }

    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7f:
                let digits = String(scalar.value, radix: 16)
                result += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension JSONValue {
    /// The word of OpenAPI for its type.
    var openAPIType: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .integer: "integer"
        case .double(let number): number == number.rounded() ? "integer" : "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}

extension Schema {
    /// The words of OpenAPI for what is wanted.
    var openAPITypes: String {
        switch kind {
        case .string: "string"
        case .integer: "integer"
        case .number: "number"
        case .boolean: "boolean"
        case .array: "array"
        case .object, .map: "object"
        case .integerOrString: "integer,string"
        case .any: "any"
        }
    }
}
