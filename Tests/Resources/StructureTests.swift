import Resources
import Testing
import Values

/// Where ours differs from the original on purpose: the path, and why.
private let differences: [String: String] = [
    "OVAProviderServer columns": "the original shows nothing but the name"
]

@Suite("Our definitions beside the originals", .enabled(if: Reference.isExpected))
struct StructureTests {
    @Test("every field of the originals is in ours, with the same type, rules and default", arguments: compared)
    func fields(type: ResourceType) throws {
        let original = try #require(try Reference.definitions.get()[type.id.groupResource])
        let schema = try #require(try version(of: original)["schema"]?["openAPIV3Schema"])
        var comparison = Comparison()
        comparison.compare(schema, type.schema, type.kind)
        #expect(comparison.problems == [])
    }

    @Test("names, scope, status and columns are those of the originals", arguments: compared)
    func names(type: ResourceType) throws {
        let original = try #require(try Reference.definitions.get()[type.id.groupResource])
        let ours = CustomResourceDefinition.definition(of: type)
        for field in ["group", "scope"] { #expect(ours["spec"]?[field] == original["spec"]?[field]) }
        for field in ["kind", "plural", "singular", "shortNames", "categories"] {
            #expect(ours["spec"]?["names"]?[field] == original["spec"]?["names"]?[field])
        }
        #expect(try version(of: ours)["subresources"] == version(of: original)["subresources"])
        guard differences["\(type.kind) columns"] == nil, type.origin == .gantry else { return }
        #expect(try columns(of: ours) == columns(of: original))
    }

    private func columns(of definition: JSONValue) throws -> [[String]] {
        (try version(of: definition)["additionalPrinterColumns"]?.array ?? []).map { column in
            ["name", "type", "jsonPath"].map { column[$0]?.string ?? "" }
        }
    }
}

/// The types whose originals are there.
let compared: [ResourceType] = ResourceRegistry.forklift + [.networkAttachmentDefinition]

/// Walks an original schema and ours side by side.
private struct Comparison {
    var problems: [String] = []

    mutating func compare(_ original: JSONValue, _ ours: Schema, _ path: String) {
        compareRules(original, ours, path)
        switch ours.kind {
        case .any: return
        case .object(let properties, let required, let keepsUnknown):
            expect(original["type"] == "object", "\(path): type")
            compareProperties(original, properties, keepsUnknown, path)
            expect(names(original["required"]) == required.sorted(), "\(path): required")
        case .map(let element):
            guard let values = original["additionalProperties"] else { return problems.append("\(path): no map") }
            compare(values, element, "\(path).*")
        case .array(let element):
            guard let items = original["items"] else { return problems.append("\(path): no list") }
            compare(items, element, "\(path)[]")
        case .integerOrString: expect(original["x-kubernetes-int-or-string"] == true, "\(path): type")
        case .string: expect(original["type"] == "string", "\(path): type")
        case .integer: expect(original["type"] == "integer", "\(path): type")
        case .number: expect(original["type"] == "number", "\(path): type")
        case .boolean: expect(original["type"] == "boolean", "\(path): type")
        }
    }

    private mutating func compareProperties(
        _ original: JSONValue, _ properties: [Schema.Property], _ keepsUnknown: Bool, _ path: String
    ) {
        for field in original["properties"]?.object ?? OrderedFields() {
            if path.firstIndex(of: ".") == nil, ["apiVersion", "kind", "metadata"].contains(field.key) { continue }
            if let property = properties.first(where: { $0.name == field.key }) {
                compare(field.value, property.schema, "\(path).\(field.key)")
            } else if !keepsUnknown {
                problems.append("\(path).\(field.key): missing")
            }
        }
    }

    private mutating func compareRules(_ original: JSONValue, _ ours: Schema, _ path: String) {
        let enumeration = original["enum"] ?? original["allOf"]?[0]?["enum"]
        expect(original["default"] == ours.defaultValue, "\(path): default")
        expect((enumeration?.array ?? []) == ours.enumeration, "\(path): enum")
        expect(original["pattern"]?.string == ours.pattern, "\(path): pattern")
        expect(original["format"]?.string == ours.format, "\(path): format")
        expect(original["minimum"]?.double == ours.minimum, "\(path): minimum")
        expect(original["maximum"]?.double == ours.maximum, "\(path): maximum")
        expect(count(original["minLength"]) == ours.minimumLength, "\(path): minLength")
        expect(count(original["maxLength"]) == ours.maximumLength, "\(path): maxLength")
        expect(count(original["minItems"]) == ours.minimumItems, "\(path): minItems")
        expect(count(original["maxItems"]) == ours.maximumItems, "\(path): maxItems")
        expect((original["nullable"] == true) == ours.isNullable, "\(path): nullable")
        expect((original["x-kubernetes-map-type"] == "atomic") == ours.isAtomic, "\(path): map type")
        expect((original["x-kubernetes-validations"] != nil) == ours.isImmutable, "\(path): immutable")
    }

    private func count(_ value: JSONValue?) -> Int? { value?.integer.map { Int($0) } }

    private func names(_ list: JSONValue?) -> [String] { (list?.array ?? []).compactMap(\.string).sorted() }

    private mutating func expect(_ holds: Bool, _ problem: String) {
        if !holds { problems.append(problem) }
    }
}
