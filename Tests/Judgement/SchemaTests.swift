import Foundation
import Inventory
import KubeVirtTarget
import Mapping
import Resources
import Testing

private let schemaFolder: String = {
    if let folder = ProcessInfo.processInfo.environment["GANTRY_REFERENCE_CRDS"] { return folder }
    let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    return repository.appendingPathComponent("shared/reference/crds").path
}()
private let hasSchemas = FileManager.default.fileExists(atPath: schemaFolder)
private let isCI = ProcessInfo.processInfo.environment["CI"] == "true"

/// Machines that differ in everything that shows in a manifest.
private let fixtures: [(String, SourceMachine, MappingOptions, GuestFacts?)] = [
    ("plain", machine(), MappingOptions(), nil),
    (
        "bare", SourceMachine(id: "x", name: "x", origin: .init(kind: .disk, exporter: .unknown, path: "/x.raw")),
        MappingOptions(), nil
    ),
    ("efi", machine { $0.firmware = .efi(secureBoot: false) }, MappingOptions(), nil),
    (
        "secure",
        machine {
            $0.firmware = .efi(secureBoot: true); $0.hasTPM = true; $0.clockOffset = "Europe/Berlin"
        }, MappingOptions(), nil
    ),
    ("names", machine("Müller's Web (prod) yes"), MappingOptions(), nil),
    ("long", machine(String(repeating: "Long.Name_", count: 20)), MappingOptions(), nil),
    (
        "disks",
        machine {
            $0.disks = (0..<5).map { index in
                disk("d\(index)") {
                    $0.serial = "ser ial \(index)"; $0.bootOrder = 5 - index
                }
            }
        }, MappingOptions(), nil
    ),
    (
        "flags",
        machine {
            $0.disks = [
                disk {
                    $0.isShared = true; $0.isReadOnly = true
                }
            ]
        }, MappingOptions(), nil
    ),
    (
        "networks",
        machine {
            $0.nics = [
                nic("a"), nic("b") { $0.network = "dmz" },
                nic("c") {
                    $0.network = nil; $0.startsConnected = false
                },
            ]
        }, options { $0.networks = ["lan": .multus("infra/vlan5"), "dmz": .multus("dmz")] }, nil
    ),
    ("no-nics", machine { $0.nics = [] }, MappingOptions(), nil),
    (
        "compatibility",
        machine {
            $0.guest = .init(platformID: "windows9_64Guest"); $0.clockOffset = "-3600"
        }, options { $0.deviceProfile = .compatibility }, nil
    ),
    (
        "storage", machine(),
        options {
            $0.storageClass = "ceph"; $0.accessMode = .readWriteMany; $0.volumeMode = .block; $0.namespace = "prod";
            $0.runStrategy = .always
        }, nil
    ),
    (
        "facts", machine { $0.hardwareUUID = "5d307ca9-b3ef-428c-8861-06e72d69f223" }, MappingOptions(),
        GuestFacts(
            osinfoID: "rhel9.2", productName: "Red Hat Enterprise Linux 9.2 (Plow)", architecture: "aarch64",
            firmware: .efi, bootDiskIndex: 0, isConverted: true)
    ),
    (
        "text",
        machine {
            $0.notes.annotation = "yes: # not a comment\n\tsecond line \u{85} 'quoted' \"too\"\n"; $0.id = "0x10"
        }, MappingOptions(), nil
    ),
]

private func options(_ change: (inout MappingOptions) -> Void) -> MappingOptions {
    var options = MappingOptions()
    change(&options)
    return options
}

@Suite("Manifests against the schemas of KubeVirt and CDI")
struct SchemaTests {
    @Test("the schemas are there, or this run is not CI")
    func present() {
        if !hasSchemas {
            let message: Comment = "no schemas in \(schemaFolder): the manifests were NOT validated"
            if isCI { Issue.record(message) } else { print("WARNING:", message.rawValue) }
        }
    }

    @Test("every manifest is valid, without a field that the schema doesn't know", .enabled(if: hasSchemas))
    func valid() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "gantry-manifests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var paths: [String] = []
        var generator = SeededGenerator(seed: 80_000)
        let random = (0..<20).map { index in
            ("random\(index)", randomMachine(&generator), randomOptions(&generator), GuestFacts?.none)
        }
        for (name, source, options, facts) in fixtures + random {
            let mapped = MachineMapper.map(source, options: options, facts: facts)
            for storage in KubeVirtManifest.Storage.allCases {
                let path = folder.appendingPathComponent("\(name)-\(storage.rawValue).yaml").path
                let manifest = KubeVirtManifest(
                    mapped.virtualMachine, claims: mapped.claims, digests: ["vmdisk1": "sha256:1e10"], storage: storage)
                try manifest.yaml().write(toFile: path, atomically: false, encoding: .utf8)
                paths.append(path)
            }
        }
        let (status, output) = try validate(paths)
        #expect(status == 0, "\(output)")
    }

    @Test(
        "a field that the schema doesn't know, a wrong type and an unknown kind are found", .enabled(if: hasSchemas),
        arguments: [
            ("      runStrategy: Halted", "      runStrategi: Halted"), ("cores: 2", "cores: two"),
            ("kind: VirtualMachine", "kind: VirtualMachin"),
            ("secureBoot: true", "secureBoot: \"true\""), ("smm:", "smn:"),
        ])
    func finds(right: String, wrong: String) throws {
        let mapped = MachineMapper.map(machine { $0.firmware = .efi(secureBoot: true) })
        let right = right.trimmingCharacters(in: .whitespaces)
        let text = try KubeVirtManifest(mapped.virtualMachine, claims: mapped.claims).yaml()
        try #require(text.contains(right))
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("gantry-\(UUID().uuidString).yaml")
            .path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try text.replacingOccurrences(of: right, with: wrong.trimmingCharacters(in: .whitespaces))
            .write(toFile: path, atomically: false, encoding: .utf8)
        let (status, output) = try validate([path])
        #expect(status == 1, "\(output)")
    }

    private func validate(_ paths: [String]) throws -> (status: Int32, output: String) {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("validate.py")
            .path
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", script, schemaFolder] + paths
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
