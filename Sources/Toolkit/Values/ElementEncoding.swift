struct ElementEncoding: UnkeyedEncodingContainer {
    let slot: EncodingSlot
    let trail: CodingTrail

    var codingPath: [any CodingKey] { trail.codingPath }
    var count: Int { slot.elementCount }

    mutating func encodeNil() { slot.append(EncodingSlot(.null)) }

    mutating func encode(_ value: some Encodable) throws {
        slot.append(EncodingSlot(try encodedValue(value, at: trail.element(count))))
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> {
        encoder().container(keyedBy: keyType)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder().unkeyedContainer() }

    mutating func superEncoder() -> any Encoder { encoder() }

    private func encoder() -> SlotEncoder {
        let child = EncodingSlot()
        let place = trail.element(count)
        slot.append(child)
        return SlotEncoder(slot: child, trail: place)
    }
}
