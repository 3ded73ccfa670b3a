public import Values

extension Forklift {
    /// Which machines move where, and how.
    public struct Plan: ResourceModel {
        /// What is wanted.
        public var spec: Spec = Spec()
        /// How it is going.
        public var status: Status?

        /// Makes an empty one.
        public init() {}

        /// The type of resource that it is.
        public static var resourceType: ResourceType { .plan }
    }
}

extension Forklift.Plan {
    /// What is wanted.
    public struct Spec: Codable, Sendable, Equatable {
        /// What the plan is for.
        public var description: String?
        /// Where machines come from and where they go.
        public var provider: Forklift.ProviderPair = Forklift.ProviderPair()
        /// How networks and storage of the source become those of the target.
        public var map: Maps = Maps()
        /// The namespace that gets the machines.
        public var targetNamespace: String = ""
        /// The machines.
        public var vms: [Machine] = []
        /// How it moves: cold when empty.
        public var type: String?
        /// Whether it copies while machines run; type is the better way to say so.
        public var warm: Bool?
        /// Whether it is over and its temporary resources go.
        public var archived: Bool?
        /// The network attachment that disks are copied over.
        public var transferNetwork: ObjectReference?
        /// Labels of the new machines.
        public var targetLabels: [String: String]?
        /// Labels of the nodes that may run the new machines.
        public var targetNodeSelector: [String: String]?
        /// Where the new machines run.
        public var targetAffinity: JSONValue?
        /// Labels of the pods that convert.
        public var convertorLabels: [String: String]?
        /// Labels of the nodes that may convert.
        public var convertorNodeSelector: [String: String]?
        /// Where the pods that convert run.
        public var convertorAffinity: JSONValue?
        /// The service account of the migration's pods.
        public var serviceAccount: String?
        /// Whether machines from EC2 are not bound to the zone of their volumes.
        public var skipZoneNodeSelector: Bool?
        /// The storage class of the conversion's scratch space.
        public var conversionTempStorageClass: String?
        /// The size of the conversion's scratch space.
        public var conversionTempStorageSize: String?
        /// The ConfigMap with scripts for the guests.
        public var customizationScripts: ObjectReference?
        /// Whether pods that converted are deleted at once.
        public var deleteGuestConversionPod: Bool?
        /// Whether old Windows gets drivers signed the old way.
        public var installLegacyDrivers: Bool?
        /// Whether guests are inspected before a warm migration.
        public var runPreflightInspection: Bool?
        /// Whether disks are copied as they are.
        public var skipGuestConversion: Bool?
        /// Whether machines that were not converted get emulated devices.
        public var useCompatibilityMode: Bool?
        /// The image that converts.
        public var virtV2vImage: String?
        /// Whether the image for old XFS file systems converts.
        public var xfsCompatibility: Bool?
        /// The template of claim names.
        public var pvcNameTemplate: String?
        /// Whether claim names get a random end.
        public var pvcNameTemplateUseGenerateName: Bool?
        /// The template of volume names.
        public var volumeNameTemplate: String?
        /// The template of network interface names.
        public var networkNameTemplate: String?
        /// Whether a machine that failed to migrate is deleted.
        public var deleteVmOnFailMigration: Bool?
        /// Not used any more.
        public var diskBus: String?
        /// Whether guests may run guests; as in the source if unset.
        public var enableNestedVirtualization: Bool?
        /// Whether shared disks are copied.
        public var migrateSharedDisks: Bool?
        /// Whether the CPU model of the oVirt cluster is kept.
        public var preserveClusterCpuModel: Bool?
        /// Whether guests keep their static addresses.
        public var preserveStaticIPs: Bool?
        /// Whether raw device mappings become LUNs.
        public var rdmAsLun: Bool?
        /// Whether LUNs have persistent reservations.
        public var scsiReservation: Bool?
        /// Which tags of vSphere become labels.
        public var tagMapping: TagMapping?
        /// Whether the machine runs afterwards; auto is as it was.
        public var targetPowerState: String?

        /// Makes an empty one.
        public init() {}
    }

    /// How networks and storage of the source become those of the target.
    public struct Maps: Codable, Sendable, Equatable {
        /// The NetworkMap.
        public var network: ObjectReference = ObjectReference()
        /// The StorageMap.
        public var storage: ObjectReference = ObjectReference()

