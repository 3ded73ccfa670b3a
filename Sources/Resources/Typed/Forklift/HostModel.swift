extension Forklift {
    /// An ESXi host that disks are copied from directly.
    public struct Host: ResourceModel {
        /// The host and how to reach it.
        public var spec: Spec = Spec()
        /// How it is.
        public var status: Status?

        /// Makes an empty one.
        public init() {}

        /// The type of resource that it is.
        public static var resourceType: ResourceType { .host }
    }
}

extension Forklift.Host {
    /// The host and how to reach it.
    public struct Spec: Codable, Sendable, Equatable {
        /// The identifier in the source; it wins over the name.
        public var id: String?
        /// The name in the source, or its path from the root of the inventory.
        public var name: String?
        /// The namespace, where the source has namespaces.
        public var namespace: String?
        /// The type, where the source has several of the same name.
        public var type: String?
        /// The provider that it belongs to.
        public var provider: ObjectReference = ObjectReference()
        /// The address that disks are copied from.
        public var ipAddress: String = ""
        /// The Secret with its credentials.
        public var secret: ObjectReference = ObjectReference()

        /// Makes an empty one.
        public init() {}
    }

    /// How it is.
    public struct Status: Codable, Sendable, Equatable {
        /// What is known about its state.
        public var conditions: [Condition]?
        /// The generation that this status is about.
        public var observedGeneration: Int64?

        /// Makes an empty one.
        public init() {}
    }
}
