internal import ResourceStore
internal import Resources

/// Where resources are in the API.
enum ResourcePath {
    static func of(_ type: ResourceTypeID, namespace: String?) throws -> String {
        var path = type.group.isEmpty ? "/api" : "/apis/\(try part(type.group))"
        path += "/\(try part(type.version))"
        if let namespace { path += "/namespaces/\(try part(namespace))" }
        return path + "/\(try part(type.plural))"
    }

    static func of(_ reference: ResourceReference, _ part: ResourcePart = .main) throws -> String {
        guard !reference.name.isEmpty else { throw StoreError(.badRequest, "The object has no name.") }
        let path = try of(reference.type, namespace: reference.namespace) + "/\(try self.part(reference.name))"
        return part == .status ? path + "/status" : path
    }

    /// A part of a path: never one that would lead elsewhere.
    private static func part(_ text: String) throws -> String {
        guard !text.isEmpty, text != ".", text != "..", !text.contains("/"), !text.contains("%") else {
            throw StoreError(.badRequest, "'\(text)' can't be a part of a resource's address.")
        }
        return percentEncoded(text)
    }
}
