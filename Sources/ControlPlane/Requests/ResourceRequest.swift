internal import HTTPServer
internal import ResourceStore
internal import Resources

/// What is done to resources (the words of authorisation).
enum Verb: String, Sendable, CaseIterable {
    case get, list, watch, create, update, patch, delete, deletecollection
}

/// A request for resources: `/api/v1/namespaces/N/secrets/S`, `/apis/G/V/namespaces/N/plans/P/status`, ….
struct ResourceRequest: Sendable {
    var verb: Verb
    var group: String
    var version: String
    var plural: String
    var namespace: String?
    var name: String?
    var subresource: String?

    var typeID: ResourceTypeID { ResourceTypeID(group: group, version: version, plural: plural) }

    /// Reads the parts after `/api` or `/apis`; nil when they don't name resources.
    init?(_ request: HTTPRequest, segments: [String]) {
        var rest = segments[...]
        guard let root = rest.popFirst() else { return nil }
        group = root == "apis" ? (rest.popFirst() ?? "") : ""
        guard let version = rest.popFirst(), let first = rest.popFirst() else { return nil }
        self.version = version
        // `namespaces/N/plans` is about plans; `namespaces/N` and `namespaces/N/status` are about the namespace.
        if first == "namespaces", group.isEmpty,
            rest.count <= 1 || ["status", "finalize"].contains(rest.dropFirst().first)
        {
            plural = first
        } else if first == "namespaces", let space = rest.popFirst(), let plural = rest.popFirst() {
            namespace = space
            self.plural = plural
        } else {
            plural = first
        }
        name = rest.popFirst()
        subresource = rest.popFirst()
        guard rest.isEmpty, let verb = Self.verb(request, hasName: name != nil) else { return nil }
        self.verb = verb
    }

    private static func verb(_ request: HTTPRequest, hasName: Bool) -> Verb? {
        let isWatch = ["1", "true"].contains(request.parameter("watch") ?? "")
        return switch (request.method, hasName) {
        case ("GET", true), ("HEAD", true): .get
        case ("GET", false), ("HEAD", false): isWatch ? .watch : .list
        case ("POST", _): .create
        case ("PUT", true): .update
        case ("PATCH", true): .patch
        case ("DELETE", true): .delete
        case ("DELETE", false): .deletecollection
        default: nil
        }
    }
}
