internal import Resources
internal import Values

/// The shape of a message, as far as it is read: which field has which name and kind.
///
/// The numbers are those of Kubernetes' generated.proto files (k8s.io/api, k8s.io/apimachinery); they never change.
struct ProtobufMessage: Sendable {
    indirect enum Kind: Sendable {
        case text
        case bytes
        case integer
        case flag
        case time
        case message(ProtobufMessage)
        case list(Kind)
        case map(of: Kind)
    }

    var fields: [Int: (name: String, kind: Kind)]

    init(_ fields: [Int: (name: String, kind: Kind)]) { self.fields = fields }

    static let deepest = 16

    func decode(_ bytes: ArraySlice<UInt8>, depth: Int = 0) throws -> JSONValue {
        guard depth < Self.deepest else { throw ProtobufReader.Malformed() }
        var reader = ProtobufReader(bytes)
        var result = OrderedFields()
        while let (number, value) = try reader.next() {
            guard let (name, kind) = fields[number] else { continue }
            switch kind {
            case .list(let element):
                var list = result[name]?.array ?? []
                if let decoded = try Self.value(value, element, depth) { list.append(decoded) }
                result[name] = .array(list)
            case .map(let element):
                var map = result[name]?.object ?? OrderedFields()
                let (key, entry) = try Self.entry(value, element, depth)
                map[key] = entry
                result[name] = .object(map)
            default:
                // Go's encoder writes empty values, which mean that there is none.
                if let decoded = try Self.value(value, kind, depth) { result[name] = decoded }
            }
        }
        return .object(result)
    }

    private static func value(_ value: ProtobufReader.Value, _ kind: Kind, _ depth: Int) throws -> JSONValue? {
        switch (kind, value) {
        case (.text, .bytes(let bytes)): bytes.isEmpty ? nil : .string(String(decoding: bytes, as: UTF8.self))
        case (.bytes, .bytes(let bytes)): .string(Base64.text(of: Array(bytes)))
        case (.integer, .number(let number)): .integer(Int64(bitPattern: number))
        case (.flag, .number(let number)): .bool(number != 0)
        case (.message(let message), .bytes(let bytes)):
            try message.decode(bytes, depth: depth + 1).object.flatMap { $0.isEmpty ? nil : .object($0) }
        // metav1.Time has seconds since 1970 in its first field; none is no time.
        case (.time, .bytes(let bytes)):
            try ProtobufMessage([1: ("seconds", .integer)]).decode(bytes, depth: depth + 1)["seconds"]?.integer
                .map { .string(Moment.text(Int($0))) }
        default: throw ProtobufReader.Malformed()
        }
    }

    private static func entry(_ value: ProtobufReader.Value, _ kind: Kind, _ depth: Int) throws -> (String, JSONValue) {
        guard case .bytes(let bytes) = value else { throw ProtobufReader.Malformed() }
        let entry = try ProtobufMessage([1: ("key", .text), 2: ("value", kind)]).decode(bytes, depth: depth + 1)
        return (entry["key"]?.string ?? "", entry["value"] ?? "")
    }
}
