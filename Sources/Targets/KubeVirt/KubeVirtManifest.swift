public import Resources
public import Values
internal import YAML

/// The documents that put a migrated VM into a cluster.
public struct KubeVirtManifest: Sendable {
    /// How the manifest asks for storage.
    public enum Storage: String, Sendable, CaseIterable {
        /// A PersistentVolumeClaim for each disk, which whoever applies it fills.
        case claims = "pvc"
        /// A DataVolume for each disk, which waits for an upload (`virtctl image-upload dv NAME --no-create`).
        case dataVolumes = "datavolume"
    }

    /// The annotation that names the local file of a disk.
    public static let localFileAnnotation = "gantry.io/local-file"
    /// The annotation that holds the digest of a disk.
    public static let digestAnnotation = "gantry.io/disk-digest"
    static let preferenceLabel = "instancetype.kubevirt.io/default-preference"

    private let machine: VirtualMachine
    private let claims: [DiskClaim]
    private let digests: [String: String]
    private let storage: Storage

    /// Takes what Mapping decided; digests are by disk.
    public init(
        _ machine: VirtualMachine, claims: [DiskClaim], digests: [String: String] = [:], storage: Storage = .claims
    ) {
        self.machine = machine
        self.claims = claims
        self.digests = digests
        self.storage = storage
    }

    /// The documents: claims or DataVolumes in the order of the disks, then the machine.
    ///
    /// Storage comes first so that `kubectl apply` doesn't start a machine whose claims aren't there.
    public func documents() throws -> [JSONValue] {
        let encoder = ValueEncoder()
        var documents: [JSONValue] = []
        for claim in claims {
            guard claim.sizeBytes > 0 else { throw ManifestError.sizeUnknown(claim: claim.claimName) }
            switch storage {
            case .claims: documents.append(try encoder.encode(volumeClaim(claim)))
            case .dataVolumes: documents.append(try encoder.encode(dataVolume(claim)))
            }
        }
        documents.append(try encoder.encode(storage == .claims ? machine : machineOnDataVolumes()))
        return documents
    }

    /// The documents as one YAML text.
    public func yaml() throws -> String { try YAML.text(of: documents()) }

    private func metadata(_ claim: DiskClaim, _ more: [String: String] = [:]) -> ObjectMeta {
        var annotations = more
        annotations[Self.localFileAnnotation] = claim.fileName
        annotations[Self.digestAnnotation] = digests[claim.diskID]
        var labels = ["app.kubernetes.io/managed-by": "gantry"]
        labels[Self.preferenceLabel] = claim.defaultPreference
        return ObjectMeta(
            name: claim.claimName, namespace: machine.metadata.namespace, labels: labels, annotations: annotations)
    }

    private func volumeClaim(_ claim: DiskClaim) -> PersistentVolumeClaim {
        let bytes = ClaimSize.bytes(forDisk: claim.sizeBytes, mode: claim.volumeMode)
        return PersistentVolumeClaim(
            metadata: metadata(claim),
            // A claim must say how it is used; every storage class has ReadWriteOnce.
            spec: spec(claim, bytes, accessModes: [claim.accessMode ?? .readWriteOnce]))
    }

    private func dataVolume(_ claim: DiskClaim) -> DataVolume {
        DataVolume(
            // Without this an upload waits for a pod on storage that binds at first use, and the pod for the upload.
            metadata: metadata(claim, ["cdi.kubevirt.io/storage.bind.immediate.requested": "true"]),
            // With `storage` the importer adds a file system's own needs, and knows the modes of the class.
            spec: DataVolume.Spec(
                source: DataVolume.Source(upload: Present()),
                storage: spec(claim, claim.sizeBytes, accessModes: claim.accessMode.map { [$0] })))
    }

    private func spec(_ claim: DiskClaim, _ bytes: Int64, accessModes: [AccessMode]?) -> StorageSpec {
        StorageSpec(
            accessModes: accessModes, volumeMode: claim.volumeMode, storageClassName: claim.storageClass,
            resources: StorageSpec.Resources(requests: StorageSpec.Requests(storage: Quantity(plainBytes: bytes))))
    }

    private func machineOnDataVolumes() -> VirtualMachine {
        var machine = machine
        machine.spec.template.spec.volumes = machine.spec.template.spec.volumes?.map { volume in
            guard let name = volume.persistentVolumeClaim?.claimName else { return volume }
            return Volume(name: volume.name, dataVolume: Volume.DataVolumeReference(name: name))
        }
        return machine
    }
}
