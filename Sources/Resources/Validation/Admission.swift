internal import Values

/// An object as it was made ready for the store, and what is wrong with it.
public struct Admission: Sendable, Equatable {
    /// The object with defaults and without unknown fields.
    public var object: ResourceObject
    /// The fields that were removed.
    public var unknownFields: [UnknownField]
    /// What is wrong; nothing may be stored unless this is empty.
    public var violations: [SchemaViolation]
}

extension ResourceType {
    /// Makes an object ready for the store, as the API server does on every write.
    ///
    /// Unknown fields go, defaults come, and everything that is wrong is found at once; with the old object, changes
    /// that are not allowed too. Size and authority are for the caller to judge.
    public func admit(_ object: ResourceObject, replacing old: ResourceObject? = nil) -> Admission {
        var value = object.value
        let unknownFields = schema.prune(&value)
        // Types of Kubernetes itself are decoded into structures of Go, to which null is the same as nothing.
        if origin == .kubernetes { value = schema.droppingNulls(from: value) }
        value = schema.applyingDefaults(to: Self.movingTextData(value, id))
        let ready = ResourceObject(value)
        return Admission(
            object: ready, unknownFields: unknownFields,
            violations: metadataViolations(ready) + schema.violations(value)
                + (old.map { changeViolations(from: $0, to: ready) } ?? []))
    }

    /// Moves `stringData` of a Secret to `data`, where it wins.
    private static func movingTextData(_ value: JSONValue, _ id: ResourceTypeID) -> JSONValue {
        guard id == .core("secrets"), var fields = value.object, let texts = fields["stringData"]?.object else {
            return value
        }
        guard texts.allSatisfy({ $0.value.string != nil }) else { return value }
        var data = fields["data"]?.object ?? OrderedFields()
        for text in texts { data[text.key] = .string(Base64.text(of: Array((text.value.string ?? "").utf8))) }
        fields["data"] = .object(data)
        fields["stringData"] = nil
        return .object(fields)
    }
}

/// RFC 4648, section 4.
public enum Base64 {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The text of bytes, with padding.
    public static func text(of bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for position in 0..<4 {
                let isPadding = position > group.count
                result.append(isPadding ? UInt8(ascii: "=") : letters[bits >> (18 - 6 * position) & 63])
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The bytes of a text, whose line breaks are skipped; nil when it is no base64.
    public static func bytes(of text: String) -> [UInt8]? {
        guard TextFormat.isValid(text, "byte") else { return nil }
        var result: [UInt8] = []
        var bits = 0
        var count = 0
        for letter in text.utf8 where letter != 0x0a && letter != 0x0d && letter != UInt8(ascii: "=") {
            guard let value = letters.firstIndex(of: letter) else { return nil }
            bits = bits << 6 | value
            count += 6
            if count >= 8 {
                count -= 8
                result.append(UInt8(bits >> count & 255))
                bits &= (1 << count) - 1
            }
        }
        return result
    }
}
