internal import HTTPServer
internal import ResourceStore
internal import Resources
internal import Values

/// The API: who asks, whether they may, and what they get.
struct APIServer: Sendable {
    private let discovery: Discovery
    private let documents: OpenAPIDocuments
    private let authorizer: Authorizer
    private let reviews: AccessReviews
    private let tokenRequests: TokenRequests
    private let verbs: ResourceVerbs
    private let types: [ResourceTypeID: ResourceType]
    private let turnstile: Turnstile

    init(
        store: any ResourceStore, types: [ResourceType], tokens: TokenFile, maximumRequestsPerUser: Int,
        maximumWatchesPerUser: Int
    ) {
        discovery = Discovery(types)
        documents = OpenAPIDocuments(types)
        authorizer = Authorizer(tokens: tokens)
        reviews = AccessReviews(tokens: tokens)
        tokenRequests = TokenRequests(tokens: tokens)
        let namespaces = types.first { $0.id.group.isEmpty && $0.id.plural == "namespaces" }
        verbs = ResourceVerbs(
            store: store, namespaces: NamespaceGuard(store: store, type: namespaces))
        self.types = Dictionary(types.map { ($0.id, $0) }) { first, _ in first }
        turnstile = Turnstile(requestsPerUser: maximumRequestsPerUser, watchesPerUser: maximumWatchesPerUser)
    }

    func answer(_ request: HTTPRequest) async -> HTTPResponse {
        do {
            return try await admitted(request)
        } catch {
            return Answers.failure(error)
        }
    }

    private func admitted(_ request: HTTPRequest) async throws -> HTTPResponse {
        let segments = request.path.split(separator: "/").map(String.init)
        // Health is asked by those who have no token: supervisors and load balancers.
        if ["healthz", "livez", "readyz"].contains(segments.first ?? "") { return Answers.text("ok") }
        let user = try authorizer.user(of: request)
        if segments == ["version"] { return Answers.json(Version.document) }
        if let asked = ResourceRequest(request, segments: segments), ["api", "apis"].contains(segments.first) {
            return try await turnstile.pass(user?.uid ?? "", isWatch: asked.verb == .watch) {
                try await resources(asked, user, request)
            }
        }
        try Authorizer.checkAuthenticated(user, request)
        guard ["GET", "HEAD"].contains(request.method) else {
            throw StoreError(.methodNotAllowed, "the server does not allow this method on the requested resource")
        }
        let answer =
            segments.first == "openapi" ? documents.answer(segments, request) : discovery.answer(segments, request)
        return answer ?? Answers.text("404 page not found\n", status: 404)
    }

    private func resources(_ asked: ResourceRequest, _ user: User?, _ request: HTTPRequest) async throws -> HTTPResponse
    {
        if let answer = try reviews.answer(asked, user, request) { return answer }
        if let answer = try tokenRequests.answer(asked, user, request) { return answer }
        try Authorizer.check(user, asked)
        guard let type = types[asked.typeID] else { throw StoreError.unknownType() }
        return try await verbs.answer(asked, of: type, request)
    }
}

/// What this server says that it is: kubectl compares it with its own version.
enum Version {
    static let document: JSONValue = [
        "major": "1", "minor": "32", "gitVersion": "v1.32.0-gantry", "gitCommit": "", "gitTreeState": "clean",
        "buildDate": "1970-01-01T00:00:00Z", "goVersion": "none", "compiler": "swift", "platform": "linux/amd64",
    ]
}
