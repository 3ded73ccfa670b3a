/// What identifies a type of resource in paths and requests.
public struct ResourceTypeID: Sendable, Hashable, Codable {
    /// The API group; empty for the core group.
    public var group: String
    /// The version, such as `v1beta1`.
    public var version: String
    /// The plural name in lower case, such as `plans`.
    public var plural: String

    /// Names a type.
    public init(group: String, version: String, plural: String) {
        self.group = group
        self.version = version
        self.plural = plural
    }

    /// `apiVersion` of its objects.
    public var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }
    /// `plans.forklift.konveyor.io`: the name of its CustomResourceDefinition, and of messages.
    public var groupResource: String { group.isEmpty ? plural : "\(plural).\(group)" }
}

/// A type of resource: its names, its schema, and how it is shown.
///
/// Discovery, OpenAPI, tables, validation, defaults and our CustomResourceDefinitions are all made from it.
public struct ResourceType: Sendable, CustomStringConvertible {
    /// What identifies it.
    public var id: ResourceTypeID
    /// `kind` of its objects.
    public var kind: String
    /// The singular name in lower case.
    public var singular: String
    /// Short names that kubectl understands.
    public var shortNames: [String]
    /// Groups of types that kubectl understands, such as `all`.
    public var categories: [String]
    /// Whether its objects live in namespaces.
    public var isNamespaced: Bool
    /// Whether status is written apart from the rest.
    public var hasStatus: Bool
    /// The fields.
    public var schema: Schema
    /// The columns of `kubectl get`, besides the name.
    public var columns: [PrinterColumn]
    /// Who defines it.
    public var origin: Origin

    /// Who defines a type, and so whether a cluster has it already.
    public enum Origin: String, Sendable {
        /// Gantry: we install its CustomResourceDefinition.
        case gantry
        /// Another operator, such as KubeVirt, with a CustomResourceDefinition of its own.
        case operators
        /// Kubernetes itself.
        case kubernetes
    }

    /// Describes a type; see the members.
    public init(
        id: ResourceTypeID, kind: String, singular: String? = nil, shortNames: [String] = [], categories: [String] = [],
        isNamespaced: Bool = true, hasStatus: Bool = true, schema: Schema, columns: [PrinterColumn] = [],
        origin: Origin = .gantry
    ) {
        self.id = id
        self.kind = kind
        self.singular = singular ?? kind.lowercased()
        self.shortNames = shortNames
        self.categories = categories
        self.isNamespaced = isNamespaced
        self.hasStatus = hasStatus
        self.schema = schema
        self.columns = columns
        self.origin = origin
    }

    /// `plans.forklift.konveyor.io`.
    public var description: String { id.groupResource }

    /// `Plan.forklift.konveyor.io`: its name in messages about invalid objects.
    public var groupKind: String { id.group.isEmpty ? kind : "\(kind).\(id.group)" }

    /// A column of a table.
    public struct PrinterColumn: Sendable, Equatable {
        /// The heading.
        public var name: String
        /// `string`, `integer`, `boolean`, `date` or `number`.
        public var type: String
        /// The simple JSON path of its value, such as `.spec.type` or `.status.conditions[?(@.type=='Ready')].status`.
        public var jsonPath: String
        /// 0 is always shown, more only with `-o wide`.
        public var priority: Int
        /// What it shows.
        public var description: String

        /// Describes a column.
        public init(_ name: String, _ type: String, _ jsonPath: String, priority: Int = 0, description: String = "") {
            self.name = name
            self.type = type
            self.jsonPath = jsonPath
            self.priority = priority
            self.description = description
        }
    }
}
