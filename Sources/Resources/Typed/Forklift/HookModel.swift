extension Forklift {
    /// What runs before or after a machine migrates.
    public struct Hook: ResourceModel {
        /// What runs.
        public var spec: Spec = Spec()
        /// How it is.
        public var status: Status?

        /// Makes an empty one.
        public init() {}

        /// The type of resource that it is.
        public static var resourceType: ResourceType { .hook }
    }
}

extension Forklift.Hook {
    /// What runs.
    public struct Spec: Codable, Sendable, Equatable {
        /// The service account of its pod.
        public var serviceAccount: String?
        /// The image that runs.
        public var image: String?
        /// An Ansible playbook in base64.
        public var playbook: String?
        /// How long it may take, in seconds.
        public var deadline: Int64?
        /// A job template of an Ansible Automation Platform.
        public var aap: AutomationPlatform?

        /// Makes an empty one.
        public init() {}
    }

    /// A job template of an Ansible Automation Platform.
    public struct AutomationPlatform: Codable, Sendable, Equatable {
        /// The job template.
        public var jobTemplateId: Int = 0
        /// The address of the platform; the one of the controller if unset.
        public var url: String?
        /// The Secret with the token, under the key token.
        public var tokenSecret: ObjectReference?
        /// How long the job may take, in seconds.
        public var timeout: Int64?

        /// Makes an empty one.
        public init() {}
    }

    /// How it is.
    public struct Status: Codable, Sendable, Equatable {
        /// What is known about its state.
        public var conditions: [Condition]?
        /// The generation that this status is about.
        public var observedGeneration: Int64?

        /// Makes an empty one.
        public init() {}
    }
}
