extension Forklift {
    /// How networks of a source become networks of a target.
    public struct NetworkMap: ResourceModel {
        /// The map.
        public var spec: Spec = Spec()
        /// How the map is.
        public var status: Forklift.MapStatus?

        /// Makes an empty one.
        public init() {}

        /// The type of resource that it is.
        public static var resourceType: ResourceType { .networkMap }
    }
}

extension Forklift.NetworkMap {
    /// The map.
    public struct Spec: Codable, Sendable, Equatable {
        /// Where machines come from and where they go.
        public var provider: Forklift.ProviderPair = Forklift.ProviderPair()
        /// Network by network; one may be there several times.
        public var map: [Pair] = []

        /// Makes an empty one.
        public init() {}
    }

    /// What becomes of a network.
    public struct Pair: Codable, Sendable, Equatable {
        /// The network of the source.
        public var source: Source = Source()
        /// The network of the target.
        public var destination: Destination = Destination()

        /// Makes an empty one.
        public init() {}
    }

    /// The network of the source.
    public struct Source: Codable, Sendable, Equatable {
        /// The identifier in the source; it wins over the name.
        public var id: String?
        /// The name in the source, or its path from the root of the inventory.
        public var name: String?
        /// The namespace, where the source has namespaces.
        public var namespace: String?
        /// The type, where the source has several of the same name.
        public var type: String?
        /// The VLAN that tells networks of one name apart, from 1 to 4094.
        public var vlan: String?

        /// Makes an empty one.
        public init() {}
    }

    /// The network of the target.
    public struct Destination: Codable, Sendable, Equatable {
        /// The pod network, a network attachment, or no network interface at all.
        public var type: String = ""
        /// The namespace of the network attachment.
        public var namespace: String?
        /// The name of the network attachment.
        public var name: String?

        /// Makes an empty one.
        public init() {}
    }
}
