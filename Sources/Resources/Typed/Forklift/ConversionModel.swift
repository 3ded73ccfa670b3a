public import Values

extension Forklift {
    /// An inspection or conversion of a guest's disks.
    public struct Conversion: ResourceModel {
        /// What is converted, and how.
        public var spec: Spec = Spec()
        /// How it is going.
        public var status: Status?

        /// Makes an empty one.
        public init() {}

        /// The type of resource that it is.
        public static var resourceType: ResourceType { .conversion }
    }
}

extension Forklift.Conversion {
    /// What is converted, and how.
    public struct Spec: Codable, Sendable, Equatable {
        /// What is done.
        public var type: String = ""
        /// The machine.
        public var vm: Forklift.SourceReference = Forklift.SourceReference()
        /// How to reach the source.
        public var connection: Connection = Connection()
        /// The provider that gets the machine; this cluster if unset.
        public var destination: ObjectReference?
        /// The claims with its disks.
        public var disks: [Disk]?
        /// How encrypted disks are unlocked.
        public var diskEncryption: DiskEncryption?
        /// The image that converts.
        public var image: String?
        /// The namespace of its pod.
        public var targetNamespace: String?
        /// Whether old XFS file systems are read.
        public var xfsCompatibility: Bool?
        /// More settings, handed on as environment variables.
        public var settings: [String: String]?
        /// The image with VMware's disk library.
        public var vddkImage: String?
        /// Whether it converts in the cluster that the machine stays in.
        public var localMigration: Bool?
        /// The pod that converts.
        public var podSettings: PodSettings?
        /// More volumes of its pod.
        public var extraVolumes: [Volume]?
        /// Where these volumes are mounted.
        public var extraMounts: [Mount]?

        /// Makes an empty one.
        public init() {}
    }

    /// How to reach the source.
    public struct Connection: Codable, Sendable, Equatable {
        /// The Secret with the credentials.
        public var secret: ObjectReference = ObjectReference()

        /// Makes an empty one.
        public init() {}
    }

    /// A claim with a disk.
    public struct Disk: Codable, Sendable, Equatable {
        /// The claim.
        public var name: String = ""
        /// The claim's namespace.
        public var namespace: String?
        /// Filesystem or Block.
        public var volumeMode: String?
        /// Where it is mounted, when it holds files.
        public var mountPath: String?
        /// Where it is a device, when it holds blocks.
        public var devicePath: String?

        /// Makes an empty one.
        public init() {}
    }

    /// How encrypted disks are unlocked.
    public struct DiskEncryption: Codable, Sendable, Equatable {
        /// By passphrase or by Clevis.
        public var type: String = ""
        /// The Secret with the passphrases.
        public var secret: ObjectReference?

        /// Makes an empty one.
        public init() {}
    }

    /// The pod that converts.
    public struct PodSettings: Codable, Sendable, Equatable {
        /// Annotations that attach it to a network.
        public var transferNetworkAnnotations: [String: String]?
        /// Labels of the nodes that may run it.
        public var nodeSelector: [String: String]?
        /// Its service account.
        public var serviceAccount: String?
        /// Where it runs.
        public var affinity: JSONValue?
        /// What its name begins with.
        public var generateName: String?
        /// Whether it asks for a device of KVM.
        public var requestKVM: Bool?

        /// Makes an empty one.
        public init() {}
    }

    /// A volume of core/v1.
    public struct Volume: Codable, Sendable, Equatable {
        /// Its name.
        public var name: String = ""

        /// Makes an empty one.
        public init() {}
    }

    /// Where a volume is mounted.
    public struct Mount: Codable, Sendable, Equatable {
        /// The volume.
        public var name: String = ""
        /// The path in the pod.
        public var mountPath: String = ""
        /// None, HostToContainer or Bidirectional.
        public var mountPropagation: String?
        /// Whether it can't be written to.
        public var readOnly: Bool?
        /// Whether mounts below it can't be written to either.
        public var recursiveReadOnly: String?
        /// The part of the volume that is mounted.
        public var subPath: String?
        /// The same, with environment variables in it.
        public var subPathExpr: String?

        /// Makes an empty one.
        public init() {}
    }

    /// How it is going.
    public struct Status: Codable, Sendable, Equatable {
        /// What is known about its state.
        public var conditions: [Condition]?
        /// The generation that this status is about.
        public var observedGeneration: Int64?
        /// The phase it is in.
        public var phase: String?
        /// What it is doing.
        public var stage: String?
        /// A sentence about it.
        public var message: String?
        /// Its pod.
        public var pod: ObjectReference?
        /// When it began.
        public var startTime: Timestamp?
        /// When it ended.
        public var completionTime: Timestamp?
        /// The snapshot that it reads.
        public var snapshot: Snapshot?
        /// What inspection found.
        public var inspectionResult: InspectionResult?

        /// Makes an empty one.
        public init() {}
    }

    /// The snapshot that it reads.
    public struct Snapshot: Codable, Sendable, Equatable {
        /// The snapshot.
        public var moref: String?
        /// Whether it made the snapshot and removes it.
        public var owned: Bool?
        /// The source's task that made it.
        public var createTaskId: String?
        /// The source's task that removes it.
        public var removeTaskId: String?

        /// Makes an empty one.
        public init() {}
    }

    /// What inspection found.
    public struct InspectionResult: Codable, Sendable, Equatable {
        /// Whether nothing stands in the way.
        public var allChecksPassed: Bool?
        /// The operating system.
        public var osInfo: OperatingSystem?
        /// What may stand in the way.
        public var concerns: [Concern]?
        /// The file systems.
        public var filesystems: [Filesystem]?
        /// Where they are mounted.
        public var mountpoints: [MountPoint]?

        /// Makes an empty one.
        public init() {}
    }

    /// The operating system.
    public struct OperatingSystem: Codable, Sendable, Equatable {
        /// Its name.
        public var name: String?
        /// Its distribution.
        public var distro: String?
        /// Its version.
        public var version: String?
        /// The architecture it is for.
        public var arch: String?

        /// Makes an empty one.
        public init() {}
    }

    /// A concern.
    public struct Concern: Codable, Sendable, Equatable {
        /// Its identifier.
        public var id: String = ""
        /// How bad it is.
        public var category: String = ""
        /// A few words.
        public var label: String = ""
        /// A sentence.
        public var message: String = ""

        /// Makes an empty one.
        public init() {}
    }

    /// A file system.
    public struct Filesystem: Codable, Sendable, Equatable {
        /// Its device.
        public var device: String = ""
        /// Its type.
        public var type: String = ""
        /// Its identifier.
        public var uuid: String?

        /// Makes an empty one.
        public init() {}
    }

    /// A mount.
    public struct MountPoint: Codable, Sendable, Equatable {
        /// The device.
        public var device: String = ""
        /// The path.
        public var mountPoint: String = ""

        /// Makes an empty one.
        public init() {}
    }
}
