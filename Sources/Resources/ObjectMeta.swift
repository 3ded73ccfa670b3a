/// The part of Kubernetes' ObjectMeta that manifests carry.
public struct ObjectMeta: Sendable, Equatable, Codable {
    /// The name; nil in templates.
    public var name: String?
    /// The namespace; nil for the one that the user is in.
    public var namespace: String?
    /// Labels.
    public var labels: [String: String]?
    /// Annotations.
    public var annotations: [String: String]?

    /// Makes metadata; see the members.
    public init(
        name: String? = nil, namespace: String? = nil, labels: [String: String]? = nil,
        annotations: [String: String]? = nil
    ) {
        self.name = name
        self.namespace = namespace
        self.labels = labels
        self.annotations = annotations
    }
}

/// An object without fields, which says something by being there.
public struct Present: Sendable, Equatable, Codable {
    /// Makes one.
    public init() {}
}
