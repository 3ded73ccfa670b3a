extension Forklift {
    /// Fills a claim from a disk of oVirt.
    public struct OvirtVolumePopulator: ResourceModel {
        /// What is copied.
        public var spec: Spec = Spec()
        /// How it is going.
        public var status: Status?

        /// Makes an empty one.
        public init() {}

        /// The type of resource that it is.
        public static var resourceType: ResourceType { .ovirtVolumePopulator }
    }
}

extension Forklift.OvirtVolumePopulator {
    /// What is copied.
    public struct Spec: Codable, Sendable, Equatable {
        /// The address of the engine.
        public var engineUrl: String = ""
        /// The Secret with the credentials.
        public var engineSecretName: String = ""
        /// The disk.
        public var diskId: String = ""
        /// The network attachment to copy over.
        public var transferNetwork: ObjectReference?

        /// Makes an empty one.
        public init() {}
    }

    /// How it is going.
    public struct Status: Codable, Sendable, Equatable {
        /// The copy: progress.
        public var progress: String?

        /// Makes an empty one.
        public init() {}
    }
}
