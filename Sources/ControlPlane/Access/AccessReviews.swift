internal import HTTPServer
internal import ResourceStore
internal import Resources
internal import Values

/// Answers questions about who somebody is and what they may do (`kubectl auth whoami`, `kubectl auth can-i`).
struct AccessReviews: Sendable {
    let tokens: TokenFile

    /// The answer for a type that is asked but not stored; nil when it is none of them.
    func answer(_ asked: ResourceRequest, _ user: User?, _ request: HTTPRequest) throws -> HTTPResponse? {
        guard asked.verb == .create, asked.name == nil, asked.version == "v1",
            let review = Discovery.reviews.first(where: { $0.group == asked.group && $0.plural == asked.plural })
        else { return nil }
        try Authorizer.checkAuthenticated(user, request)
        guard let user else { return nil }
        var object = try RequestBody.object(request, kind: review.kind).value
        let isSelf = review.kind.hasPrefix("SelfSubject")
        if !isSelf, user.role != .admin { try Authorizer.check(nil, asked) }
        switch review.kind {
        case "SelfSubjectReview": object.setField("status", ["userInfo": Self.information(user)])
        case "SelfSubjectRulesReview":
            object.setField("status", Self.rules(user, object["spec"]?["namespace"]?.string ?? "default"))
        case "SelfSubjectAccessReview": object.setField("status", Self.judgement(user, object["spec"]))
        case "TokenReview": object.setField("status", try tokenReview(object["spec"]?["token"]?.string ?? ""))
        default:
            // Others are known by their tokens only; who is in no group of ours may nothing.
            object.setField("status", Self.judgement(Self.named(object["spec"]), object["spec"]))
        }
        object.setField("apiVersion", .string("\(asked.group)/v1"))
        object.setField("kind", .string(review.kind))
        return Answers.json(object, status: 201)
    }

    private static func judgement(_ user: User?, _ spec: JSONValue?) -> JSONValue {
        if let asked = spec?["resourceAttributes"] {
            let plural = asked["resource"]?.string ?? ""
            let name = asked["name"]?.string
            let isSpace = plural == "namespaces" && asked["group"]?.string ?? "" == ""
            let allowed =
                user?.may(
                    asked["verb"]?.string ?? "", plural, group: asked["group"]?.string ?? "",
                    namespace: isSpace ? name : asked["namespace"]?.string, name: name) ?? false
            return ["allowed": .bool(allowed)]
        }
        // Paths that are no resources are discovery and health, open to all who have a token.
        let isReading = ["get", "head"].contains(spec?["nonResourceAttributes"]?["verb"]?.string ?? "")
        return ["allowed": .bool(user.map { $0.role == .admin || isReading } ?? false)]
    }

    private static func named(_ spec: JSONValue?) -> User? {
        for group in spec?["groups"]?.array?.compactMap(\.string) ?? [] {
            if group == "system:masters" { return User(name: "", groups: [], uid: "", role: .admin, namespace: nil) }
            let parts = group.split(separator: ":").map(String.init)
            guard parts.count == 3, parts[0] == "gantry", let role = Role(rawValue: String(parts[1].dropLast())) else {
                continue
            }
            return User(name: "", groups: [], uid: "", role: role, namespace: parts[2])
        }
        return nil
    }

    private static func information(_ user: User) -> JSONValue {
        [
            "username": .string(user.name), "uid": .string(user.uid),
            "groups": .array(user.groups.map { .string($0) }),
        ]
    }

    private func tokenReview(_ token: String) throws -> JSONValue {
        guard let user = try tokens.user(of: token) else { return ["user": [:], "error": "invalid bearer token"] }
        return ["authenticated": true, "user": Self.information(user)]
    }

    private static func rules(_ user: User, _ namespace: String) -> JSONValue {
        let all: JSONValue = ["*"]
        let reading: JSONValue = ["get", "list", "watch"]
        var rules: [JSONValue] = []
        switch user.role {
        case .admin: rules = [["verbs": all, "apiGroups": all, "resources": all]]
        case .editor where user.namespace == namespace: rules = [["verbs": all, "apiGroups": all, "resources": all]]
        case .viewer where user.namespace == namespace:
            rules = [["verbs": reading, "apiGroups": all, "resources": all]]
        case .editor, .viewer: break
        }
        return [
            "resourceRules": .array(rules),
            "nonResourceRules": [
                [
                    "verbs": ["get"],
                    "nonResourceURLs": ["/api", "/api/*", "/apis", "/apis/*", "/openapi/*", "/version"],
                ]
            ],
            "incomplete": false,
        ]
    }
}
