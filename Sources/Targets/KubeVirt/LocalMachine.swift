public import Resources
public import Values
internal import YAML

/// A migrated VM as its manifest describes it, with the local files of its disks.
public struct LocalMachine: Sendable, Equatable {
    /// The machine.
    public var virtualMachine: VirtualMachine
    /// The local files of its claims, by claim; names without a folder.
    public var files: [String: String]

    /// The claim, or DataVolume, of a volume.
    public static func claimName(of volume: Volume) -> String? {
        volume.persistentVolumeClaim?.claimName ?? volume.dataVolume?.name
    }

    /// Reads a manifest that `KubeVirtManifest` wrote, and that a user may have edited.
    public init(yaml: String) throws { try self.init(documents: YAML.parse(yaml)) }

    /// Reads the documents of a manifest; those of other kinds are ignored.
    public init(documents: [JSONValue]) throws {
        let machines = documents.filter { $0["kind"]?.string == "VirtualMachine" }
        guard machines.count == 1, let machine = machines.first else {
            throw ManifestError.machineCount(machines.count)
        }
        virtualMachine = try ValueDecoder().decode(VirtualMachine.self, from: machine)
        files = [:]
        for document in documents where ["PersistentVolumeClaim", "DataVolume"].contains(document["kind"]?.string) {
            let metadata = try ValueDecoder().decode(ObjectMeta.self, from: document["metadata"] ?? [:])
            guard let name = metadata.name, let file = metadata.annotations?[KubeVirtManifest.localFileAnnotation]
            else { continue }
            guard Self.isPlainFileName(file) else {
                throw ManifestError.unsafeFileName(claim: name, fileName: file)
            }
            files[name] = file
        }
        try checkVolumes()
    }

    private func checkVolumes() throws {
        for volume in virtualMachine.spec.template.spec.volumes ?? [] {
            guard let claim = Self.claimName(of: volume), files[claim] != nil else {
                throw ManifestError.volumeWithoutFile(volume: volume.name)
            }
        }
    }

    private static func isPlainFileName(_ name: String) -> Bool {
        !name.isEmpty && name != "." && name != ".." && !name.contains("/") && !name.utf8.contains(0)
    }
}
