public import Values

/// A Kubernetes object as it travels and is stored: all its fields, those that we don't know included.
///
/// Typed models are decoded from it and merged back into it, so that nothing that another tool wrote is lost.
public struct ResourceObject: Sendable, Equatable {
    /// The whole object.
    public var value: JSONValue

    /// Wraps an object; nothing is checked.
    public init(_ value: JSONValue) { self.value = value }

    /// `apiVersion`: the group and version, or the version alone for the core group; empty when missing.
    public var apiVersion: String { value["apiVersion"]?.string ?? "" }
    /// `kind`; empty when missing.
    public var kind: String { value["kind"]?.string ?? "" }
    /// `metadata`; empty when missing.
    public var metadata: OrderedFields {
        get { value["metadata"]?.object ?? OrderedFields() }
        set { setField("metadata", .object(newValue)) }
    }
    /// `metadata.name`; empty when missing.
    public var name: String {
        get { metadata["name"]?.string ?? "" }
        set { metadata["name"] = .string(newValue) }
    }
    /// `metadata.namespace`; nil for objects of the whole cluster.
    public var namespace: String? {
        get { metadata["namespace"]?.string }
        set { metadata["namespace"] = newValue.map { .string($0) } }
    }
    /// `metadata.uid`; empty before it was created.
    public var uid: String { metadata["uid"]?.string ?? "" }
    /// `metadata.resourceVersion`; empty before it was created.
    public var resourceVersion: String {
        get { metadata["resourceVersion"]?.string ?? "" }
        set { metadata["resourceVersion"] = newValue.isEmpty ? nil : .string(newValue) }
    }
    /// `metadata.generation`: counts changes of what is wanted (not of status or metadata).
    public var generation: Int64 {
        get { metadata["generation"]?.integer ?? 0 }
        set { metadata["generation"] = .integer(newValue) }
    }
    /// `metadata.deletionTimestamp`: set when it is to go and finalizers hold it.
    public var deletionTimestamp: String? { metadata["deletionTimestamp"]?.string }
    /// `metadata.finalizers`.
    public var finalizers: [String] {
        get { metadata["finalizers"]?.array?.compactMap(\.string) ?? [] }
        set { metadata["finalizers"] = newValue.isEmpty ? nil : .array(newValue.map { .string($0) }) }
    }
    /// `metadata.labels`.
    public var labels: [String: String] { Self.texts(metadata["labels"]) }
    /// `metadata.annotations`.
    public var annotations: [String: String] { Self.texts(metadata["annotations"]) }

    /// Sets a field of the object itself; nil removes it.
    public mutating func setField(_ key: String, _ field: JSONValue?) {
        var fields = value.object ?? OrderedFields()
        fields[key] = field
        value = .object(fields)
    }

    private static func texts(_ value: JSONValue?) -> [String: String] {
        var result: [String: String] = [:]
        for field in value?.object ?? OrderedFields() { result[field.key] = field.value.string }
        return result
    }
}
