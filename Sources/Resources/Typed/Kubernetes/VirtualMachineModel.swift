public import Values

extension Kubernetes {
    /// A virtual machine.
    public struct VirtualMachine: ResourceModel {
        /// What it is.
        public var spec: Spec = Spec()
        /// How it is.
        public var status: Status?

        /// Makes an empty one.
        public init() {}

        /// The type of resource that it is.
        public static var resourceType: ResourceType { .virtualMachine }
    }
}

extension Kubernetes.VirtualMachine {
    /// What it is.
    public struct Spec: Codable, Sendable, Equatable {
        /// Whether it runs; runStrategy is the better way to say so.
        public var running: Bool?
        /// Always, Halted, Manual, RerunOnFailure or Once.
        public var runStrategy: String?
        /// The instance type.
        public var instancetype: JSONValue?
        /// The preference.
        public var preference: JSONValue?
        /// Its volumes.
        public var dataVolumeTemplates: [JSONValue]?
        /// The instance that is made of it.
        public var template: Template = Template()

        /// Makes an empty one.
        public init() {}
    }

    /// The instance that is made of it.
    public struct Template: Codable, Sendable, Equatable {
        /// Labels and annotations.
        public var metadata: JSONValue?
        /// Its hardware, networks and volumes.
        public var spec: JSONValue?

        /// Makes an empty one.
        public init() {}
    }

    /// How it is.
    public struct Status: Codable, Sendable, Equatable {
        /// Whether there is an instance.
        public var created: Bool?
        /// Whether it runs and is ready.
        public var ready: Bool?
        /// A word for it.
        public var printableStatus: String?
        /// What is known.
        public var conditions: [JSONValue]?

        /// Makes an empty one.
        public init() {}
    }
}
