extension Forklift {
    /// A machine of the plan.
    public struct SourceReference: Codable, Sendable, Equatable {
        /// The identifier in the source; it wins over the name.
        public var id: String?
        /// The name in the source, or its path from the root of the inventory.
        public var name: String?
        /// The namespace, where the source has namespaces.
        public var namespace: String?
        /// The type, where the source has several of the same name.
        public var type: String?

        /// Makes an empty one.
        public init() {}
    }
}
