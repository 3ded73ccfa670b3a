extension Kubernetes {
    /// Data that few may read, such as credentials.
    public struct Secret: ResourceModel {
        /// What the data is for.
        public var type: String?
        /// The data in base64.
        public var data: [String: String]?
        /// Data as text; it moves to data when written.
        public var stringData: [String: String]?
        /// Whether the data never changes.
        public var immutable: Bool?

        /// Makes an empty one.
        public init() {}

        /// The type of resource that it is.
        public static var resourceType: ResourceType { .secret }
    }
}
