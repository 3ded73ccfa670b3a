public import Values

extension VMImport {
    /// Mappings that many imports share.
    public struct ResourceMapping: ResourceModel {
        /// The mappings.
        public var spec: Spec = Spec()
        /// Nothing.
        public var status: JSONValue?

        /// Makes an empty one.
        public init() {}

        /// The type of resource that it is.
        public static var resourceType: ResourceType { .resourceMapping }
    }
}

extension VMImport.ResourceMapping {
    /// The mappings.
    public struct Spec: Codable, Sendable, Equatable {
        /// Mappings for oVirt.
        public var ovirt: VMImport.Mappings?
        /// Mappings for vSphere.
        public var vmware: VMImport.Mappings?

        /// Makes an empty one.
        public init() {}
    }
}
