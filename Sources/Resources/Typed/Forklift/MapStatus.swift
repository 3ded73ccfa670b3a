extension Forklift {
    /// How the map is.
    public struct MapStatus: Codable, Sendable, Equatable {
        /// What is known about its state.
        public var conditions: [Condition]?
        /// The generation that this status is about.
        public var observedGeneration: Int64?
        /// The things of the source that it names.
        public var references: [Forklift.SourceReference]?

        /// Makes an empty one.
        public init() {}
    }
}
