internal import HTTPServer
internal import ResourceStore
internal import Resources
internal import Values

extension ResourceVerbs {
    func create(
        _ asked: ResourceRequest, _ type: ResourceType, _ request: HTTPRequest, _ answers: ObjectAnswers
    ) async throws -> HTTPResponse {
        guard asked.name == nil else {
            throw StoreError(.methodNotAllowed, "the server does not allow this method on the requested resource")
        }
        let object = try body(asked, type, request)
        let options = try request.writeOptions()
        let warnings = try UnknownFields.warnings(object.value, type, options)
        if let namespace = asked.namespace { try await namespaces.check(namespace, creating: type) }
        let created = try await store.create(object, type.id, options)
        return Answers.json(answers.one(created), status: 201, warnings: warnings)
    }

    func update(
        _ asked: ResourceRequest, _ type: ResourceType, _ request: HTTPRequest, _ answers: ObjectAnswers
    ) async throws -> HTTPResponse {
        let object = try body(asked, type, request)
        let options = try request.writeOptions()
        let warnings = try UnknownFields.warnings(object.value, type, options)
        let updated = try await store.update(object, type.id, Self.part(asked), options)
        return Answers.json(answers.one(updated), warnings: warnings)
    }

    func patch(
        _ asked: ResourceRequest, _ type: ResourceType, _ request: HTTPRequest, _ answers: ObjectAnswers
    ) async throws -> HTTPResponse {
        let options = try request.writeOptions()
        let patch = try Self.patch(request, type)
        var warnings: [String] = []
        switch patch {
        case .apply(let wanted):
            try checkIdentity(ResourceObject(wanted), asked, type)
            warnings = try UnknownFields.warnings(wanted, type, options)
            if let namespace = asked.namespace { try await namespaces.check(namespace, creating: type) }
        case .merge(let changes), .strategicMerge(let changes):
            warnings = try UnknownFields.warnings(UnknownFields.added(by: changes), type, options)
        case .json: break
        }
        let patched = try await store.patch(try reference(asked), patch, Self.part(asked), options)
        return Answers.json(answers.one(patched), warnings: warnings)
    }

    private static func part(_ asked: ResourceRequest) -> ResourcePart {
        asked.subresource == "status" ? .status : .main
    }

    private static func patch(_ request: HTTPRequest, _ type: ResourceType) throws -> Patch {
        switch MediaType(request.headers["content-type"] ?? "").name {
        case "application/merge-patch+json": return .merge(try RequestBody.json(request.body, type.kind))
        case "application/json-patch+json": return .json(try RequestBody.json(request.body, type.kind))
        case "application/strategic-merge-patch+json" where type.isBuiltIn:
            return .strategicMerge(try RequestBody.json(request.body, type.kind))
        // kubectl sends JSON under this name, other clients YAML; JSON first, because it is faster.
        case "application/apply-patch+yaml":
            if let value = try? JSONValue.parse(request.body) { return .apply(value) }
            return .apply(try RequestBody.yaml(request.body, type.kind))
        default:
            let strategic = type.isBuiltIn ? "application/strategic-merge-patch+json, " : ""
            throw StoreError(
                .unsupportedMediaType,
                "the body of the request was in an unknown format - accepted media types include: "
                    + "application/json-patch+json, application/merge-patch+json, \(strategic)application/apply-patch+yaml"
            )
        }
    }

    /// The object of a body, checked against the path, and with the path's namespace.
    private func body(_ asked: ResourceRequest, _ type: ResourceType, _ request: HTTPRequest) throws -> ResourceObject {
        var object = try RequestBody.object(request, kind: type.kind)
        if object.namespace?.isEmpty ?? false { object.namespace = nil }
        try checkIdentity(object, asked, type)
        if type.isNamespaced { object.namespace = asked.namespace } else { object.namespace = nil }
        if let name = asked.name { object.name = name }
        return object
    }

    private func checkIdentity(_ object: ResourceObject, _ asked: ResourceRequest, _ type: ResourceType) throws {
        guard object.kind == type.kind || object.kind.isEmpty,
            object.apiVersion == type.id.apiVersion || object.apiVersion.isEmpty
        else {
            throw StoreError(
                .badRequest,
                "\(object.kind) in version \"\(object.apiVersion)\" cannot be handled as a \(type.kind): "
                    + "the kind or version is not that of the path")
        }
        if let namespace = object.namespace, !namespace.isEmpty, type.isNamespaced, namespace != asked.namespace {
            throw StoreError(
                .badRequest,
                "the namespace of the provided object does not match the namespace sent on the request")
        }
        if let name = asked.name, !object.name.isEmpty, object.name != name {
            throw StoreError(
                .badRequest, "the name of the object (\(object.name)) does not match the name on the URL (\(name))")
        }
    }
}
