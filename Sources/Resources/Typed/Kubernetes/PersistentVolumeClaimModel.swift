extension Kubernetes {
    /// A claim for storage.
    public struct PersistentVolumeClaim: ResourceModel {
        /// What it asks for.
        public var spec: Kubernetes.ClaimSpec?
        /// What it got.
        public var status: Status?

        /// Makes an empty one.
        public init() {}

        /// The type of resource that it is.
        public static var resourceType: ResourceType { .persistentVolumeClaim }
    }
}

extension Kubernetes.PersistentVolumeClaim {
    /// What it got.
    public struct Status: Codable, Sendable, Equatable {
        /// Pending, Bound or Lost.
        public var phase: String?
        /// How nodes may use it.
        public var accessModes: [String]?
        /// How much it is.
        public var capacity: [String: Quantity]?

        /// Makes an empty one.
        public init() {}
    }
}
