internal import HTTPServer
internal import ResourceStore
internal import Resources
internal import Values

extension ResourceVerbs {
    func delete(
        _ asked: ResourceRequest, _ type: ResourceType, _ request: HTTPRequest
    ) async throws -> HTTPResponse {
        let reference = try reference(asked)
        let options = try Self.deleteOptions(request)
        switch try await store.delete(reference, options) {
        case .pending(let object): return Answers.json(object.value)
        case .gone(let object):
            var details: JSONValue = ["name": .string(object.name)]
            if !type.id.group.isEmpty { details.setField("group", .string(type.id.group)) }
            details.setField("kind", .string(type.id.plural))
            details.setField("uid", .string(object.uid))
            return Answers.json([
                "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success", "details": details,
            ])
        }
    }

    func deleteCollection(
        _ asked: ResourceRequest, _ type: ResourceType, _ request: HTTPRequest, _ answers: ObjectAnswers
    ) async throws -> HTTPResponse {
        let options = try Self.deleteOptions(request)
        var page = try request.listOptions(of: type)
        page.limit = page.limit ?? Self.pageItems
        var deleted: [ResourceObject] = []
        var list: ResourceList
        repeat {
            list = try await store.list(type.id, in: asked.namespace, page)
            for item in list.items where try await isDeleted(item, type, options) { deleted.append(item) }
            page.continuation = list.continuation
        } while page.continuation != nil
        return Answers.json(answers.list(ResourceList(items: deleted, resourceVersion: list.resourceVersion)))
    }

    /// Somebody else may have deleted it in between, which is as good.
    private func isDeleted(_ item: ResourceObject, _ type: ResourceType, _ options: DeleteOptions) async throws -> Bool
    {
        do {
            _ = try await store.delete(
                ResourceReference(type.id, namespace: item.namespace, name: item.name), options)
            return true
        } catch let error as StoreError where error.reason == .notFound {
            return false
        }
    }

    /// The options come in the body (DeleteOptions), and some in the query, too.
    static func deleteOptions(_ request: HTTPRequest) throws -> DeleteOptions {
        var options = DeleteOptions()
        var body = JSONValue.object(OrderedFields())
        if !request.body.isEmpty { body = try RequestBody.object(request, kind: "DeleteOptions").value }
        let word = body["propagationPolicy"]?.string ?? request.parameter("propagationPolicy")
        if let word {
            guard let propagation = DeleteOptions.Propagation(rawValue: word) else {
                throw StoreError(
                    .invalid,
                    "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: \"\(word)\": "
                        + "supported values: \"Background\", \"Foreground\", \"Orphan\"")
            }
            options.propagation = propagation
        } else if body["orphanDependents"]?.bool ?? (request.parameter("orphanDependents") == "true") {
            options.propagation = .orphan
        }
        options.uid = body["preconditions"]?["uid"]?.string
        options.resourceVersion = body["preconditions"]?["resourceVersion"]?.string
        let dryRun = body["dryRun"]?.array?.compactMap(\.string) ?? []
        options.isDryRun = try request.isDryRun(dryRun + request.query.filter { $0.name == "dryRun" }.map(\.value))
        return options
    }
}
