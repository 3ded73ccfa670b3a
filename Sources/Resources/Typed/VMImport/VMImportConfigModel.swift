public import Values

extension VMImport {
    /// Settings of the importer.
    public struct VMImportConfig: ResourceModel {
        /// The settings.
        public var spec: Spec = Spec()
        /// How it is.
        public var status: Status?

        /// Makes an empty one.
        public init() {}

        /// The type of resource that it is.
        public static var resourceType: ResourceType { .vmImportConfig }
    }
}

extension VMImport.VMImportConfig {
    /// The settings.
    public struct Spec: Codable, Sendable, Equatable {
        /// When images are pulled.
        public var imagePullPolicy: String?
        /// Where its pods run.
        public var infra: JSONValue?

        /// Makes an empty one.
        public init() {}
    }

    /// How it is.
    public struct Status: Codable, Sendable, Equatable {
        /// The phase it is in.
        public var phase: String?
        /// The version of the operator.
        public var operatorVersion: String?
        /// The version that is wanted.
        public var targetVersion: String?
        /// The version that runs.
        public var observedVersion: String?

        /// Makes an empty one.
        public init() {}
    }
}
