// The generic `decode` is the witness for the primitive types too; they end in `DocumentDecoder`.

struct FieldDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let fields: OrderedFields
    let trail: CodingTrail

    var codingPath: [any CodingKey] { trail.codingPath }
    var allKeys: [Key] { fields.keys.compactMap { Key(stringValue: $0) } }

    func contains(_ key: Key) -> Bool { fields[key.stringValue] != nil }

    func decodeNil(forKey key: Key) throws -> Bool { try decoder(key).value == .null }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        let decoder = try decoder(key)
        return try decodedValue(type, from: decoder.value, at: decoder.trail)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try decoder(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder {
        DocumentDecoder(value: fields["super"] ?? .null, trail: trail.field("super"))
    }

    func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }

    private func decoder(_ key: Key) throws -> DocumentDecoder {
        guard let value = fields[key.stringValue] else {
            throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: "missing"))
        }
        return DocumentDecoder(value: value, trail: trail.field(key.stringValue))
    }
}

struct ElementDecoding: UnkeyedDecodingContainer {
    let elements: [JSONValue]
    let trail: CodingTrail
    private(set) var currentIndex = 0

    init(elements: [JSONValue], trail: CodingTrail) {
        self.elements = elements
        self.trail = trail
    }

    var codingPath: [any CodingKey] { trail.codingPath }
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex >= elements.count }

    mutating func decodeNil() throws -> Bool {
        guard try peek().value == .null else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        let decoder = try peek()
        let result = try decodedValue(type, from: decoder.value, at: decoder.trail)
        currentIndex += 1
        return result
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) throws -> KeyedDecodingContainer<NestedKey> {
        let container = try peek().container(keyedBy: type)
        currentIndex += 1
        return container
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let container = try peek().unkeyedContainer()
        currentIndex += 1
        return container
    }

    mutating func superDecoder() throws -> any Decoder {
        let decoder = try peek()
        currentIndex += 1
        return decoder
    }

    private func peek() throws -> DocumentDecoder {
        let place = trail.element(currentIndex)
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(
                JSONValue.self, .init(codingPath: place.codingPath, debugDescription: "the list ends here"))
        }
        return DocumentDecoder(value: elements[currentIndex], trail: place)
    }
}
