public import Values

extension Kubernetes {
    /// What it asks for.
    public struct ClaimSpec: Codable, Sendable, Equatable {
        /// How nodes may use it.
        public var accessModes: [String]?
        /// Filesystem or Block.
        public var volumeMode: String?
        /// The storage class.
        public var storageClassName: String?
        /// The volume.
        public var volumeName: String?
        /// How much it asks for.
        public var resources: Resources?
        /// The volumes that will do.
        public var selector: JSONValue?
        /// Where its content comes from.
        public var dataSource: JSONValue?
        /// Where its content comes from.
        public var dataSourceRef: JSONValue?

        /// Makes an empty one.
        public init() {}
    }
}

extension Kubernetes.ClaimSpec {
    /// How much it asks for.
    public struct Resources: Codable, Sendable, Equatable {
        /// The least.
        public var requests: [String: Quantity]?
        /// The most.
        public var limits: [String: Quantity]?

        /// Makes an empty one.
        public init() {}
    }
}
