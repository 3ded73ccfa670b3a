public import ResourceStore
public import Resources

/// What a type's schema does to objects before they are kept: prune, default, validate.
///
/// The store calls it for every write, on its own thread, so it must not wait for anything.
public protocol SchemaRules: Sendable {
    /// The object as it is kept.
    /// - Throws: `StoreError.invalid` with all causes, or `badRequest` for unknown fields when they are an error.
    func admit(_ proposal: ProposedWrite) throws -> ResourceObject
}

/// A write that rules look at.
public struct ProposedWrite: Sendable {
    /// The object as it would be.
    public var object: ResourceObject
    /// As it is; nil when it is created.
    public var old: ResourceObject?
    /// Its type.
    public var type: ResourceType
    /// What of it is written.
    public var part: ResourcePart
    /// What becomes of unknown fields.
    public var fieldValidation: WriteOptions.FieldValidation

    /// Describes a write.
    public init(
        object: ResourceObject, old: ResourceObject?, type: ResourceType, part: ResourcePart,
        fieldValidation: WriteOptions.FieldValidation
    ) {
        self.object = object
        self.old = old
        self.type = type
        self.part = part
        self.fieldValidation = fieldValidation
    }
}

/// Keeps every object as it is.
public struct NoSchemaRules: SchemaRules {
    /// Makes the rules.
    public init() {}

    /// The object itself.
    public func admit(_ proposal: ProposedWrite) -> ResourceObject { proposal.object }
}
