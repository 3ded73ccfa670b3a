public import Values

extension Kubernetes {
    /// A volume that is filled.
    public struct DataVolume: ResourceModel {
        /// What it asks for.
        public var spec: Spec = Spec()
        /// How it is.
        public var status: Status?

        /// Makes an empty one.
        public init() {}

        /// The type of resource that it is.
        public static var resourceType: ResourceType { .dataVolume }
    }
}

extension Kubernetes.DataVolume {
    /// What it asks for.
    public struct Spec: Codable, Sendable, Equatable {
        /// Where its bytes come from.
        public var source: JSONValue?
        /// What it asks for.
        public var storage: Kubernetes.ClaimSpec?
        /// What it asks for.
        public var pvc: Kubernetes.ClaimSpec?
        /// What it holds.
        public var contentType: String?
        /// Whether space is taken at once.
        public var preallocation: Bool?
        /// Whether the last checkpoint is the end.
        public var finalCheckpoint: Bool?

        /// Makes an empty one.
        public init() {}
    }

    /// How it is.
    public struct Status: Codable, Sendable, Equatable {
        /// The phase it is in.
        public var phase: String?
        /// How far it is, in per cent.
        public var progress: String?
        /// How often its pod began anew.
        public var restartCount: Int?
        /// The claim.
        public var claimName: String?
        /// What is known.
        public var conditions: [JSONValue]?

        /// Makes an empty one.
        public init() {}
    }
}
