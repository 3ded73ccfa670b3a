extension Forklift {
    /// Why it failed.
    public struct StepProblem: Codable, Sendable, Equatable {
        /// The phase in which it happened.
        public var phase: String = ""
        /// The reasons.
        public var reasons: [String] = []

        /// Makes an empty one.
        public init() {}
    }
}
