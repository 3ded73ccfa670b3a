import DiskFormats
import Failures
import Inventory
import KubeVirtTarget
import Mapping
import Resources
import Testing
import Values
import YAML

@Suite("Manifests")
struct ManifestTests {
    private let mapped = MachineMapper.map(
        machine { $0.disks = [disk("a"), disk("b") { $0.content?.virtualSizeBytes = 1_000_000_007 }] })

    private func documents(_ storage: KubeVirtManifest.Storage, mode: VolumeMode? = nil) throws -> [JSONValue] {
        var claims = mapped.claims
        for index in claims.indices { claims[index].volumeMode = mode }
        return try KubeVirtManifest(
            mapped.virtualMachine, claims: claims, digests: ["a": "sha256:00"], storage: storage
        ).documents()
    }

    @Test("hold a claim for each disk and then the machine")
    func claims() throws {
        let documents = try documents(.claims)
        #expect(
            documents.map { $0["kind"]?.string } == [
                "PersistentVolumeClaim", "PersistentVolumeClaim", "VirtualMachine",
            ])
        let annotations = documents[0]["metadata"]?["annotations"]
        #expect(annotations?["gantry.io/local-file"] == "web01-disk0.raw")
        #expect(annotations?["gantry.io/disk-digest"] == "sha256:00")
        #expect(documents[1]["metadata"]?["annotations"]?["gantry.io/disk-digest"] == nil)
        #expect(documents[0]["metadata"]?["labels"]?["instancetype.kubevirt.io/default-preference"] == "debian")
        #expect(documents[0]["spec"]?["accessModes"] == ["ReadWriteOnce"])
    }

    @Test("ask for DataVolumes that wait for an upload, at the size of the disk")
    func dataVolumes() throws {
        let documents = try documents(.dataVolumes)
        #expect(documents.map { $0["kind"]?.string } == ["DataVolume", "DataVolume", "VirtualMachine"])
        #expect(documents[1]["spec"]?["source"] == ["upload": [:]])
        #expect(documents[1]["spec"]?["storage"]?["resources"]?["requests"]?["storage"] == "1000000007")
        #expect(documents[1]["spec"]?["pvc"] == nil)
        let volumes = documents[2]["spec"]?["template"]?["spec"]?["volumes"]
        #expect(volumes?[0]?["dataVolume"]?["name"] == "web01-disk0")
        #expect(volumes?[0]?["persistentVolumeClaim"] == nil)
    }

    @Test("ask plain claims for no less than the disk, and on a file system for what that takes besides")
    func sizes() throws {
        let request = { (mode: VolumeMode?) in
            let storage = try documents(.claims, mode: mode)[1]["spec"]?["resources"]?["requests"]?["storage"]?.string
            return try #require(storage.flatMap { Int64($0) })
        }
        #expect(try request(.block) == 1_000_000_007)
        let onFileSystem = try request(.filesystem)
        #expect(onFileSystem == (try request(nil)))
        #expect(Double(onFileSystem) * 0.94 >= 1_000_000_007)
        #expect(Double(onFileSystem) * 0.94 < 1_000_000_007 + 2 * 1_048_576)
        #expect(onFileSystem % 1_048_576 == 0)
    }

    @Test("ask for a disk of absurd size without overflowing")
    func absurdSize() throws {
        var claims = mapped.claims
        claims[0].sizeBytes = .max
        let document = try KubeVirtManifest(mapped.virtualMachine, claims: claims).documents()[0]
        #expect(document["spec"]?["resources"]?["requests"]?["storage"]?.string == String(Int64.max))
    }

    @Test("are not made while a size is unknown")
    func unknownSize() {
        var claims = mapped.claims
        claims[1].sizeBytes = 0
        #expect(throws: ManifestError.sizeUnknown(claim: "web01-disk1")) {
            try KubeVirtManifest(mapped.virtualMachine, claims: claims).yaml()
        }
    }

    @Test("are read back as the machine and its files", arguments: KubeVirtManifest.Storage.allCases)
    func roundTrip(storage: KubeVirtManifest.Storage) throws {
        let text = try KubeVirtManifest(mapped.virtualMachine, claims: mapped.claims, storage: storage).yaml()
        let local = try LocalMachine(yaml: text)
        #expect(local.files == ["web01-disk0": "web01-disk0.raw", "web01-disk1": "web01-disk1.raw"])
        if storage == .claims { #expect(local.virtualMachine == mapped.virtualMachine) }
        let claims = local.virtualMachine.spec.template.spec.volumes?.compactMap(LocalMachine.claimName)
        #expect(claims == ["web01-disk0", "web01-disk1"])
    }

    @Test("that name files elsewhere are refused", arguments: ["../x.raw", "/etc/shadow", "a/b.raw", "..", ".", ""])
    func unsafeFiles(name: String) throws {
        var documents = try documents(.claims)
        var claim = try ValueDecoder().decode(PersistentVolumeClaim.self, from: documents[0])
        claim.metadata.annotations?["gantry.io/local-file"] = name
        documents[0] = try ValueEncoder().encode(claim)
        let error = #expect(throws: ManifestError.self) { try LocalMachine(documents: documents) }
        #expect(error?.failure.id == "manifest.unsafe-file-name")
    }

    @Test("without a machine, with two, or without the file of a volume are refused")
    func incomplete() throws {
        let documents = try documents(.claims)
        #expect(throws: ManifestError.machineCount(0)) { try LocalMachine(documents: Array(documents.dropLast())) }
        #expect(throws: ManifestError.machineCount(2)) { try LocalMachine(documents: documents + documents.suffix(1)) }
        #expect(throws: ManifestError.volumeWithoutFile(volume: "disk-0")) {
            try LocalMachine(documents: Array(documents.dropFirst()))
        }
        #expect(throws: ValueError.self) { try LocalMachine(yaml: "kind: VirtualMachine\nmetadata: []\n") }
    }

    @Test("are the same text every time")
    func deterministic() throws {
        let texts = try (0..<5).map { _ in
            try KubeVirtManifest(
                MachineMapper.map(machine()).virtualMachine, claims: MachineMapper.map(machine()).claims
            ).yaml()
        }
        #expect(Set(texts).count == 1)
    }
}

@Suite("Quantities")
struct QuantityTests {
    @Test(
        "are read in the units of Kubernetes, rounded up",
        arguments: [
            ("10Gi", 10 << 30), ("1500000", 1_500_000), ("1.5Gi", 1536 << 20), ("2k", 2_000), ("3M", 3_000_000),
            ("0.1", 1),
            ("1Ti", 1 << 40), ("", nil), ("Gi", nil), ("-1", nil), ("1gi", nil), ("1e3", nil), ("9999999999Pi", nil),
            ("1..2", nil),
        ] as [(String, Int64?)])
    func bytes(text: String, bytes: Int64?) { #expect(Quantity(text).bytes == bytes) }

    @Test("of bytes are exact", arguments: [0, 1, 1023, 1 << 10, 3 << 20, 5 << 30, (5 << 30) + 1, .max] as [Int64])
    func exact(bytes: Int64) { #expect(Quantity(bytes: bytes).bytes == bytes) }
}
