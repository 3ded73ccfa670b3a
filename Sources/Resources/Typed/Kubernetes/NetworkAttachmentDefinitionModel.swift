extension Kubernetes {
    /// A network that pods are attached to.
    public struct NetworkAttachmentDefinition: ResourceModel {
        /// The network.
        public var spec: Spec?

        /// Makes an empty one.
        public init() {}

        /// The type of resource that it is.
        public static var resourceType: ResourceType { .networkAttachmentDefinition }
    }
}

extension Kubernetes.NetworkAttachmentDefinition {
    /// The network.
    public struct Spec: Codable, Sendable, Equatable {
        /// Its CNI configuration, as JSON text.
        public var config: String?

        /// Makes an empty one.
        public init() {}
    }
}
