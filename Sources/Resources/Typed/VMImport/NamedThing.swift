extension VMImport {
    /// The cluster that has it.
    public struct NamedThing: Codable, Sendable, Equatable {
        /// Its identifier in the source.
        public var id: String?
        /// Its name in the source.
        public var name: String?

        /// Makes an empty one.
        public init() {}
    }
}
