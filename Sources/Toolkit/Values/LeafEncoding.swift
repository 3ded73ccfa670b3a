struct LeafEncoding: SingleValueEncodingContainer {
    let slot: EncodingSlot
    let trail: CodingTrail

    var codingPath: [any CodingKey] { trail.codingPath }

    func encodeNil() throws { slot.set(.null) }

    func encode(_ value: Bool) throws { slot.set(.bool(value)) }

    func encode(_ value: String) throws { slot.set(.string(value)) }

    func encode(_ value: Double) throws { slot.set(try number(value, trail)) }

    func encode(_ value: Float) throws { slot.set(try number(Double(value), trail)) }

    func encode(_ value: Int) throws { slot.set(.integer(Int64(value))) }

    func encode(_ value: Int8) throws { slot.set(.integer(Int64(value))) }

    func encode(_ value: Int16) throws { slot.set(.integer(Int64(value))) }

    func encode(_ value: Int32) throws { slot.set(.integer(Int64(value))) }

    func encode(_ value: Int64) throws { slot.set(.integer(Int64(value))) }

    func encode(_ value: UInt8) throws { slot.set(.integer(Int64(value))) }

    func encode(_ value: UInt16) throws { slot.set(.integer(Int64(value))) }

    func encode(_ value: UInt32) throws { slot.set(.integer(Int64(value))) }

    func encode(_ value: UInt) throws { slot.set(try whole(UInt64(value), trail)) }

    func encode(_ value: UInt64) throws { slot.set(try whole(UInt64(value), trail)) }

    func encode(_ value: some Encodable) throws {
        slot.set(try encodedValue(value, at: trail))
    }
}

/// A number with a fraction; JSON has no infinity.
func number(_ value: Double, _ trail: CodingTrail) throws -> JSONValue {
    guard value.isFinite else {
        throw EncodingError.invalidValue(
            value, .init(codingPath: trail.codingPath, debugDescription: "\(value) is not a number that JSON can write")
        )
    }
    return .double(value)
}

/// A whole number that may be too large.
func whole(_ value: UInt64, _ trail: CodingTrail) throws -> JSONValue {
    guard let integer = Int64(exactly: value) else {
        throw EncodingError.invalidValue(
            value,
            .init(codingPath: trail.codingPath, debugDescription: "\(value) is larger than a signed 64-bit number"))
    }
    return .integer(integer)
}
