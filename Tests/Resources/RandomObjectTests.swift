import Resources
import Testing
import Values

@Suite("Any object that the originals accept", .enabled(if: Reference.isExpected))
struct RandomObjectTests {
    @Test("is valid, loses nothing, and goes through its model unchanged", arguments: compared)
    func accepted(type: ResourceType) throws {
        let original = try #require(try Reference.definitions.get()[type.id.groupResource])
        let schema = try #require(try version(of: original)["schema"]?["openAPIV3Schema"])
        for seed in 31_000..<UInt64(31_012) {
            var maker = RandomObjectMaker(seed: seed)
            var fields = try #require(maker.value(schema, depth: 0).object)
            fields["apiVersion"] = .string(type.id.apiVersion)
            fields["kind"] = .string(type.kind)
            fields["metadata"] = ["name": "random", "namespace": "default"]
            if fields["spec"] == nil { fields["spec"] = maker.value(schema["properties"]?["spec"] ?? [:], depth: 1) }
            let object = ResourceObject(.object(fields))
            let admission = type.admit(object)
            #expect(maker.unknownPatterns == [])
            #expect(admission.violations == [], "seed \(seed)")
            #expect(admission.unknownFields == [], "seed \(seed)")
            #expect(try throughModel(object) == object, "seed \(seed)")
        }
    }
}

/// Makes random values that a schema in JSON accepts.
struct RandomObjectMaker {
    private var generator: SeededGenerator
    private(set) var unknownPatterns: [String] = []

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func value(_ schema: JSONValue, depth: Int) -> JSONValue {
        if let choices = (schema["enum"] ?? schema["allOf"]?[0]?["enum"])?.array { return pick(choices) }
        if schema["x-kubernetes-int-or-string"] == true {
            return pick(["1", "10Gi", "1.5", 7, "250m", "2e3"])
        }
        switch schema["type"]?.string {
        case "string": return text(schema)
        case "integer": return .integer(integer(schema))
        case "boolean": return .bool(Bool.random(using: &generator))
        case "array": return .array((0..<count(upTo: depth > 5 ? 1 : 3)).map { _ in element(schema, depth) })
        case "object": return object(schema, depth: depth)
        default: return pick([["any": "thing"], "text", 4])
        }
    }

    private mutating func element(_ schema: JSONValue, _ depth: Int) -> JSONValue {
        value(schema["items"] ?? [:], depth: depth + 1)
    }

    private mutating func object(_ schema: JSONValue, depth: Int) -> JSONValue {
        var fields = OrderedFields()
        let required = schema["required"]?.array ?? []
        for property in (schema["properties"]?.object ?? OrderedFields()).shuffled(using: &generator) {
            let chance = depth < 3 ? 2 : 4
            guard required.contains(.string(property.key)) || Int.random(in: 0..<chance, using: &generator) == 0
            else { continue }
            fields[property.key] = value(property.value, depth: depth + 1)
        }
        if let element = schema["additionalProperties"], element.object != nil {
            for _ in 0..<count(upTo: 3) {
                fields[pickText(["a", "b.c/d", "KEY", "x-y"])] = value(element, depth: depth + 1)
            }
        }
        return .object(fields)
    }

    private mutating func text(_ schema: JSONValue) -> JSONValue {
        if schema["format"] == "date-time" {
            return pick(["2026-02-28T23:59:59Z", "1970-01-01T00:00:00.123456Z", "2024-02-29T12:00:00+05:30"])
        }
        guard let pattern = schema["pattern"]?.string else {
            return pick(schema["minLength"] == nil ? ["", "a", "Ünïcode ✓", "two words", "0"] : ["a", "bc"])
        }
        switch pattern {
        case "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$": return pick(["a", "default", "0-x-9"])
        case let vlan where vlan.contains("409[0-4]"): return pick(["1", "99", "100", "3999", "4000", "4094"])
        case "^[0-9]+(s|m|h)$": return pick(["1s", "30m", "240h"])
        case let quantity where quantity.hasPrefix(#"^[0-9]+(\.[0-9]+)?(m|k"#): return pick(["1", "1.5Gi", "200m"])
        case let template where template.contains(#"[^{}\\]"#): return pick(["", "plain", #"\{\{x\}\}"#])
        default:
            unknownPatterns.append(pattern)
            return ""
        }
    }

    private mutating func integer(_ schema: JSONValue) -> Int64 {
        let least = schema["minimum"]?.integer ?? -5
        return least + Int64.random(in: 0...1000, using: &generator)
    }

    private mutating func count(upTo most: Int) -> Int { Int.random(in: 0...most, using: &generator) }

    private mutating func pick(_ values: [JSONValue]) -> JSONValue { values.randomElement(using: &generator) ?? .null }

    private mutating func pickText(_ values: [String]) -> String { values.randomElement(using: &generator) ?? "" }
}