        /// Makes an empty one.
        public init() {}
    }

    /// A machine and what is special about it.
    public struct Machine: Codable, Sendable, Equatable {
        /// The identifier in the source; it wins over the name.
        public var id: String?
        /// The name in the source, or its path from the root of the inventory.
        public var name: String?
        /// The namespace, where the source has namespaces.
        public var namespace: String?
        /// The type, where the source has several of the same name.
        public var type: String?
        /// What runs before and after.
        public var hooks: [Forklift.MachineHook]?
        /// The Secret with the passphrases of its encrypted disks.
        public var luks: ObjectReference?
        /// Whether its disks are unlocked by Clevis; wins over luks.
        public var nbdeClevis: Bool?
        /// The disk or partition with its system.
        public var rootDisk: String?
        /// The instance type of the new machine.
        public var instanceType: String?
        /// The template of its claim names.
        public var pvcNameTemplate: String?
        /// The template of its volume names.
        public var volumeNameTemplate: String?
        /// The template of its network interface names.
        public var networkNameTemplate: String?
        /// The name of the new machine.
        public var targetName: String?
        /// Whether the machine runs afterwards; auto is as it was.
        public var targetPowerState: String?
        /// Whether it is deleted when its migration fails.
        public var deleteVmOnFailMigration: Bool?
        /// Whether its shared disks are copied.
        public var migrateSharedDisks: Bool?
        /// Whether it may run guests.
        public var enableNestedVirtualization: Bool?
        /// Whether its raw device mappings become LUNs.
        public var rdmAsLun: Bool?
        /// Whether its LUNs have persistent reservations.
        public var scsiReservation: Bool?

        /// Makes an empty one.
        public init() {}
    }

    /// Which tags of vSphere become labels.
    public struct TagMapping: Codable, Sendable, Equatable {
        /// Whether none do.
        public var disabled: Bool?
        /// The tags that do.
        public var labelTags: [String]?

        /// Makes an empty one.
        public init() {}
    }

    /// How it is going.
    public struct Status: Codable, Sendable, Equatable {
        /// What is known about its state.
        public var conditions: [Condition]?
        /// The generation that this status is about.
        public var observedGeneration: Int64?
        /// Whether NetApp Shift copies the disks.
        public var netAppShiftDestination: Bool?
        /// The last run, and those before it.
        public var migration: Run?

        /// Makes an empty one.
        public init() {}
    }

    /// The last run, and those before it.
    public struct Run: Codable, Sendable, Equatable {
        /// When it began.
        public var started: Timestamp?
        /// When it ended.
        public var completed: Timestamp?
        /// The runs.
        public var history: [Snapshot]?
        /// The machines.
        public var vms: [Forklift.MachineStatus]?

        /// Makes an empty one.
        public init() {}
    }

    /// The objects of a run as they were.
    public struct Snapshot: Codable, Sendable, Equatable {
        /// What is known about its state.
        public var conditions: [Condition]?
        /// The providers.
        public var provider: SnapshotProviders = SnapshotProviders()
        /// An object as it was.
        public var plan: Forklift.SnapshotReference = Forklift.SnapshotReference()
        /// The maps.
        public var map: SnapshotMaps = SnapshotMaps()
        /// An object as it was.
        public var migration: Forklift.SnapshotReference = Forklift.SnapshotReference()

        /// Makes an empty one.
        public init() {}
    }

    /// The providers.
    public struct SnapshotProviders: Codable, Sendable, Equatable {
        /// An object as it was.
        public var source: Forklift.SnapshotReference = Forklift.SnapshotReference()
        /// An object as it was.
        public var destination: Forklift.SnapshotReference = Forklift.SnapshotReference()

        /// Makes an empty one.
        public init() {}
    }

    /// The maps.
    public struct SnapshotMaps: Codable, Sendable, Equatable {
        /// An object as it was.
        public var network: Forklift.SnapshotReference = Forklift.SnapshotReference()
        /// An object as it was.
        public var storage: Forklift.SnapshotReference = Forklift.SnapshotReference()

        /// Makes an empty one.
        public init() {}
    }
}
