/// Every type of resource that Gantry knows: the one place that discovery, validation and CRDs are made from.
public enum ResourceRegistry {
    /// All types, ours first, in the order in which they are listed.
    public static let all: [ResourceType] = forklift + vmImport + operators + kubernetes

    /// The types of `forklift.konveyor.io`.
    public static let forklift: [ResourceType] = [
        .plan, .provider, .migration, .networkMap, .storageMap, .hook, .host, .conversion, .ovaProviderServer,
        .hyperVProviderServer, .openstackVolumePopulator, .ovirtVolumePopulator, .vSphereXcopyVolumePopulator,
        .forkliftController,
    ]

    /// The types of `v2v.kubevirt.io`.
    public static let vmImport: [ResourceType] = [.virtualMachineImport, .resourceMapping, .vmImportConfig]

    /// Types of other operators that we write: KubeVirt, the Containerized Data Importer, Multus.
    public static let operators: [ResourceType] = [.virtualMachine, .dataVolume, .networkAttachmentDefinition]

    /// Types of Kubernetes itself.
    public static let kubernetes: [ResourceType] = [
        .namespace, .secret, .configMap, .event, .newEvent, .lease, .persistentVolumeClaim, .storageClass, .pod, .job,
    ]

    /// The type with this identity.
    public static func type(_ id: ResourceTypeID) -> ResourceType? { byID[id] }

    /// The type of objects with this `apiVersion` and `kind`.
    public static func type(apiVersion: String, kind: String) -> ResourceType? { byKind["\(apiVersion)/\(kind)"] }

    /// The type that a user means: plural, singular, short name, `plans.forklift.konveyor.io` or the kind.
    ///
    /// Where several types have the name, as events have, the one that is listed first is meant.
    public static func type(named name: String) -> ResourceType? {
        let wanted = name.lowercased()
        return all.first { names(of: $0).contains(wanted) }
    }

    /// The name that was probably meant by one that no type has; nil when none is near.
    public static func nearestName(to name: String) -> String? {
        Spelling.nearest(to: name, among: all.flatMap(names(of:)))
    }

    /// All names that a user may give a type, for completion and suggestions.
    public static func names(of type: ResourceType) -> [String] {
        let plain = [type.id.plural, type.singular] + type.shortNames + [type.kind.lowercased()]
        guard !type.id.group.isEmpty else { return plain }
        return plain
            + [type.id.plural, type.singular].flatMap {
                ["\($0).\(type.id.group)", "\($0).\(type.id.version).\(type.id.group)"]
            }
    }

    private static let byID = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    private static let byKind = Dictionary(
        all.map { ("\($0.id.apiVersion)/\($0.kind)", $0) }, uniquingKeysWith: { first, _ in first })
}
