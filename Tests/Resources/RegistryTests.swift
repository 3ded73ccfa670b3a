import Resources
import Testing
import Values

@Suite("The registry")
struct RegistryTests {
    @Test("has each type once, and finds it by identity and by kind", arguments: ResourceRegistry.all)
    func lookups(type: ResourceType) {
        #expect(ResourceRegistry.all.count { $0.id == type.id } == 1)
        #expect(ResourceRegistry.type(type.id)?.kind == type.kind)
        #expect(ResourceRegistry.type(apiVersion: type.id.apiVersion, kind: type.kind)?.id == type.id)
        #expect(ResourceRegistry.type(named: type.id.groupResource)?.id.plural == type.id.plural)
    }

    @Test("has a model for each type", arguments: ResourceRegistry.all)
    func models(type: ResourceType) { #expect(allModels.contains { $0.resourceType.id == type.id }) }

    @Test(
        "finds what users type",
        arguments: [
            ("plans", "Plan"), ("Plan", "Plan"), ("plan", "Plan"), ("plans.forklift.konveyor.io", "Plan"),
            ("plan.v1beta1.forklift.konveyor.io", "Plan"), ("vm", "VirtualMachine"), ("pvc", "PersistentVolumeClaim"),
            ("vmimports", "VirtualMachineImport"), ("osvp", "OpenstackVolumePopulator"), ("cm", "ConfigMap"),
            ("net-attach-def", "NetworkAttachmentDefinition"),
        ])
    func names(name: String, kind: String) { #expect(ResourceRegistry.type(named: name)?.kind == kind) }

    @Test("of two types of events means the one of the core group")
    func events() {
        #expect(ResourceRegistry.type(named: "events")?.id.group.isEmpty == true)
        #expect(ResourceRegistry.type(named: "events.events.k8s.io")?.id.group == "events.k8s.io")
        #expect(ResourceRegistry.type(named: "nosuch") == nil)
        #expect(ResourceRegistry.nearestName(to: "palns") == "plans")
        #expect(ResourceRegistry.nearestName(to: "zebra") == nil)
    }
}

@Suite("Definitions for clusters")
struct DefinitionTests {
    @Test("are installed for our kinds alone")
    func installed() {
        #expect(CustomResourceDefinition.installed.count == 17)
        #expect(
            Set(CustomResourceDefinition.installed.map(\.id.group)) == ["forklift.konveyor.io", "v2v.kubevirt.io"])
    }

    @Test("are structural, as a cluster demands", arguments: CustomResourceDefinition.installed)
    func structural(type: ResourceType) throws {
        let definition = CustomResourceDefinition.definition(of: type)
        #expect(definition["metadata"]?["name"] == .string(type.id.groupResource))
        let schema = try #require(try version(of: definition)["schema"]?["openAPIV3Schema"])
        #expect(schema["type"] == "object")
        #expect(schema["properties"]?["metadata"] == ["type": "object"])
        #expect(problems(schema, type.kind) == [])
    }

    @Test("say of every field what it means", arguments: ResourceRegistry.forklift + ResourceRegistry.vmImport)
    func descriptions(type: ResourceType) {
        guard case .object(let properties, _, _) = type.schema.kind else { return }
        for property in properties where property.name != "metadata" {
            let missing = undescribed(property.schema.openAPISchema(), property.name)
            #expect(missing == [], "\(type.kind)")
        }
    }

    @Test("have defaults that are valid", arguments: CustomResourceDefinition.installed)
    func defaults(type: ResourceType) {
        let filled = type.schema.applyingDefaults(to: ["spec": [:]])
        let found = type.schema.violations(filled).filter { $0.reason != .required }
        #expect(found == [])
    }

    @Test("metadata in full or by reference is for the OpenAPI documents")
    func metadata() {
        let full = ResourceType.plan.schema.openAPISchema()["properties"]?["metadata"]
        #expect(full?["properties"]?["labels"] != nil)
        let reference = ResourceType.plan.schema.openAPISchema(metadata: .reference("#/x"))
        #expect(reference["properties"]?["metadata"]?["allOf"] == [["$ref": "#/x"]])
    }

    /// The rules of structural schemas (kubernetes.io, "Specifying a structural schema").
    private func problems(_ schema: JSONValue, _ path: String) -> [String] {
        var found: [String] = []
        let isOpen = schema["x-kubernetes-preserve-unknown-fields"] == true
        if schema["type"] == nil && !isOpen && schema["x-kubernetes-int-or-string"] != true {
            found.append("\(path): no type")
        }
        if schema["properties"] != nil && schema["additionalProperties"] != nil { found.append("\(path): both") }
        if schema["type"] == "array" && schema["items"] == nil { found.append("\(path): no items") }
        if schema["x-kubernetes-map-type"] != nil && schema["type"] != "object" { found.append("\(path): map type") }
        for name in schema["required"]?.array ?? [] where schema["properties"]?[name.string ?? ""] == nil {
            found.append("\(path): requires \(name)")
        }
        for field in schema["properties"]?.object ?? OrderedFields() {
            found += problems(field.value, "\(path).\(field.key)")
        }
        if let items = schema["items"] { found += problems(items, "\(path)[]") }
        if let values = schema["additionalProperties"] { found += problems(values, "\(path).*") }
        return found
    }

    private func undescribed(_ schema: JSONValue, _ path: String) -> [String] {
        var found = (schema["description"]?.string ?? "").isEmpty ? [path] : []
        for field in schema["properties"]?.object ?? OrderedFields() {
            found += undescribed(field.value, "\(path).\(field.key)")
        }
        for field in schema["items"]?["properties"]?.object ?? OrderedFields() {
            found += undescribed(field.value, "\(path)[].\(field.key)")
        }
        return found
    }
}
