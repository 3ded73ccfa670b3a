extension Kubernetes {
    /// A class of storage.
    public struct StorageClass: ResourceModel {
        /// Who makes its volumes.
        public var provisioner: String = ""
        /// What it is told.
        public var parameters: [String: String]?
        /// What becomes of volumes: Delete or Retain.
        public var reclaimPolicy: String?
        /// Immediate or WaitForFirstConsumer.
        public var volumeBindingMode: String?
        /// Whether volumes may grow.
        public var allowVolumeExpansion: Bool?
        /// Options of mounts.
        public var mountOptions: [String]?

        /// Makes an empty one.
        public init() {}

        /// The type of resource that it is.
        public static var resourceType: ResourceType { .storageClass }
    }
}
