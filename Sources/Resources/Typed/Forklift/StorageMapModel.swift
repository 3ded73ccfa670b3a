extension Forklift {
    /// How storage of a source becomes storage classes of a target.
    public struct StorageMap: ResourceModel {
        /// The map.
        public var spec: Spec = Spec()
        /// How the map is.
        public var status: Forklift.MapStatus?

        /// Makes an empty one.
        public init() {}

        /// The type of resource that it is.
        public static var resourceType: ResourceType { .storageMap }
    }
}

extension Forklift.StorageMap {
    /// The map.
    public struct Spec: Codable, Sendable, Equatable {
        /// Where machines come from and where they go.
        public var provider: Forklift.ProviderPair = Forklift.ProviderPair()
        /// Storage by storage.
        public var map: [Pair] = []

        /// Makes an empty one.
        public init() {}
    }

    /// What becomes of a storage.
    public struct Pair: Codable, Sendable, Equatable {
        /// The datastore, storage domain, volume type or storage class.
        public var source: Forklift.SourceReference = Forklift.SourceReference()
        /// The storage of the target.
        public var destination: Destination = Destination()
        /// How the storage array copies by itself.
        public var offloadPlugin: OffloadPlugin?

        /// Makes an empty one.
        public init() {}
    }

    /// The storage of the target.
    public struct Destination: Codable, Sendable, Equatable {
        /// The storage class.
        public var storageClass: String = ""
        /// Files or blocks; the class's own if unset.
        public var volumeMode: String?
        /// How nodes may use it; the class's own if unset.
        public var accessMode: String?

        /// Makes an empty one.
        public init() {}
    }

    /// How the storage array copies by itself.
    public struct OffloadPlugin: Codable, Sendable, Equatable {
        /// By XCOPY of the ESXi hosts.
        public var vsphereXcopyConfig: XcopyConfig?
        /// By importing volumes into the CSI driver.
        public var csiVolumeImport: CsiVolumeImport?

        /// Makes an empty one.
        public init() {}
    }

    /// By XCOPY of the ESXi hosts.
    public struct XcopyConfig: Codable, Sendable, Equatable {
        /// The Secret with the array's credentials.
        public var secretRef: String = ""
        /// The array.
        public var storageVendorProduct: String = ""
        /// The ESXi hosts that copy.
        public var dedicatedMigrationHosts: [String]?

        /// Makes an empty one.
        public init() {}
    }

    /// By importing volumes into the CSI driver.
    public struct CsiVolumeImport: Codable, Sendable, Equatable {
        /// The Secret with the array's credentials.
        public var secretRef: String = ""
        /// The array.
        public var storageVendorProduct: String = ""

        /// Makes an empty one.
        public init() {}
    }
}
