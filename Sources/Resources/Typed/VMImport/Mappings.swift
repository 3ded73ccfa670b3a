public import Values

extension VMImport {
    /// Mappings that win over the ResourceMapping.
    public struct Mappings: Codable, Sendable, Equatable {
        /// Network by network.
        public var networkMappings: [NetworkMapping]?
        /// Storage by storage.
        public var storageMappings: [StorageMapping]?
        /// Disk by disk; of an import only, and before its storage.
        public var diskMappings: [StorageMapping]?

        /// Makes an empty one.
        public init() {}
    }
}

extension VMImport.Mappings {
    /// What becomes of a network.
    public struct NetworkMapping: Codable, Sendable, Equatable {
        /// The network of the source.
        public var source: VMImport.NamedThing = VMImport.NamedThing()
        /// The network attachment: its name, or an object with its name and namespace.
        public var target: JSONValue?
        /// pod or multus; pod if unset.
        public var type: String?

        /// Makes an empty one.
        public init() {}
    }

    /// What becomes of a storage or a disk.
    public struct StorageMapping: Codable, Sendable, Equatable {
        /// The storage or disk of the source.
        public var source: VMImport.NamedThing = VMImport.NamedThing()
        /// The storage class: its name, or an object with its name; an empty name is the default class.
        public var target: JSONValue?
        /// Filesystem or Block.
        public var volumeMode: String?
        /// ReadWriteOnce, ReadWriteMany or ReadOnlyMany.
        public var accessMode: String?

        /// Makes an empty one.
        public init() {}
    }
}
