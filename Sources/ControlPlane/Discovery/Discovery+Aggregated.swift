internal import HTTPServer
internal import ResourceStore
internal import Resources
internal import Values

extension Discovery {
    /// All groups with all their types in one document (apidiscovery.k8s.io v2 and v2beta1 have the same fields).
    func aggregated(
        _ groups: [(name: String, versions: [String])], _ asked: MediaType, _ request: HTTPRequest
    ) -> HTTPResponse {
        let version = asked.parameters["v"] == "v2beta1" ? "v2beta1" : "v2"
        let document: JSONValue = [
            "kind": "APIGroupDiscoveryList", "apiVersion": .string("apidiscovery.k8s.io/\(version)"), "metadata": [:],
            "items": .array(groups.map(group)),
        ]
        return TaggedDocument(
            document, mediaType: "application/json;g=apidiscovery.k8s.io;v=\(version);as=APIGroupDiscoveryList"
        ).answer(request)
    }

    private func group(_ group: (name: String, versions: [String])) -> JSONValue {
        [
            "metadata": ["name": .string(group.name)],
            "versions": .array(
                group.versions.map { version in
                    [
                        "version": .string(version), "freshness": "Current",
                        "resources": .array(
                            types.filter { $0.id.group == group.name && $0.id.version == version }.map(Self.resource)
                                + Self.reviews.filter { $0.group == group.name }.map(Self.review)),
                    ]
                }),
        ]
    }

    private static func resource(_ type: ResourceType) -> JSONValue {
        var fields: JSONValue = [
            "resource": .string(type.id.plural), "responseKind": kind(type.id.group, type.id.version, type.kind),
            "scope": type.isNamespaced ? "Namespaced" : "Cluster", "singularResource": .string(type.singular),
            "verbs": verbs,
        ]
        if !type.shortNames.isEmpty { fields.setField("shortNames", texts(type.shortNames)) }
        if !type.categories.isEmpty { fields.setField("categories", texts(type.categories)) }
        if type.hasStatus {
            fields.setField(
                "subresources",
                [
                    [
                        "subresource": "status", "responseKind": kind(type.id.group, type.id.version, type.kind),
                        "verbs": ["get", "patch", "update"],
                    ]
                ])
        }
        return fields
    }

    private static func review(
        _ review: (group: String, plural: String, kind: String, isNamespaced: Bool)
    ) -> JSONValue {
        [
            "resource": .string(review.plural), "responseKind": kind(review.group, "v1", review.kind),
            "scope": review.isNamespaced ? "Namespaced" : "Cluster",
            "singularResource": .string(review.kind.lowercased()), "verbs": ["create"],
        ]
    }

    private static func kind(_ group: String, _ version: String, _ kind: String) -> JSONValue {
        ["group": .string(group), "version": .string(version), "kind": .string(kind)]
    }
}
