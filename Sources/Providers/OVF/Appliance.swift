public import Inventory

/// What an OVA or OVF describes.
public struct Appliance: Sendable, Equatable {
    /// The machines, in the descriptor's order.
    public var machines: [SourceMachine]
    /// The descriptor: a path, or for an archive the archive's path and the member's name after a colon.
    public var descriptorPath: String
    /// Things that a user should know and that stop nothing, as sentences.
    public var warnings: [String]

    /// Describes an appliance.
    public init(machines: [SourceMachine], descriptorPath: String, warnings: [String]) {
        self.machines = machines
        self.descriptorPath = descriptorPath
        self.warnings = warnings
    }
}
