extension Kubernetes {
    /// Who leads, and until when.
    public struct Lease: ResourceModel {
        /// The lease.
        public var spec: Spec?

        /// Makes an empty one.
        public init() {}

        /// The type of resource that it is.
        public static var resourceType: ResourceType { .lease }
    }
}

extension Kubernetes.Lease {
    /// The lease.
    public struct Spec: Codable, Sendable, Equatable {
        /// Who has it.
        public var holderIdentity: String?
        /// How long it lasts unrenewed.
        public var leaseDurationSeconds: Int?
        /// When it was taken.
        public var acquireTime: Timestamp?
        /// When it was renewed last.
        public var renewTime: Timestamp?
        /// How often it changed hands.
        public var leaseTransitions: Int?

        /// Makes an empty one.
        public init() {}
    }
}
