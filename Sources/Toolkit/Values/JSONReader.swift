extension JSONValue {
    /// Reads one JSON text (RFC 8259); anything after it, a field named twice and invalid UTF-8 are errors.
    public static func parse(_ text: String, limits: JSONLimits = JSONLimits()) throws -> JSONValue {
        try parse(Array(text.utf8), limits: limits)
    }

    /// Reads one JSON text in UTF-8.
    public static func parse(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws -> JSONValue {
        guard bytes.count <= limits.sizeBytes else {
            throw ValueError.tooLarge(sizeBytes: bytes.count, limitBytes: limits.sizeBytes)
        }
        var reader = JSONReader(bytes: bytes, depthLimit: limits.depth)
        return try reader.document()
    }
}

/// A recursive-descent reader; the depth limit bounds its use of the stack.
struct JSONReader {
    let bytes: [UInt8]
    let depthLimit: Int
    var position = 0
    private var depth = 0

    init(bytes: [UInt8], depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    mutating func document() throws(ValueError) -> JSONValue {
        let result = try value()
        skipSpace()
        guard position == bytes.count else { throw error("there is something after the end of the value") }
        return result
    }

    private mutating func value() throws(ValueError) -> JSONValue {
        skipSpace()
        guard let byte = peek() else { throw error("the text ends where a value is expected") }
        switch byte {
        case UInt8(ascii: "{"): return try nested { reader throws(ValueError) in try reader.object() }
        case UInt8(ascii: "["): return try nested { reader throws(ValueError) in try reader.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw error("a value is expected")
        }
    }

    private mutating func nested(
        _ read: (inout JSONReader) throws(ValueError) -> JSONValue
    ) throws(ValueError) -> JSONValue {
        depth += 1
        guard depth <= depthLimit else { throw .tooDeep(limit: depthLimit) }
        defer { depth -= 1 }
        position += 1
        return try read(&self)
    }

    private mutating func object() throws(ValueError) -> JSONValue {
        var fields = OrderedFields()
        skipSpace()
        if take("}") { return .object(fields) }
        while true {
            skipSpace()
            guard peek() == UInt8(ascii: "\"") else { throw error("the name of a field is expected") }
            let key = try string()
            guard fields[key] == nil else { throw error("the field \"\(key)\" appears twice") }
            skipSpace()
            guard take(":") else { throw error("a colon is expected after the name of a field") }
            fields.append(key, try value())
            skipSpace()
            if take("}") { return .object(fields) }
            guard take(",") else { throw error("a comma or a closing brace is expected") }
        }
    }

    private mutating func array() throws(ValueError) -> JSONValue {
        var elements: [JSONValue] = []
        skipSpace()
        if take("]") { return .array(elements) }
        while true {
            elements.append(try value())
            skipSpace()
            if take("]") { return .array(elements) }
            guard take(",") else { throw error("a comma or a closing bracket is expected") }
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(ValueError) -> JSONValue {
        let expected = word.withUTF8Buffer { Array($0) }
        guard bytes[position...].starts(with: expected) else { throw error("a value is expected") }
        position += expected.count
        return value
    }

    private mutating func number() throws(ValueError) -> JSONValue {
        let start = position
        take("-")
        let leadingZero = peek() == UInt8(ascii: "0")
        let wholeDigits = skipDigits()
        guard wholeDigits > 0, !(leadingZero && wholeDigits > 1) else { throw error("a number is malformed") }
        var isWhole = true
        if take(".") {
            isWhole = false
            guard skipDigits() > 0 else { throw error("digits are expected after the decimal point") }
        }
        if take("e") || take("E") {
            isWhole = false
            if !take("+") { take("-") }
            guard skipDigits() > 0 else { throw error("digits are expected in the exponent") }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isWhole, let integer = Int64(text) { return .integer(integer) }
        guard let double = Double(text), double.isFinite else { throw error("a number is out of range") }
        return .double(double)
    }

    private mutating func skipDigits() -> Int {
        let start = position
        while let byte = peek(), byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
        return position - start
    }

    mutating func skipSpace() {
        while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

    @discardableResult
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let byte = peek(), byte == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    func error(_ reason: String) -> ValueError {
        let before = bytes[..<min(position, bytes.count)]
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let line = before.count { $0 == 0x0A } + 1
        return .syntax(reason: reason, line: line, column: before.count - lineStart + 1)
    }
}
