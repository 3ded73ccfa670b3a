extension Kubernetes {
    /// A room for resources, with permissions of its own.
    public struct Namespace: ResourceModel {
        /// What is wanted.
        public var spec: Spec?
        /// How it is.
        public var status: Status?

        /// Makes an empty one.
        public init() {}

        /// The type of resource that it is.
        public static var resourceType: ResourceType { .namespace }
    }
}

extension Kubernetes.Namespace {
    /// What is wanted.
    public struct Spec: Codable, Sendable, Equatable {
        /// Who has to agree.
        public var finalizers: [String]?

        /// Makes an empty one.
        public init() {}
    }

    /// How it is.
    public struct Status: Codable, Sendable, Equatable {
        /// Active or Terminating.
        public var phase: String?

        /// Makes an empty one.
        public init() {}
    }
}
