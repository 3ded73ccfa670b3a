extension Kubernetes {
    /// Something that happened to an object.
    public struct NewEvent: ResourceModel {
        /// The object.
        public var regarding: ObjectReference?
        /// Another object that it is about.
        public var related: ObjectReference?
        /// One word for it.
        public var reason: String?
        /// A sentence about it.
        public var note: String?
        /// Normal or Warning.
        public var type: String?
        /// What was done.
        public var action: String?
        /// When it happened.
        public var eventTime: Timestamp?
        /// Who noticed.
        public var reportingController: String?
        /// Which of them noticed.
        public var reportingInstance: String?
        /// Events that belong together.
        public var series: Series?
        /// How often it happened.
        public var deprecatedCount: Int?
        /// When it happened first.
        public var deprecatedFirstTimestamp: Timestamp?
        /// When it happened last.
        public var deprecatedLastTimestamp: Timestamp?
        /// Who noticed.
        public var deprecatedSource: DeprecatedSource?

        /// Makes an empty one.
        public init() {}

        /// The type of resource that it is.
        public static var resourceType: ResourceType { .newEvent }
    }
}

extension Kubernetes.NewEvent {
    /// Events that belong together.
    public struct Series: Codable, Sendable, Equatable {
        /// How many there were.
        public var count: Int?
        /// When the last one happened.
        public var lastObservedTime: Timestamp?

        /// Makes an empty one.
        public init() {}
    }

    /// Who noticed.
    public struct DeprecatedSource: Codable, Sendable, Equatable {
        /// The program.
        public var component: String?
        /// The node.
        public var host: String?

        /// Makes an empty one.
        public init() {}
    }
}
