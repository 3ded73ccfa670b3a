internal import HTTPServer
internal import ResourceStore
internal import Resources

/// Says who asks, and whether they may.
struct Authorizer: Sendable {
    let tokens: TokenFile

    /// - Throws: 401 for a token that isn't known here; nil stands for nobody in particular.
    func user(of request: HTTPRequest) throws -> User? {
        guard let header = request.headers["authorization"] else { return nil }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer", let user = try tokens.user(of: String(parts[1]))
        else {
            throw StoreError(.unauthorized, "Unauthorized")
        }
        return user
    }

    /// - Throws: 403, in Kubernetes' words.
    static func check(_ user: User?, _ asked: ResourceRequest) throws {
        // The namespace itself is asked about by its name.
        let namespace = asked.group.isEmpty && asked.plural == "namespaces" ? asked.name : asked.namespace
        if user?.may(asked.verb.rawValue, asked.plural, group: asked.group, namespace: namespace, name: asked.name)
            ?? false
        {
            return
        }
        throw forbidden(user, asked)
    }

    /// - Throws: 403 for those without a token.
    static func checkAuthenticated(_ user: User?, _ request: HTTPRequest) throws {
        guard user == nil else { return }
        throw StoreError(
            .forbidden,
            "forbidden: User \"system:anonymous\" cannot \(request.method.lowercased()) path \"\(request.path)\"")
    }

    private static func forbidden(_ user: User?, _ asked: ResourceRequest) -> StoreError {
        let resource = asked.subresource.map { "\(asked.plural)/\($0)" } ?? asked.plural
        let scope = asked.namespace.map { "in the namespace \"\($0)\"" } ?? "at the cluster scope"
        let subject = asked.name.map { "\(asked.typeID.groupResource) \"\($0)\"" } ?? asked.typeID.groupResource
        return StoreError(
            .forbidden,
            "\(subject) is forbidden: User \"\(user?.name ?? "system:anonymous")\" cannot \(asked.verb.rawValue) "
                + "resource \"\(resource)\" in API group \"\(asked.group)\" \(scope)",
            subject: StoreError.Subject(name: asked.name ?? "", group: asked.group, kind: asked.plural))
    }
}
