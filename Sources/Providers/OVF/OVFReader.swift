internal import ByteStreams
internal import Hashing
internal import Inventory
public import Threads
internal import XML

/// Reads appliances: an OVA, a folder with one descriptor, or a descriptor by itself.
public enum OVFReader {
    /// The longest descriptor that is read.
    private static let maximumDescriptorBytes = 16 << 20

    /// Reads the descriptor and looks into every disk's headers; the disks' data stay where they are.
    ///
    /// Blocking. The descriptor is checked against the manifest at once; the disks carry their digests along.
    /// - Throws: `OVFError`, `ArchiveError`, `XMLError`, `StreamError`, `DiskFormatError`; `CancellationError` by the flag.
    public static func read(path: String, cancellation: CancellationFlag = CancellationFlag()) throws -> Appliance {
        let files = try ApplianceFiles(path: path) { cancellation.isRaised }
        var warnings: [String] = []
        let manifest = try readManifest(files, &warnings)
        let root = try readDescriptor(files, manifest)
        let envelope = try OVFEnvelope(root, descriptor: files.descriptorName)
        let references = try OVFReferences(envelope, files: files, manifest: manifest)
        var disks = try OVFDiskSection(envelope, references: references)
        let machines = try envelope.systems.map { system in
            try cancellation.check()
            let origin = SourceMachine.SourceOrigin(
                kind: files.isArchive ? .ova : .ovf, exporter: envelope.exporter, path: path)
            return try OVFMachine(system, envelope: envelope, origin: origin).read(&disks)
        }
        warnings += envelope.warnings(machines) + disks.warnings
        return Appliance(machines: machines, descriptorPath: files.descriptorPath, warnings: warnings)
    }

    private static func readManifest(_ files: ApplianceFiles, _ warnings: inout [String]) throws -> Manifest? {
        let name = files.beside(descriptor: ".mf")
        let certificate = files.beside(descriptor: ".cert")
        if try files.part(named: certificate) != nil {
            warnings.append("The signature in \(certificate) was not checked; digests are.")
        }
        guard let part = try files.part(named: name) else { return nil }
        let text = String(decoding: try files.read(part, atMost: Manifest.maximumBytes), as: UTF8.self)
        let manifest = try Manifest(text, name: name)
        for file in manifest.names where try files.part(named: SafeName.checked(file)) == nil {
            throw OVFError.missingFile(name: file, namedBy: "The manifest \(name)")
        }
        return manifest
    }

    private static func readDescriptor(_ files: ApplianceFiles, _ manifest: Manifest?) throws -> XMLElement {
        let name = files.descriptorName
        guard let part = try files.part(named: name) else { throw OVFError.noDescriptor(path: name) }
        let bytes = try files.read(part, atMost: maximumDescriptorBytes)
        // A manifest's names are relative to the folder that it shares with the descriptor.
        if let expected = manifest?.digests[name] ?? manifest?.digests[String(name.split(separator: "/").last ?? "")] {
            let found = try StreamHasher.digest(of: bytes, by: expected.algorithm)
            guard found == expected else {
                throw StreamError.digestMismatch(name: name, expected: expected, found: found)
            }
        }
        return try XMLDocument(bytes, name: name).root
    }
}
