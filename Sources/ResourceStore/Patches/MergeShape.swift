public import Resources
internal import Values

/// How what stands at a place of an object merges: walked down along with the object.
///
/// It knows the schema's list keys, and the merge keys of the built-in types that their Go sources declare
/// (k8s.io/api, `patchMergeKey` and `listMapKey`).
public struct MergeShape: Sendable {
    private let schema: Schema?
    private let path: [String]
    private let isBuiltIn: Bool

    /// The shape of a whole object.
    public init(of type: ResourceType) {
        schema = type.schema
        path = []
        isBuiltIn = type.id.isBuiltIn
    }

    private init(_ schema: Schema?, _ path: [String], _ isBuiltIn: Bool) {
        self.schema = schema
        self.path = path
        self.isBuiltIn = isBuiltIn
    }

    /// How a list merges.
    public enum ListKind: Sendable, Equatable {
        /// As a whole.
        case atomic
        /// Element by element; these fields say which is which.
        case keyed([String])
        /// As a set of plain values.
        case set
    }

    /// The shape of a field.
    public func field(_ name: String) -> MergeShape {
        let inner: Schema? =
            switch schema?.kind {
            case .object(let properties, _, _): properties.first { $0.name == name }?.schema
            case .map(let element): element
            default: nil
            }
        return MergeShape(inner, path + [name], isBuiltIn)
    }

    /// The shape of the elements of a list.
    public var element: MergeShape {
        if case .array(let element) = schema?.kind { return MergeShape(element, path, isBuiltIn) }
        return MergeShape(nil, path, isBuiltIn)
    }

    /// Whether an object here is written as a whole.
    public var isAtomicObject: Bool { schema?.isAtomic ?? false }

    /// How a list here merges.
    public var list: ListKind {
        if let keys = schema?.listKeys, !keys.isEmpty { return .keyed(keys) }
        switch path {
        case ["metadata", "finalizers"]: return .set
        case ["metadata", "ownerReferences"]: return .keyed(["uid"])
        case _ where !isBuiltIn: return .atomic
        default: return Self.builtIn(path)
        }
    }

    /// The one field by which a strategic merge patch finds an element; nil where it replaces the list.
    public var patchKey: String? {
        if case .keyed(let keys) = list { keys.first } else { nil }
    }

    private static func builtIn(_ path: [String]) -> ListKind {
        guard let name = path.last else { return .atomic }
        let parent = path.dropLast().last
        switch name {
        case "containers", "initContainers", "ephemeralContainers", "env", "volumes", "imagePullSecrets", "secrets",
            "resourceClaims":
            return .keyed(["name"])
        case "volumeMounts": return .keyed(["mountPath"])
        case "volumeDevices": return .keyed(["devicePath"])
        case "ports":
            return (parent ?? "").lowercased().hasSuffix("containers")
                ? .keyed(["containerPort", "protocol"]) : .keyed(["port", "protocol"])
        case "conditions": return .keyed(["type"])
        case "hostAliases", "podIPs", "hostIPs": return .keyed(["ip"])
        case "topologySpreadConstraints": return .keyed(["topologyKey", "whenUnsatisfiable"])
        case "schedulingGates": return .keyed(["name"])
        case "finalizers" where parent == "spec": return .atomic
        default: return .atomic
        }
    }
}
