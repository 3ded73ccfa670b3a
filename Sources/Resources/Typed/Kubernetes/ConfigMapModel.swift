extension Kubernetes {
    /// Data that is no secret.
    public struct ConfigMap: ResourceModel {
        /// The data as text.
        public var data: [String: String]?
        /// Data that is no text, in base64.
        public var binaryData: [String: String]?
        /// Whether the data never changes.
        public var immutable: Bool?

        /// Makes an empty one.
        public init() {}

        /// The type of resource that it is.
        public static var resourceType: ResourceType { .configMap }
    }
}
