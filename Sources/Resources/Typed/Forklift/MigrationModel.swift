extension Forklift {
    /// A run of a plan.
    public struct Migration: ResourceModel {
        /// What is run.
        public var spec: Spec = Spec()
        /// How it is going.
        public var status: Status?

        /// Makes an empty one.
        public init() {}

        /// The type of resource that it is.
        public static var resourceType: ResourceType { .migration }
    }
}

extension Forklift.Migration {
    /// What is run.
    public struct Spec: Codable, Sendable, Equatable {
        /// The Plan.
        public var plan: ObjectReference = ObjectReference()
        /// Machines to stop migrating.
        public var cancel: [Forklift.SourceReference]?
        /// When warm migrations stop the machine and end.
        public var cutover: Timestamp?
        /// When single machines do so.
        public var vmCutover: [MachineCutover]?
        /// Whether conversions that failed are tried again.
        public var resumeConversion: Bool?

        /// Makes an empty one.
        public init() {}
    }

    /// The time of a machine; it wins.
    public struct MachineCutover: Codable, Sendable, Equatable {
        /// The machine's identifier.
        public var id: String = ""
        /// When it stops and ends.
        public var cutover: Timestamp = Timestamp(secondsSince1970: 0)

        /// Makes an empty one.
        public init() {}
    }

    /// How it is going.
    public struct Status: Codable, Sendable, Equatable {
        /// What is known about its state.
        public var conditions: [Condition]?
        /// The generation that this status is about.
        public var observedGeneration: Int64?
        /// When it began.
        public var started: Timestamp?
        /// When it ended.
        public var completed: Timestamp?
        /// The machines.
        public var vms: [Forklift.MachineStatus]?

        /// Makes an empty one.
        public init() {}
    }
}
