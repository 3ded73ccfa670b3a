extension JSONValue {
    /// The value as JSON text; a number that JSON can't write (infinity) becomes null.
    public func jsonText(pretty: Bool = false, sortedKeys: Bool = false) -> String {
        String(decoding: jsonBytes(pretty: pretty, sortedKeys: sortedKeys), as: UTF8.self)
    }

    /// The value as JSON in UTF-8; without a line break inside or at the end unless pretty.
    public func jsonBytes(pretty: Bool = false, sortedKeys: Bool = false) -> [UInt8] {
        var writer = JSONWriter(pretty: pretty, sortedKeys: sortedKeys)
        writer.write(self)
        return writer.bytes
    }
}

struct JSONWriter {
    let pretty: Bool
    let sortedKeys: Bool
    private(set) var bytes: [UInt8] = []
    private var depth = 0

    init(pretty: Bool, sortedKeys: Bool) {
        self.pretty = pretty
        self.sortedKeys = sortedKeys
    }

    mutating func write(_ value: JSONValue) {
        switch value {
        case .null: put("null")
        case .bool(let truth): put(truth ? "true" : "false")
        case .integer(let number): put(String(number))
        case .double(let number): put(number.isFinite ? number.description : "null")
        case .string(let text): writeString(text)
        case .array(let elements): writeArray(elements)
        case .object(let fields): writeObject(sortedKeys ? fields.sorted() : fields)
        }
    }

    private mutating func writeArray(_ elements: [JSONValue]) {
        guard !elements.isEmpty else { return put("[]") }
        put("[")
        depth += 1
        for (index, element) in elements.enumerated() {
            if index > 0 { put(",") }
            newLine()
            write(element)
        }
        depth -= 1
        newLine()
        put("]")
    }

    private mutating func writeObject(_ fields: OrderedFields) {
        guard !fields.isEmpty else { return put("{}") }
        put("{")
        depth += 1
        for (index, field) in fields.enumerated() {
            if index > 0 { put(",") }
            newLine()
            writeString(field.key)
            put(pretty ? ": " : ":")
            write(field.value)
        }
        depth -= 1
        newLine()
        put("}")
    }

    private mutating func writeString(_ text: String) {
        put("\"")
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): put("\\\"")
            case UInt8(ascii: "\\"): put("\\\\")
            case 0x0A: put("\\n")
            case 0x0D: put("\\r")
            case 0x09: put("\\t")
            case 0..<0x20, 0x7F:
                put(byte < 0x10 ? "\\u000" : "\\u00")
                put(String(byte, radix: 16))
            default: bytes.append(byte)
            }
        }
        put("\"")
    }

    private mutating func newLine() {
        guard pretty else { return }
        bytes.append(0x0A)
        bytes.append(contentsOf: repeatElement(0x20, count: depth * 2))
    }

    private mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }
}
