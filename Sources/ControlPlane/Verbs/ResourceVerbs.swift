internal import HTTPServer
internal import ResourceStore
internal import Resources
internal import Values

/// Does what resource requests ask, on the store.
struct ResourceVerbs: Sendable {
    let store: any ResourceStore
    let namespaces: NamespaceGuard

    /// The most items that one `deletecollection` takes on at a time.
    static let pageItems = 500

    func answer(_ asked: ResourceRequest, of type: ResourceType, _ request: HTTPRequest) async throws -> HTTPResponse {
        if let subresource = asked.subresource {
            guard subresource == "status", type.hasStatus else { throw StoreError.unknownType() }
        }
        guard (asked.namespace == nil) == !type.isNamespaced || asked.name == nil && Self.spans.contains(asked.verb)
        else { throw StoreError.unknownType() }
        let answers = try ObjectAnswers(type, request)
        switch asked.verb {
        case .get: return Answers.json(answers.one(try await store.get(try reference(asked))))
        case .list:
            let list = try await store.list(type.id, in: asked.namespace, try request.listOptions(of: type))
            return Answers.json(answers.list(list))
        case .watch:
            return try WatchVerb(store: store, type: type, namespace: asked.namespace, answers: answers).answer(request)
        case .create: return try await create(asked, type, request, answers)
        case .update: return try await update(asked, type, request, answers)
        case .patch: return try await patch(asked, type, request, answers)
        case .delete: return try await delete(asked, type, request)
        case .deletecollection: return try await deleteCollection(asked, type, request, answers)
        }
    }

    /// Verbs that may go across all namespaces.
    private static let spans: Set<Verb> = [.list, .watch, .deletecollection]

    func reference(_ asked: ResourceRequest) throws -> ResourceReference {
        guard let name = asked.name else { throw StoreError.unknownType() }
        return ResourceReference(asked.typeID, namespace: asked.namespace, name: name)
    }
}
