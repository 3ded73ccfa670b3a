extension Forklift {
    /// The server that reads a provider's OVA files.
    public struct OVAProviderServer: ResourceModel {
        /// What it serves.
        public var spec: Spec = Spec()
        /// How it is.
        public var status: Status?

        /// Makes an empty one.
        public init() {}

        /// The type of resource that it is.
        public static var resourceType: ResourceType { .ovaProviderServer }
    }
}

extension Forklift.OVAProviderServer {
    /// What it serves.
    public struct Spec: Codable, Sendable, Equatable {
        /// The provider; it stays the same.
        public var provider: ObjectReference = ObjectReference()

        /// Makes an empty one.
        public init() {}
    }

    /// How it is.
    public struct Status: Codable, Sendable, Equatable {
        /// What is known about its state.
        public var conditions: [Condition]?
        /// The phase it is in.
        public var phase: String?
        /// The Service that reaches it.
        public var service: ObjectReference?

        /// Makes an empty one.
        public init() {}
    }
}
