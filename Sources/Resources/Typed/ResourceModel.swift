internal import Values

/// The fields of a kind of resource besides its type and metadata, as a value with types.
public protocol ResourceModel: Codable, Sendable, Equatable {
    /// The type of resource that it is.
    static var resourceType: ResourceType { get }
}

/// The kinds of Kubernetes and of operators around it, as models of values.
public enum Kubernetes {}

/// An object with typed fields, which keeps what the types don't know.
///
/// What was read is decoded once; `object()` puts back what changed in the model and leaves everything else as it
/// was, down to the order of fields.
@dynamicMemberLookup
public struct TypedResource<Model: ResourceModel>: Sendable, Equatable {
    /// The object as it was read, and its metadata, which may be changed here.
    public var base: ResourceObject
    /// The typed fields.
    public var model: Model
    private let original: Model?

    /// Reads an object; throws a `ValueError` that names the field that doesn't fit.
    public init(_ object: ResourceObject) throws {
        let model = try ValueDecoder().decode(Model.self, from: object.value)
        self.base = object
        self.model = model
        self.original = model
    }

    /// Makes a new object.
    public init(name: String, namespace: String? = nil, _ model: Model) {
        let type = Model.resourceType
        base = ResourceObject(["apiVersion": .string(type.id.apiVersion), "kind": .string(type.kind), "metadata": [:]])
        base.name = name
        base.namespace = namespace
        self.model = model
        self.original = nil
    }

    /// The fields of the model.
    public subscript<Member>(dynamicMember path: WritableKeyPath<Model, Member>) -> Member {
        get { model[keyPath: path] }
        set { model[keyPath: path] = newValue }
    }

    /// Its name.
    public var name: String { base.name }
    /// Its namespace; nil for objects of the whole cluster.
    public var namespace: String? { base.namespace }
    /// Its uid; empty before it was created.
    public var uid: String { base.uid }
    /// The generation of what is wanted.
    public var generation: Int64 { base.generation }

    /// The object with what changed in the model.
    public func object() throws -> ResourceObject {
        let encoder = ValueEncoder()
        let before = try original.map(encoder.encode) ?? .object(OrderedFields())
        return ResourceObject(FieldMerge.apply(from: before, to: try encoder.encode(model), on: base.value))
    }
}
