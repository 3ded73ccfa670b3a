extension JSONValue: Codable {
    /// Reads whatever the decoder holds.
    public init(from decoder: any Decoder) throws {
        if let document = decoder as? DocumentDecoder {
            self = document.value
        } else if let container = try? decoder.container(keyedBy: DocumentKey.self) {
            var fields = OrderedFields()
            for key in container.allKeys {
                fields[key.stringValue] = try container.decode(JSONValue.self, forKey: key)
            }
            self = .object(fields)
        } else if var container = try? decoder.unkeyedContainer() {
            var elements: [JSONValue] = []
            while !container.isAtEnd { elements.append(try container.decode(JSONValue.self)) }
            self = .array(elements)
        } else {
            self = try Self.leaf(in: decoder.singleValueContainer())
        }
    }

    private static func leaf(in container: any SingleValueDecodingContainer) throws -> JSONValue {
        if container.decodeNil() { return .null }
        if let truth = try? container.decode(Bool.self) { return .bool(truth) }
        if let integer = try? container.decode(Int64.self) { return .integer(integer) }
        if let number = try? container.decode(Double.self) { return .double(number) }
        return .string(try container.decode(String.self))
    }

    /// Writes the document into any encoder.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .array(let elements):
            var container = encoder.unkeyedContainer()
            for element in elements { try container.encode(element) }
        case .object(let fields):
            var container = encoder.container(keyedBy: DocumentKey.self)
            for field in fields { try container.encode(field.value, forKey: DocumentKey(field.key)) }
        default:
            var container = encoder.singleValueContainer()
            try encodeLeaf(in: &container)
        }
    }

    private func encodeLeaf(in container: inout any SingleValueEncodingContainer) throws {
        switch self {
        case .bool(let truth): try container.encode(truth)
        case .integer(let integer): try container.encode(integer)
        case .double(let number): try container.encode(number)
        case .string(let text): try container.encode(text)
        case .null, .array, .object: try container.encodeNil()
        }
    }
}
