extension Forklift {
    /// An object as it was.
    public struct SnapshotReference: Codable, Sendable, Equatable {
        /// Its namespace.
        public var namespace: String = ""
        /// Its name.
        public var name: String = ""
        /// Its uid.
        public var uid: String = ""
        /// Its generation.
        public var generation: Int64 = 0

        /// Makes an empty one.
        public init() {}
    }
}
