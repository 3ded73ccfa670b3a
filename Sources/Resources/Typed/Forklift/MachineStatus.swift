extension Forklift {
    /// How a machine is coming on.
    public struct MachineStatus: Codable, Sendable, Equatable {
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
        /// When it began.
        public var started: Timestamp?
        /// When it ended.
        public var completed: Timestamp?
        /// The phase it is in.
        public var phase: String = ""
        /// The steps.
        public var pipeline: [Step] = []
        /// Why it failed.
        public var error: Forklift.StepProblem?
        /// The copies while it runs.
        public var warm: WarmProgress?
        /// On, Off or Unknown: how the source was.
        public var restorePowerState: String?
        /// The firmware that conversion found.
        public var firmware: String?
        /// The operating system that conversion found.
        public var operatingSystem: String?
        /// The number of the disk that it boots from.
        public var detectedBootDisk: Int?
        /// Its new name, where the old one can't be.
        public var newName: String?
        /// Whether all disks are there.
        public var disksCopied: Bool?
        /// What is known about its state.
        public var conditions: [Condition]?

        /// Makes an empty one.
        public init() {}
    }
}

extension Forklift.MachineStatus {
    /// A step.
    public struct Step: Codable, Sendable, Equatable {
        /// What it is called.
        public var name: String = ""
        /// What it does.
        public var description: String?
        /// Pending, Running or Completed.
        public var phase: String?
        /// Why it is in this phase.
        public var reason: String?
        /// How far it is.
        public var progress: Progress = Progress()
        /// More about it, such as the unit of its progress.
        public var annotations: [String: String]?
        /// When it began.
        public var started: Timestamp?
        /// When it ended.
        public var completed: Timestamp?
        /// Why it failed.
        public var error: Forklift.StepProblem?
        /// What is not quite right.
        public var warning: Forklift.StepProblem?
        /// Its tasks, one for a disk.
        public var tasks: [Task]?

        /// Makes an empty one.
        public init() {}
    }

    /// How far it is.
    public struct Progress: Codable, Sendable, Equatable {
        /// The whole.
        public var total: Int64 = 0
        /// What is done.
        public var completed: Int64 = 0

        /// Makes an empty one.
        public init() {}
    }

    /// A task.
    public struct Task: Codable, Sendable, Equatable {
        /// What it is called.
        public var name: String = ""
        /// What it does.
        public var description: String?
        /// Pending, Running or Completed.
        public var phase: String?
        /// Why it is in this phase.
        public var reason: String?
        /// How far it is.
        public var progress: Progress = Progress()
        /// More about it, such as the unit of its progress.
        public var annotations: [String: String]?
        /// When it began.
        public var started: Timestamp?
        /// When it ended.
        public var completed: Timestamp?
        /// Why it failed.
        public var error: Forklift.StepProblem?
        /// What is not quite right.
        public var warning: Forklift.StepProblem?

        /// Makes an empty one.
        public init() {}
    }

    /// The copies while it runs.
    public struct WarmProgress: Codable, Sendable, Equatable {
        /// How many copies worked.
        public var successes: Int = 0
        /// How many failed.
        public var failures: Int = 0
        /// How many failed in a row.
        public var consecutiveFailures: Int = 0
        /// When the next begins.
        public var nextPrecopyAt: Timestamp?
        /// The copies.
        public var precopies: [Precopy]?

        /// Makes an empty one.
        public init() {}
    }

    /// One copy.
    public struct Precopy: Codable, Sendable, Equatable {
        /// When it began.
        public var start: Timestamp?
        /// When it ended.
        public var end: Timestamp?
        /// The snapshot it is of.
        public var snapshot: String?
        /// The source's task that made the snapshot.
        public var createTaskId: String?
        /// The source's task that removes it.
        public var removeTaskId: String?
        /// What has changed on each disk since.
        public var deltas: [Delta]?

        /// Makes an empty one.
        public init() {}
    }

    /// The changes of a disk.
    public struct Delta: Codable, Sendable, Equatable {
        /// The disk.
        public var disk: String = ""
        /// The change id.
        public var deltaId: String = ""

        /// Makes an empty one.
        public init() {}
    }
}
