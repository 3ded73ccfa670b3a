// The generic `encode` is the witness for the primitive types too; they end in `LeafEncoding`.

struct FieldEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let slot: EncodingSlot
    let trail: CodingTrail

    var codingPath: [any CodingKey] { trail.codingPath }

    mutating func encodeNil(forKey key: Key) { slot.setField(key.stringValue, EncodingSlot(.null)) }

    mutating func encode(_ value: some Encodable, forKey key: Key) throws {
        let name = key.stringValue
        slot.setField(name, EncodingSlot(try encodedValue(value, at: trail.field(name))))
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type, forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        encoder(key.stringValue).container(keyedBy: keyType)
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        encoder(key.stringValue).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder { encoder("super") }

    mutating func superEncoder(forKey key: Key) -> any Encoder { encoder(key.stringValue) }

    private func encoder(_ name: String) -> SlotEncoder {
        let child = EncodingSlot()
        slot.setField(name, child)
        return SlotEncoder(slot: child, trail: trail.field(name))
    }
}
