extension Forklift {
    /// Where machines come from and where they go.
    public struct ProviderPair: Codable, Sendable, Equatable {
        /// The provider that has the machines.
        public var source: ObjectReference = ObjectReference()
        /// The provider that gets them; its type is openshift.
        public var destination: ObjectReference = ObjectReference()

        /// Makes an empty one.
        public init() {}
    }
}
