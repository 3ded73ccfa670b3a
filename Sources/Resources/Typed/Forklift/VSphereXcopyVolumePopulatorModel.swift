extension Forklift {
    /// Fills a claim by letting the storage array copy a disk of vSphere.
    public struct VSphereXcopyVolumePopulator: ResourceModel {
        /// What is copied.
        public var spec: Spec = Spec()
        /// How it is going.
        public var status: Status?

        /// Makes an empty one.
        public init() {}

        /// The type of resource that it is.
        public static var resourceType: ResourceType { .vSphereXcopyVolumePopulator }
    }
}

extension Forklift.VSphereXcopyVolumePopulator {
    /// What is copied.
    public struct Spec: Codable, Sendable, Equatable {
        /// The machine.
        public var vmId: String = ""
        /// The disk's file in its datastore.
        public var vmdkPath: String = ""
        /// The Secret with the credentials.
        public var secretName: String = ""
        /// The array.
        public var storageVendorProduct: String = ""
        /// The ESXi host that copies.
        public var migrationHost: String?

        /// Makes an empty one.
        public init() {}
    }

    /// How it is going.
    public struct Status: Codable, Sendable, Equatable {
        /// The copy: progress.
        public var progress: String?
        /// The copy: xcopyUsed.
        public var xcopyUsed: String?
        /// The copy: vibVersion.
        public var vibVersion: String?
        /// The copy: copyDurationSeconds.
        public var copyDurationSeconds: String?
        /// The copy: result.
        public var result: String?
        /// The copy: storageVendor.
        public var storageVendor: String?
        /// The copy: cloneMethod.
        public var cloneMethod: String?
        /// The copy: storageProtocol.
        public var storageProtocol: String?
        /// The copy: provisionedBytes.
        public var provisionedBytes: String?
        /// The copy: allocatedBytes.
        public var allocatedBytes: String?

        /// Makes an empty one.
        public init() {}
    }
}
