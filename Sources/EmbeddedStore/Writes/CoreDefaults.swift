internal import FoundationEssentials
internal import Resources
internal import ResourceStore
internal import Values

/// What the API server makes of some built-in types beyond their schemas.
enum CoreDefaults {
    static func fill(_ object: ResourceObject, _ type: ResourceType, isNew: Bool) -> ResourceObject {
        guard type.id.group.isEmpty else { return object }
        switch type.id.plural {
        case "secrets": return secret(object)
        case "namespaces" where isNew: return namespace(object)
        default: return object
        }
    }

    // core/v1 Secret: stringData is for writing only and wins over data.
    private static func secret(_ object: ResourceObject) -> ResourceObject {
        var result = object
        if result.value["type"] == nil { result.setField("type", "Opaque") }
        guard let texts = object.value["stringData"]?.object else { return result }
        var data = object.value["data"] ?? .object(OrderedFields())
        for text in texts {
            data.setField(text.key, .string(Data((text.value.string ?? "").utf8).base64EncodedString()))
        }
        result.setField("stringData", nil)
        result.setField("data", data)
        return result
    }

    private static func namespace(_ object: ResourceObject) -> ResourceObject {
        var result = object
        var labels = result.metadata["labels"] ?? .object(OrderedFields())
        labels.setField("kubernetes.io/metadata.name", .string(object.name))
        result.metadata["labels"] = labels
        if result.value["spec"]?["finalizers"] == nil { result.setField("spec", ["finalizers": ["kubernetes"]]) }
        result.setField("status", ["phase": "Active"])
        return result
    }
}
