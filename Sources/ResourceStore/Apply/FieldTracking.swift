public import Resources
internal import Values

/// Keeps `metadata.managedFields` true when objects are written other than by server-side apply.
public struct FieldTracking: Sendable {
    let type: ResourceType
    let shape: MergeShape
    let manager: String
    let subresource: String?
    let time: String

    /// Tracks a write of a field manager to an object, or to its status, at a time (RFC 3339).
    public init(_ type: ResourceType, _ part: ResourcePart, manager: String, time: String) {
        self.type = type
        shape = MergeShape(of: type)
        self.manager = manager
        subresource = part == .status ? "status" : nil
        self.time = time
    }

    /// The new object with the writer's entry brought up to date; `old` is nil for one that is created.
    public func recordingUpdate(from old: ResourceObject?, to new: ResourceObject) -> ResourceObject {
        let author = author("Update")
        var managed = ManagedFields(sent: new.metadata["managedFields"], stored: old?.metadata["managedFields"])
        let empty = JSONValue.object(OrderedFields())
        let difference = FieldSet.difference(
            from: old.map { Self.tracked($0.value) } ?? empty, to: Self.tracked(new.value), shape)
        let written = Self.withoutIdentity(difference.added.union(difference.modified))
        managed.take(difference.removed)
        managed.take(difference.modified, exceptFrom: author)
        let own = managed.entries.first { $0.isOf(author) }?.fields ?? FieldSet()
        managed.set(own.union(written), of: author, time: time)
        managed.tidy()
        return Self.setting(managed, of: new)
    }

    func author(_ operation: String) -> FieldAuthor {
        FieldAuthor(manager: manager, operation: operation, apiVersion: type.id.apiVersion, subresource: subresource)
    }

    static func setting(_ managed: ManagedFields, of object: ResourceObject) -> ResourceObject {
        var result = object
        result.metadata["managedFields"] = managed.json
        return result
    }

    /// An object without what the server itself writes, so that it neither counts nor conflicts.
    static func tracked(_ value: JSONValue) -> JSONValue {
        var result = value
        guard var metadata = value["metadata"]?.object else { return value }
        for key in serverFields { metadata[key] = nil }
        result.setField("metadata", .object(metadata))
        return result
    }

    /// A set without what every object has (stripMeta of apimachinery).
    static func withoutIdentity(_ fields: FieldSet) -> FieldSet {
        var result = fields
        result.isMember = false
        result.remove(["f:apiVersion"])
        result.remove(["f:kind"])
        for key in serverFields { result.remove(["f:metadata", "f:" + key]) }
        result.children["f:metadata"]?.isMember = false
        if result.children["f:metadata"]?.isEmpty ?? false { result.children["f:metadata"] = nil }
        return result
    }

    private static let serverFields = [
        "name", "namespace", "uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp",
        "deletionGracePeriodSeconds", "selfLink", "managedFields",
    ]
}
