internal import ResourceStore
internal import Resources
internal import Values

/// Which object: the number of its type, and `namespace/name`, or the name alone.
struct ObjectID: Hashable {
    var type: Int
    var key: String

    static func key(_ namespace: String?, _ name: String) -> String {
        namespace.map { "\($0)/\(name)" } ?? name
    }
}

/// An object as it is at one version, with what is looked up often.
///
/// Lists, watchers and the history share one instance, so a version of an object is in memory once.
final class StoredObject: Sendable {
    let object: ResourceObject
    let key: String
    let name: String
    let namespace: String?
    let version: Int64
    let uid: String
    let owners: [OwnerReference]
    let sizeBytes: Int

    init(_ object: ResourceObject, version: Int64, sizeBytes: Int) {
        self.object = object
        self.version = version
        self.sizeBytes = sizeBytes
        name = object.name
        namespace = object.namespace
        key = ObjectID.key(object.namespace, object.name)
        uid = object.uid
        owners = OwnerReference.all(of: object)
    }
}

/// What owns an object (metav1.OwnerReference).
struct OwnerReference: Equatable {
    var apiVersion: String
    var kind: String
    var uid: String
    var blocksDeletion: Bool

    static func all(of object: ResourceObject) -> [OwnerReference] {
        (object.metadata["ownerReferences"]?.array ?? []).compactMap { reference in
            guard let uid = reference["uid"]?.string else { return nil }
            return OwnerReference(
                apiVersion: reference["apiVersion"]?.string ?? "", kind: reference["kind"]?.string ?? "", uid: uid,
                blocksDeletion: reference["blockOwnerDeletion"]?.bool ?? false)
        }
    }
}

/// A change of one object: from one version to the next.
struct Change: Sendable {
    var id: ObjectID
    var version: Int64
    var old: StoredObject?
    var new: StoredObject?
    /// The object with the version of its deletion; nil when it isn't deleted.
    var gone: ResourceObject?
    /// What goes to the disk; empty for a deletion.
    var bytes: [UInt8] = []
}
