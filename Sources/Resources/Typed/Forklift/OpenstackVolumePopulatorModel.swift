extension Forklift {
    /// Fills a claim from an image of OpenStack.
    public struct OpenstackVolumePopulator: ResourceModel {
        /// What is copied.
        public var spec: Spec = Spec()
        /// How it is going.
        public var status: Status?

        /// Makes an empty one.
        public init() {}

        /// The type of resource that it is.
        public static var resourceType: ResourceType { .openstackVolumePopulator }
    }
}

extension Forklift.OpenstackVolumePopulator {
    /// What is copied.
    public struct Spec: Codable, Sendable, Equatable {
        /// The address of the identity service.
        public var identityUrl: String = ""
        /// The Secret with the credentials.
        public var secretName: String = ""
        /// The image.
        public var imageId: String = ""
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
