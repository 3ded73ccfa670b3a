public import Values

extension Kubernetes {
    /// Pods that run to their end.
    public struct Job: ResourceModel {
        /// What runs.
        public var spec: Spec?
        /// How it is.
        public var status: Status?

        /// Makes an empty one.
        public init() {}

        /// The type of resource that it is.
        public static var resourceType: ResourceType { .job }
    }
}

extension Kubernetes.Job {
    /// What runs.
    public struct Spec: Codable, Sendable, Equatable {
        /// How long it may take.
        public var activeDeadlineSeconds: Int64?
        /// How often it is tried again.
        public var backoffLimit: Int?
        /// How many pods have to succeed.
        public var completions: Int?
        /// How many pods run at once.
        public var parallelism: Int?
        /// Whether it waits.
        public var suspend: Bool?
        /// When it goes away.
        public var ttlSecondsAfterFinished: Int?
        /// The pods.
        public var template: Template = Template()

        /// Makes an empty one.
        public init() {}
    }

    /// The pods.
    public struct Template: Codable, Sendable, Equatable {
        /// Their labels and annotations.
        public var metadata: JSONValue?
        /// What runs.
        public var spec: Kubernetes.PodSpec?

        /// Makes an empty one.
        public init() {}
    }

    /// How it is.
    public struct Status: Codable, Sendable, Equatable {
        /// How many pods run.
        public var active: Int?
        /// How many pods failed.
        public var failed: Int?
        /// How many pods succeeded.
        public var succeeded: Int?
        /// When it began.
        public var startTime: Timestamp?
        /// When it ended.
        public var completionTime: Timestamp?
        /// What is known.
        public var conditions: [JSONValue]?

        /// Makes an empty one.
        public init() {}
    }
}
