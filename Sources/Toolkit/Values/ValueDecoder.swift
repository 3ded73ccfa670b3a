/// Turns documents into decodable values.
public struct ValueDecoder: Sendable {
    /// Makes a decoder.
    public init() {}

    /// Decodes a value; throws a `ValueError` that names the place when the document doesn't fit the type.
    public func decode<T: Decodable>(_ type: T.Type, from value: JSONValue) throws -> T {
        do {
            return try decodedValue(type, from: value, at: .root)
        } catch let error as DecodingError {
            throw valueError(error)
        }
    }

    private func valueError(_ error: DecodingError) -> ValueError {
        switch error {
        case .keyNotFound(let key, let context):
            .mismatch(path: documentPath(context.codingPath), reason: "the field \"\(key.stringValue)\" is missing")
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            .mismatch(path: documentPath(context.codingPath), reason: context.debugDescription)
        @unknown default: .mismatch(path: "the top", reason: String(describing: error))
        }
    }
}

/// Decodes one value, taking the short way for documents.
func decodedValue<T: Decodable>(_ type: T.Type, from value: JSONValue, at trail: CodingTrail) throws -> T {
    if let document = value as? T, type == JSONValue.self { return document }
    return try T(from: DocumentDecoder(value: value, trail: trail))
}

struct DocumentDecoder: Decoder, SingleValueDecodingContainer {
    let value: JSONValue
    let trail: CodingTrail

    var codingPath: [any CodingKey] { trail.codingPath }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let fields) = value else { throw mismatch(type, "an object", value, trail) }
        return KeyedDecodingContainer(FieldDecoding<Key>(fields: fields, trail: trail))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let elements) = value else { throw mismatch([JSONValue].self, "a list", value, trail) }
        return ElementDecoding(elements: elements, trail: trail)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    func decodeNil() -> Bool { value == .null }

    func decode(_ type: Bool.Type) throws -> Bool {
        guard case .bool(let truth) = value else { throw mismatch(type, "a boolean", value, trail) }
        return truth
    }

    func decode(_ type: String.Type) throws -> String {
        guard case .string(let text) = value else { throw mismatch(type, "a string", value, trail) }
        return text
    }

    func decode(_ type: Double.Type) throws -> Double {
        guard let number = value.double else { throw mismatch(type, "a number", value, trail) }
        return number
    }

    func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }

    func decode(_ type: Int.Type) throws -> Int { try integer(type) }

    func decode(_ type: Int8.Type) throws -> Int8 { try integer(type) }

    func decode(_ type: Int16.Type) throws -> Int16 { try integer(type) }

    func decode(_ type: Int32.Type) throws -> Int32 { try integer(type) }

    func decode(_ type: Int64.Type) throws -> Int64 { try integer(type) }

    func decode(_ type: UInt.Type) throws -> UInt { try integer(type) }

    func decode(_ type: UInt8.Type) throws -> UInt8 { try integer(type) }

    func decode(_ type: UInt16.Type) throws -> UInt16 { try integer(type) }

    func decode(_ type: UInt32.Type) throws -> UInt32 { try integer(type) }

    func decode(_ type: UInt64.Type) throws -> UInt64 { try integer(type) }

    func decode<T: Decodable>(_ type: T.Type) throws -> T { try decodedValue(type, from: value, at: trail) }

    private func integer<T: FixedWidthInteger>(_ type: T.Type) throws -> T {
        guard case .integer(let number) = value else { throw mismatch(type, "an integer", value, trail) }
        guard let fitting = T(exactly: number) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: codingPath, debugDescription: "\(number) is out of the range of \(type)"))
        }
        return fitting
    }
}

func mismatch(_ type: Any.Type, _ expected: String, _ found: JSONValue, _ trail: CodingTrail) -> DecodingError {
    .typeMismatch(
        type, .init(codingPath: trail.codingPath, debugDescription: "\(expected) is expected, not \(found.typeName)"))
}
