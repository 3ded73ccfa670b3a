extension Forklift {
    /// A hook of a machine.
    public struct MachineHook: Codable, Sendable, Equatable {
        /// PreHook or PostHook.
        public var step: String = ""
        /// The Hook.
        public var hook: ObjectReference = ObjectReference()

        /// Makes an empty one.
        public init() {}
    }
}
