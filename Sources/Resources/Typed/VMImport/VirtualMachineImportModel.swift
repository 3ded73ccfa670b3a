extension VMImport {
    /// One machine, imported.
    public struct VirtualMachineImport: ResourceModel {
        /// What is imported, and how.
        public var spec: Spec = Spec()
        /// How it is going.
        public var status: Status?

        /// Makes an empty one.
        public init() {}

        /// The type of resource that it is.
        public static var resourceType: ResourceType { .virtualMachineImport }
    }
}

extension VMImport.VirtualMachineImport {
    /// What is imported, and how.
    public struct Spec: Codable, Sendable, Equatable {
        /// The Secret with the source's credentials.
        public var providerCredentialsSecret: ObjectName = ObjectName()
        /// The ResourceMapping.
        public var resourceMapping: ObjectName?
        /// The machine; of one source exactly.
        public var source: Source = Source()
        /// Whether it is copied while it runs; vSphere only.
        public var warm: Bool?
        /// When the machine is stopped and the copy ended; never if unset.
        public var finalizeDate: Timestamp?
        /// The name of the new machine.
        public var targetVmName: String?
        /// Whether the new machine is started.
        public var startVm: Bool?

        /// Makes an empty one.
        public init() {}
    }

    /// The Secret with the source's credentials.
    public struct ObjectName: Codable, Sendable, Equatable {
        /// Its name.
        public var name: String = ""
        /// Its namespace; that of the import if unset.
        public var namespace: String?

        /// Makes an empty one.
        public init() {}
    }

    /// The machine; of one source exactly.
    public struct Source: Codable, Sendable, Equatable {
        /// A machine of oVirt.
        public var ovirt: OvirtSource?
        /// A machine of vSphere.
        public var vmware: VMwareSource?

        /// Makes an empty one.
        public init() {}
    }

    /// A machine of oVirt.
    public struct OvirtSource: Codable, Sendable, Equatable {
        /// The machine.
        public var vm: SourceMachine?
        /// Mappings that win over the ResourceMapping.
        public var mappings: VMImport.Mappings?

        /// Makes an empty one.
        public init() {}
    }

    /// The machine.
    public struct SourceMachine: Codable, Sendable, Equatable {
        /// Its identifier in the source.
        public var id: String?
        /// Its name in the source.
        public var name: String?
        /// The cluster that has it.
        public var cluster: VMImport.NamedThing?

        /// Makes an empty one.
        public init() {}
    }

    /// A machine of vSphere.
    public struct VMwareSource: Codable, Sendable, Equatable {
        /// The machine.
        public var vm: VMImport.NamedThing?
        /// Mappings that win over the ResourceMapping.
        public var mappings: VMImport.Mappings?

        /// Makes an empty one.
        public init() {}
    }

    /// How it is going.
    public struct Status: Codable, Sendable, Equatable {
        /// The name of the new machine.
        public var targetVmName: String?
        /// What is known about its state.
        public var conditions: [Condition]?
        /// The volumes of the new machine.
        public var dataVolumes: [VolumeReference]?
        /// The copies while it runs.
        public var warmImport: WarmImport?

        /// Makes an empty one.
        public init() {}
    }

    /// One thing that is known.
    public struct Condition: Codable, Sendable, Equatable {
        /// Succeeded, Valid, MappingRulesVerified or Processing.
        public var type: String = ""
        /// True, False or Unknown.
        public var status: String = ""
        /// One word for the reason.
        public var reason: String?
        /// A sentence about it.
        public var message: String?
        /// When it was looked at last.
        public var lastHeartbeatTime: Timestamp?
        /// When the status changed last.
        public var lastTransitionTime: Timestamp?

        /// Makes an empty one.
        public init() {}
    }

    /// A volume.
    public struct VolumeReference: Codable, Sendable, Equatable {
        /// The DataVolume.
        public var name: String = ""

        /// Makes an empty one.
        public init() {}
    }

    /// The copies while it runs.
    public struct WarmImport: Codable, Sendable, Equatable {
        /// When the next begins.
        public var nextStageTime: Timestamp?
        /// How many copies worked.
        public var successes: Int?
        /// How many failed.
        public var failures: Int?
        /// How many failed in a row.
        public var consecutiveFailures: Int?
        /// The snapshot that the first copy is of.
        public var rootSnapshot: String?

        /// Makes an empty one.
        public init() {}
    }
}
