internal import HTTPServer
internal import ResourceStore
internal import Resources
internal import Values

/// Tells clients which types there are: the old form, a document per group, and the new one, all at once.
struct Discovery: Sendable {
    let types: [ResourceType]
    /// Group by group, in the order of the types; the core group is the empty one.
    private let groups: [(name: String, versions: [String])]

    /// Types that are asked about but not stored.
    static let reviews: [(group: String, plural: String, kind: String, isNamespaced: Bool)] = [
        ("authorization.k8s.io", "selfsubjectaccessreviews", "SelfSubjectAccessReview", false),
        ("authorization.k8s.io", "selfsubjectrulesreviews", "SelfSubjectRulesReview", false),
        ("authorization.k8s.io", "subjectaccessreviews", "SubjectAccessReview", false),
        ("authorization.k8s.io", "localsubjectaccessreviews", "LocalSubjectAccessReview", true),
        ("authentication.k8s.io", "selfsubjectreviews", "SelfSubjectReview", false),
        ("authentication.k8s.io", "tokenreviews", "TokenReview", false),
    ]

    init(_ types: [ResourceType]) {
        self.types = types
        var names: [String] = []
        var versions: [String: [String]] = [:]
        for id in types.map(\.id) + Self.reviews.map({ ResourceTypeID(group: $0.group, version: "v1", plural: "") }) {
            if versions[id.group] == nil { names.append(id.group) }
            if !versions[id.group, default: []].contains(id.version) {
                versions[id.group, default: []].append(id.version)
            }
        }
        groups = names.map { ($0, versions[$0] ?? []) }
    }

    /// The answer for a path of discovery; nil when it is none.
    func answer(_ segments: [String], _ request: HTTPRequest) -> HTTPResponse? {
        let asksForAll = MediaType.accepted(request).first { $0.parameters["as"] == "APIGroupDiscoveryList" }
        switch (segments.first, segments.count) {
        case ("api", 1):
            if let asksForAll { return aggregated(groups.filter { $0.name.isEmpty }, asksForAll, request) }
            return Answers.json([
                "kind": "APIVersions", "versions": .array(versions(of: "").map { .string($0) }),
                "serverAddressByClientCIDRs": [],
            ])
        case ("apis", 1):
            let named = groups.filter { !$0.name.isEmpty }
            if let asksForAll { return aggregated(named, asksForAll, request) }
            return Answers.json(
                [
                    "kind": "APIGroupList", "apiVersion": "v1",
                    "groups": .array(named.map { Self.group($0, isWhole: false) }),
                ])
        case ("apis", 2):
            return groups.first { $0.name == segments[1] }.map { Answers.json(Self.group($0, isWhole: true)) }
        case ("api", 2): return resources("", segments[1])
        case ("apis", 3): return resources(segments[1], segments[2])
        default: return nil
        }
    }

    private func versions(of group: String) -> [String] { groups.first { $0.name == group }?.versions ?? [] }

    private static func group(_ group: (name: String, versions: [String]), isWhole: Bool) -> JSONValue {
        let versions: [JSONValue] = group.versions.map {
            ["groupVersion": .string("\(group.name)/\($0)"), "version": .string($0)]
        }
        var fields: JSONValue = isWhole ? ["kind": "APIGroup", "apiVersion": "v1"] : [:]
        fields.setField("name", .string(group.name))
        fields.setField("versions", .array(versions))
        fields.setField("preferredVersion", versions.first)
        return fields
    }

    private func resources(_ group: String, _ version: String) -> HTTPResponse? {
        guard versions(of: group).contains(version) else { return nil }
        let stored = types.filter { $0.id.group == group && $0.id.version == version }.flatMap(Self.legacy)
        let reviews = Self.reviews.filter { $0.group == group }.map { review -> JSONValue in
            [
                "name": .string(review.plural), "singularName": .string(review.kind.lowercased()),
                "namespaced": .bool(review.isNamespaced), "kind": .string(review.kind), "verbs": ["create"],
            ]
        }
        let id = ResourceTypeID(group: group, version: version, plural: "")
        return Answers.json([
            "kind": "APIResourceList", "apiVersion": "v1", "groupVersion": .string(id.apiVersion),
            "resources": .array(stored + reviews),
        ])
    }

    private static func legacy(_ type: ResourceType) -> [JSONValue] {
        var fields: JSONValue = [
            "name": .string(type.id.plural), "singularName": .string(type.singular),
            "namespaced": .bool(type.isNamespaced), "kind": .string(type.kind), "verbs": verbs,
        ]
        if !type.shortNames.isEmpty { fields.setField("shortNames", texts(type.shortNames)) }
        if !type.categories.isEmpty { fields.setField("categories", texts(type.categories)) }
        guard type.hasStatus else { return [fields] }
        return [
            fields,
            [
                "name": .string("\(type.id.plural)/status"), "singularName": "",
                "namespaced": .bool(type.isNamespaced), "kind": .string(type.kind),
                "verbs": ["get", "patch", "update"],
            ],
        ]
    }

    static let verbs: JSONValue = .array(Verb.allCases.map(\.rawValue).sorted().map { .string($0) })
    static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}
