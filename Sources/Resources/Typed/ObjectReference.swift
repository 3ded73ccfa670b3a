/// A reference to another object, as core/v1 has it.
public struct ObjectReference: Codable, Sendable, Equatable, Hashable {
    /// The API version of the object.
    public var apiVersion: String?
    /// The kind of the object.
    public var kind: String?
    /// The namespace of the object.
    public var namespace: String?
    /// The name of the object.
    public var name: String?
    /// The uid of the object.
    public var uid: String?
    /// The version of the object.
    public var resourceVersion: String?
    /// The part of the object that is meant.
    public var fieldPath: String?

    /// Makes a reference.
    public init(namespace: String? = nil, name: String? = nil) {
        self.namespace = namespace
        self.name = name
    }
}
