/// Turns encodable values into documents whose fields are in the order in which they were encoded.
public struct ValueEncoder: Sendable {
    /// Makes an encoder.
    public init() {}

    /// Encodes a value; throws a `ValueError` that names the place when something has no JSON form.
    public func encode(_ value: some Encodable) throws -> JSONValue {
        do {
            return try encodedValue(value, at: .root)
        } catch EncodingError.invalidValue(_, let context) {
            throw ValueError.unrepresentable(
                path: documentPath(context.codingPath), reason: context.debugDescription)
        }
    }
}

/// Encodes one value, taking the short way for those that are documents already or have no structure.
func encodedValue(_ value: some Encodable, at trail: CodingTrail) throws -> JSONValue {
    if let document = value as? JSONValue { return document }
    if let text = value as? String { return .string(text) }
    if let number = value as? Int { return .integer(Int64(number)) }
    let slot = EncodingSlot()
    try value.encode(to: SlotEncoder(slot: slot, trail: trail))
    if value is any UnorderedFields, case .object(let fields) = slot.result { return .object(fields.sorted()) }
    return slot.result
}

/// Dictionaries by name: their order differs from run to run, so they are written sorted.
private protocol UnorderedFields {}

extension Dictionary: UnorderedFields where Key == String {}

/// What an encoder fills: a leaf, a list or an object.
///
/// A class, because a super encoder and nested containers write into it after they were handed out.
final class EncodingSlot {
    private enum Content {
        case empty
        case leaf(JSONValue)
        case elements([EncodingSlot])
        case fields([String], [EncodingSlot], positions: [String: Int])
    }

    private var content = Content.empty

    init() {}

    init(_ leaf: JSONValue) { content = .leaf(leaf) }

    /// The document so far; an object when nothing was encoded, as Codable's empty structs are.
    var result: JSONValue {
        switch content {
        case .empty: return .object(OrderedFields())
        case .leaf(let value): return value
        case .elements(let slots): return .array(slots.map(\.result))
        case .fields(let keys, let slots, _):
            var fields = OrderedFields()
            for (key, slot) in zip(keys, slots) { fields.append(key, slot.result) }
            return .object(fields)
        }
    }

    var elementCount: Int { if case .elements(let slots) = content { slots.count } else { 0 } }

    func set(_ value: JSONValue) { content = .leaf(value) }

    func becomeObject() {
        if case .fields = content { return }
        content = .fields([], [], positions: [:])
    }

    func becomeArray() {
        if case .elements = content { return }
        content = .elements([])
    }

    func append(_ slot: EncodingSlot) {
        guard case .elements(var slots) = content else { return }
        content = .empty
        slots.append(slot)
        content = .elements(slots)
    }

    func setField(_ key: String, _ slot: EncodingSlot) {
        guard case .fields(var keys, var slots, var positions) = content else { return }
        content = .empty
        if let position = positions[key] {
            slots[position] = slot
        } else {
            positions[key] = keys.count
            keys.append(key)
            slots.append(slot)
        }
        content = .fields(keys, slots, positions: positions)
    }
}

struct SlotEncoder: Encoder {
    let slot: EncodingSlot
    let trail: CodingTrail

    var codingPath: [any CodingKey] { trail.codingPath }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        slot.becomeObject()
        return KeyedEncodingContainer(FieldEncoding<Key>(slot: slot, trail: trail))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        slot.becomeArray()
        return ElementEncoding(slot: slot, trail: trail)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { LeafEncoding(slot: slot, trail: trail) }
}
