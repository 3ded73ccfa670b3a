internal import HTTPServer
internal import ResourceStore
internal import Resources
internal import Values

/// `kubectl create token NAME --namespace N`: the service accounts of a control plane are its roles.
struct TokenRequests: Sendable {
    let tokens: TokenFile

    /// Kubernetes gives an hour when nothing is asked, and at least ten minutes (TokenRequest, expirationSeconds).
    private static let usualSeconds = 3600
    private static let leastSeconds = 600
    private static let mostSeconds = 366 * 86400

    /// The answer to a request for a token; nil when it is another request.
    func answer(_ asked: ResourceRequest, _ user: User?, _ request: HTTPRequest) throws -> HTTPResponse? {
        guard asked.plural == "serviceaccounts", asked.group.isEmpty, asked.subresource == "token",
            asked.verb == .create, let name = asked.name, let namespace = asked.namespace
        else { return nil }
        // Whoever gives out tokens could give out any, so only administrators do.
        guard user?.role == .admin else {
            try Authorizer.check(nil, asked)
            return nil
        }
        guard let role = Role(rawValue: name), role != .admin else {
            throw StoreError(
                .notFound, "serviceaccounts \"\(name)\" not found",
                causes: [
                    .init(
                        reason: "FieldValueInvalid", message: "the names are editor and viewer", field: "metadata.name")
                ])
        }
        var object = try RequestBody.object(request, kind: "TokenRequest").value
        let wanted = object["spec"]?["expirationSeconds"]?.integer.map { Int(clamping: $0) } ?? Self.usualSeconds
        guard (Self.leastSeconds...Self.mostSeconds).contains(wanted) else {
            throw StoreError(
                .invalid,
                "TokenRequest.authentication.k8s.io \"\" is invalid: spec.expirationSeconds: Invalid value: \(wanted): "
                    + "may not specify a duration less than 10 minutes or more than 366 days")
        }
        let account = "system:serviceaccount:\(namespace):\(name)"
        let token = try tokens.create(user: account, role: role, namespace: namespace, lifetimeSeconds: wanted)
        object.setField("apiVersion", "authentication.k8s.io/v1")
        object.setField("kind", "TokenRequest")
        object.setField("metadata", ["name": .string(name), "namespace": .string(namespace)])
        object.setField("spec", ["audiences": [], "expirationSeconds": .integer(Int64(wanted))])
        object.setField(
            "status",
            [
                "token": .string(token),
                "expirationTimestamp": .string(Moment.text(Moment.nowSeconds + wanted)),
            ])
        return Answers.json(object, status: 201)
    }
}
