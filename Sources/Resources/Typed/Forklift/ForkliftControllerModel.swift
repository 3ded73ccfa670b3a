public import Values

extension Forklift {
    /// Settings of the whole installation.
    public struct ForkliftController: ResourceModel {
        /// The settings that are given.
        public var spec: [String: JSONValue]?
        /// How the installation is.
        public var status: JSONValue?

        /// Makes an empty one.
        public init() {}

        /// The type of resource that it is.
        public static var resourceType: ResourceType { .forkliftController }

        /// The value of a setting: as given, or else its default; nil when it has neither.
        public func setting(_ name: String) -> JSONValue? {
            if let given = spec?[name], !given.isNull { return given }
            guard case .object(let fields, _, _) = Self.resourceType.schema.kind,
                let settings = fields.first(where: { $0.name == "spec" })?.schema,
                case .object(let properties, _, _) = settings.kind
            else { return nil }
            return properties.first { $0.name == name }?.schema.defaultValue
        }
    }
}
