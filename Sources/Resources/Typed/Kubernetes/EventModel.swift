extension Kubernetes {
    /// Something that happened to an object.
    public struct Event: ResourceModel {
        /// The object.
        public var involvedObject: ObjectReference = ObjectReference()
        /// Another object that it is about.
        public var related: ObjectReference?
        /// One word for it.
        public var reason: String?
        /// A sentence about it.
        public var message: String?
        /// Normal or Warning.
        public var type: String?
        /// What was done.
        public var action: String?
        /// How often it happened.
        public var count: Int?
        /// When it happened first.
        public var firstTimestamp: Timestamp?
        /// When it happened last.
        public var lastTimestamp: Timestamp?
        /// When it happened.
        public var eventTime: Timestamp?
        /// Who noticed.
        public var source: Source?
        /// Who noticed.
        public var reportingComponent: String?
        /// Which of them noticed.
        public var reportingInstance: String?
        /// Events that belong together.
        public var series: Series?

        /// Makes an empty one.
        public init() {}

        /// The type of resource that it is.
        public static var resourceType: ResourceType { .event }
    }
}

extension Kubernetes.Event {
    /// Who noticed.
    public struct Source: Codable, Sendable, Equatable {
        /// The program.
        public var component: String?
        /// The node.
        public var host: String?

        /// Makes an empty one.
        public init() {}
    }

    /// Events that belong together.
    public struct Series: Codable, Sendable, Equatable {
        /// How many there were.
        public var count: Int?
        /// When the last one happened.
        public var lastObservedTime: Timestamp?

        /// Makes an empty one.
        public init() {}
    }
}
