public import Values

extension Kubernetes {
    /// Containers that run together.
    public struct Pod: ResourceModel {
        /// What runs.
        public var spec: Kubernetes.PodSpec?
        /// How they are.
        public var status: Status?

        /// Makes an empty one.
        public init() {}

        /// The type of resource that it is.
        public static var resourceType: ResourceType { .pod }
    }
}

extension Kubernetes.Pod {
    /// How they are.
    public struct Status: Codable, Sendable, Equatable {
        /// Pending, Running, Succeeded, Failed or Unknown.
        public var phase: String?
        /// A sentence about it.
        public var message: String?
        /// One word for the reason.
        public var reason: String?
        /// Its address.
        public var podIP: String?
        /// When it began.
        public var startTime: Timestamp?
        /// What is known.
        public var conditions: [JSONValue]?
        /// How each container is.
        public var containerStatuses: [JSONValue]?

        /// Makes an empty one.
        public init() {}
    }
}
