/// A PersistentVolumeClaim (`v1`).
public struct PersistentVolumeClaim: Sendable, Equatable, Codable {
    /// The version.
    public var apiVersion: String
    /// The kind.
    public var kind: String
    /// Its name, labels and annotations.
    public var metadata: ObjectMeta
    /// What it asks for.
    public var spec: StorageSpec

    /// Makes one; see the members.
    public init(
        apiVersion: String = "v1", kind: String = "PersistentVolumeClaim", metadata: ObjectMeta, spec: StorageSpec
    ) {
        self.apiVersion = apiVersion
        self.kind = kind
        self.metadata = metadata
        self.spec = spec
    }
}

/// A DataVolume of the Containerized Data Importer (`cdi.kubevirt.io/v1beta1`).
public struct DataVolume: Sendable, Equatable, Codable {
    /// The group and version.
    public var apiVersion: String
    /// The kind.
    public var kind: String
    /// Its name, labels and annotations.
    public var metadata: ObjectMeta
    /// What it asks for.
    public var spec: Spec

    /// Makes one; see the members.
    public init(
        apiVersion: String = "cdi.kubevirt.io/v1beta1", kind: String = "DataVolume", metadata: ObjectMeta, spec: Spec
    ) {
        self.apiVersion = apiVersion
        self.kind = kind
        self.metadata = metadata
        self.spec = spec
    }
}

extension DataVolume {
    /// What a DataVolume asks for.
    public struct Spec: Sendable, Equatable, Codable {
        /// Where its bytes come from.
        public var source: Source
        /// The storage.
        public var storage: StorageSpec

        /// Makes one; see the members.
        public init(source: Source, storage: StorageSpec) {
            self.source = source
            self.storage = storage
        }
    }

    /// Where the bytes of a DataVolume come from.
    public struct Source: Sendable, Equatable, Codable {
        /// A client sends them.
        public var upload: Present?
        /// There are none: an empty disk.
        public var blank: Present?

        /// Makes one; see the members.
        public init(upload: Present? = nil, blank: Present? = nil) {
            self.upload = upload
            self.blank = blank
        }
    }
}

/// What a claim asks for.
public struct StorageSpec: Sendable, Equatable, Codable {
    /// How nodes may use it.
    public var accessModes: [AccessMode]?
    /// Files or blocks.
    public var volumeMode: VolumeMode?
    /// The storage class; nil for the default one.
    public var storageClassName: String?
    /// How much.
    public var resources: Resources

    /// Makes one; see the members.
    public init(
        accessModes: [AccessMode]? = nil, volumeMode: VolumeMode? = nil, storageClassName: String? = nil,
        resources: Resources
    ) {
        self.accessModes = accessModes
        self.volumeMode = volumeMode
        self.storageClassName = storageClassName
        self.resources = resources
    }
}

extension StorageSpec {
    /// How much is asked for.
    public struct Resources: Sendable, Equatable, Codable {
        /// The least.
        public var requests: Requests

        /// Makes one; see the members.
        public init(requests: Requests) {
            self.requests = requests
        }
    }

    /// The least that is asked for.
    public struct Requests: Sendable, Equatable, Codable {
        /// The size.
        public var storage: Quantity

        /// Makes one; see the members.
        public init(storage: Quantity) {
            self.storage = storage
        }
    }
}

/// How the nodes of a cluster may use a volume.
public enum AccessMode: String, Sendable, Codable, CaseIterable {
    /// One node.
    case readWriteOnce = "ReadWriteOnce"
    /// Several nodes, which live migration needs.
    case readWriteMany = "ReadWriteMany"
    /// Several nodes, reading.
    case readOnlyMany = "ReadOnlyMany"
    /// One pod.
    case readWriteOncePod = "ReadWriteOncePod"
}

/// What a volume looks like to a pod.
public enum VolumeMode: String, Sendable, Codable, CaseIterable {
    /// A file system that holds `disk.img`.
    case filesystem = "Filesystem"
    /// A block device.
    case block = "Block"
}
