extension Forklift {
    /// A source of machines, or a cluster that gets them.
    public struct Provider: ResourceModel {
        /// What it is and how to reach it.
        public var spec: Spec = Spec()
        /// How it is.
        public var status: Status?

        /// Makes an empty one.
        public init() {}

        /// The type of resource that it is.
        public static var resourceType: ResourceType { .provider }
    }
}

extension Forklift.Provider {
    /// What it is and how to reach it.
    public struct Spec: Codable, Sendable, Equatable {
        /// openshift, vsphere, ovirt, openstack, ova, ec2, hyperv, nutanix, or a source that only Gantry has.
        public var type: String = ""
        /// The address of its API; empty for the cluster that the resource is in.
        public var url: String?
        /// The Secret with the credentials.
        public var secret: ObjectReference = ObjectReference()
        /// Settings of this type of provider, such as sdkEndpoint and vddkInitImage.
        public var settings: [String: String]?

        /// Makes an empty one.
        public init() {}
    }

    /// How it is.
    public struct Status: Codable, Sendable, Equatable {
        /// ValidationFailed, ConnectionFailed, Staging or Ready.
        public var phase: String?
        /// What is known about its state.
        public var conditions: [Condition]?
        /// The generation that this status is about.
        public var observedGeneration: Int64?
        /// The SHA-1 thumbprint of its certificate.
        public var fingerprint: String?
        /// The Service of the server that reads its files.
        public var service: ObjectReference?
        /// The version of the Secret that was read last.
        public var secretResourceVersion: String?

        /// Makes an empty one.
        public init() {}
    }
}
