public import Values

/// The definitions that teach a cluster our types (apiextensions.k8s.io/v1).
public enum CustomResourceDefinition {
    /// The types that `gantry crds` installs: our own, not those of Kubernetes or of other operators.
    public static var installed: [ResourceType] { ResourceRegistry.all.filter { $0.origin == .gantry } }

    /// The definition of a type.
    public static func definition(of type: ResourceType) -> JSONValue {
        [
            "apiVersion": "apiextensions.k8s.io/v1",
            "kind": "CustomResourceDefinition",
            "metadata": ["name": .string(type.id.groupResource)],
            "spec": [
                "group": .string(type.id.group),
                "names": names(of: type),
                "scope": type.isNamespaced ? "Namespaced" : "Cluster",
                "versions": [version(of: type)],
            ],
        ]
    }

    private static func names(of type: ResourceType) -> JSONValue {
        var names = OrderedFields()
        names["kind"] = .string(type.kind)
        names["listKind"] = .string("\(type.kind)List")
        names["plural"] = .string(type.id.plural)
        names["singular"] = .string(type.singular)
        if !type.shortNames.isEmpty { names["shortNames"] = .array(type.shortNames.map { .string($0) }) }
        if !type.categories.isEmpty { names["categories"] = .array(type.categories.map { .string($0) }) }
        return .object(names)
    }

    private static func version(of type: ResourceType) -> JSONValue {
        var version = OrderedFields()
        version["name"] = .string(type.id.version)
        version["served"] = true
        version["storage"] = true
        if !type.columns.isEmpty { version["additionalPrinterColumns"] = .array(type.columns.map(column)) }
        if type.hasStatus { version["subresources"] = ["status": [:]] }
        version["schema"] = ["openAPIV3Schema": type.schema.openAPISchema(metadata: .plain)]
        return .object(version)
    }

    private static func column(_ column: ResourceType.PrinterColumn) -> JSONValue {
        var fields = OrderedFields()
        fields["name"] = .string(column.name)
        fields["type"] = .string(column.type)
        fields["jsonPath"] = .string(column.jsonPath)
        if !column.description.isEmpty { fields["description"] = .string(column.description) }
        if column.priority != 0 { fields["priority"] = .integer(Int64(column.priority)) }
        return .object(fields)
    }
}
