// swift-tools-version: 6.2
import PackageDescription

/// What every Swift target is compiled with: Swift 6 mode, no warning left standing.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
]

/// A C library of Debian's; seen by exactly one room, which wraps it.
func library(_ name: String, pkgConfig: String? = nil, apt: String? = nil) -> Target {
    .systemLibrary(
        name: name, path: "Sources/C/\(name)", pkgConfig: pkgConfig,
        providers: apt.map { [.apt([$0])] })
}

/// A room of the house, as docs/architecture.md draws it.
///
/// Arrows point down only: a room names the rooms below it.
func room(_ name: String, at folder: String? = nil, uses rooms: [String] = []) -> Target {
    .target(
        name: name, dependencies: rooms.map { .init(stringLiteral: $0) },
        path: "Sources/\(folder ?? name)", swiftSettings: house)
}

/// The tests of a room.
func tests(_ name: String, of rooms: [String], files: [String] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: rooms.map { .init(stringLiteral: $0) },
        path: "Tests/\(name)", exclude: files, swiftSettings: house)
}

let package = Package(
    name: "gantry",
    products: [.executable(name: "gantry", targets: ["gantry"])],
    targets: [
        .executableTarget(
            name: "gantry", dependencies: ["CommandLineTool"], path: "Sources/gantry", swiftSettings: house),

        room(
            "CommandLineTool",
            uses: [
                "Arguments", "Concerns", "ControlPlane", "Conversion", "DiskFileProvider", "DiskFormats",
                "EmbeddedStore",
                "Engine", "Failures", "Files", "HTTPClient", "Inventory", "KubeVirtTarget", "KubernetesStore",
                "LocalTarget",
                "Mapping", "Planning", "QEMU", "ResourceStore", "Resources", "Threads", "Transfer", "Values", "YAML",
            ]),
        room(
            "Engine",
            uses: [
                "ByteStreams", "Concerns", "Conversion", "DiskFileProvider", "DiskFormats", "Failures", "Files",
                "Inventory", "KubeVirtTarget", "LibvirtProvider", "LocalTarget", "Mapping", "OVFProvider", "Planning",
                "QEMU", "Resources", "Subprocess", "Threads", "Transfer", "Values",
            ]),
        room("Planning", uses: ["Concerns", "Failures", "Inventory", "Mapping", "Resources", "Values"]),
        room("Concerns", uses: ["ByteStreams", "DiskFormats", "Failures", "Inventory", "Values"]),
        room("Mapping", uses: ["Failures", "Inventory", "Resources", "Values"]),
        room("KubeVirtTarget", at: "Targets/KubeVirt", uses: ["Failures", "Resources", "Values", "YAML"]),
        room(
            "LocalTarget", at: "Targets/Local",
            uses: ["Failures", "Files", "KubeVirtTarget", "QEMU", "Resources", "Subprocess", "Threads"]),
        room(
            "Conversion", uses: ["Failures", "Files", "Inventory", "QEMU", "Subprocess", "Threads", "Values", "XML"]),
        room(
            "Transfer",
            uses: [
                "BlockIO", "ByteStreams", "DiskFormats", "Failures", "Files", "Hashing", "Inventory", "NBD",
                "Subprocess", "Threads", "Values",
            ]),
        room(
            "OVFProvider", at: "Providers/OVF",
            uses: [
                "Archive", "ByteStreams", "DiskFormats", "Failures", "Files", "Hashing", "Inventory", "Threads", "XML",
            ]),
        room(
            "LibvirtProvider", at: "Providers/Libvirt",
            uses: ["ByteStreams", "DiskFormats", "Failures", "Files", "Inventory", "XML"]),
        room(
            "DiskFileProvider", at: "Providers/DiskFile",
            uses: ["ByteStreams", "DiskFormats", "Failures", "Files", "Inventory"]),
        room(
            "ControlPlane",
            uses: [
                "Certificates", "EmbeddedStore", "Failures", "Files", "HTTPServer", "Hashing", "ResourceStore",
                "Resources", "Threads", "Values", "YAML",
            ]),
        room(
            "KubernetesStore",
            uses: [
                "Failures", "Files", "HTTPClient", "ResourceStore", "Resources", "Subprocess", "Threads", "Values",
                "YAML",
            ]),
        room(
            "EmbeddedStore",
            uses: ["Failures", "Files", "ResourceStore", "Resources", "SQLite", "Threads", "Values"]),
        room("Informers", uses: ["Failures", "ResourceStore", "Resources", "Values"]),
        room("ResourceStore", uses: ["Failures", "Resources", "Values"]),
        room("Inventory", uses: ["ByteStreams", "DiskFormats", "Failures", "Hashing", "Values"]),
        room("Resources", uses: ["Failures", "Values"]),

        room("HTTPServer", at: "Toolkit/HTTPServer", uses: ["CMicrohttpd", "Failures", "Threads"]),
        room("HTTPClient", at: "Toolkit/HTTPClient", uses: ["CCurl", "Failures", "Threads"]),
        room("Certificates", at: "Toolkit/Certificates", uses: ["CCertificates", "Failures", "Files"]),
        room("SQLite", at: "Toolkit/SQLite", uses: ["CSQLite", "Failures"]),
        room("QEMU", at: "Toolkit/QEMU", uses: ["Failures", "Subprocess", "Threads", "Values"]),
        room("NBD", at: "Toolkit/NBD", uses: ["BlockIO", "CNBD", "Failures", "Threads"]),
        room("BlockIO", at: "Toolkit/BlockIO", uses: ["CLinux", "Failures", "Threads"]),
        room("DiskFormats", at: "Toolkit/DiskFormats", uses: ["ByteStreams", "Failures", "Files"]),
        room("ByteStreams", at: "Toolkit/ByteStreams", uses: ["Archive", "CZlib", "Failures", "Hashing", "Threads"]),
        room("Archive", at: "Toolkit/Archive", uses: ["CArchive", "Failures"]),
        room("XML", at: "Toolkit/XML", uses: ["CXML2", "Failures"]),
        room("YAML", at: "Toolkit/YAML", uses: ["CYAML", "Failures", "Values"]),
        room("Hashing", at: "Toolkit/Hashing", uses: ["COpenSSL", "Failures"]),
        room("Subprocess", at: "Toolkit/Subprocess", uses: ["CLinux", "Failures", "Threads"]),
        room("Arguments", at: "Toolkit/Arguments", uses: ["Failures"]),
        room("Values", at: "Toolkit/Values", uses: ["Failures"]),
        room("Threads", at: "Toolkit/Threads", uses: ["CLinux", "Failures"]),
        room("Files", at: "Toolkit/Files", uses: ["CLinux", "Failures"]),
        room("Failures", at: "Toolkit/Failures"),

        library("CArchive", pkgConfig: "libarchive", apt: "libarchive-dev"),
        library("CXML2", pkgConfig: "libxml-2.0", apt: "libxml2-dev"),
        library("CYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev"),
        library("CNBD", pkgConfig: "libnbd", apt: "libnbd-dev"),
        library("COpenSSL", pkgConfig: "libcrypto", apt: "libssl-dev"),
        library("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
        library("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
        library("CMicrohttpd", pkgConfig: "libmicrohttpd", apt: "libmicrohttpd-dev"),
        library("CCertificates", pkgConfig: "libcrypto", apt: "libssl-dev"),
        library("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
        library("CLinux"),

        tests(
            "Toolkit",
            of: ["Archive", "Arguments", "Failures", "Files", "Hashing", "Subprocess", "Threads", "XML"],
            files: ["Snapshots"]),
        tests("Values", of: ["Values", "YAML", "Failures"]),
        tests(
            "Providers",
            of: [
                "OVFProvider", "LibvirtProvider", "DiskFileProvider", "Archive", "DiskFormats", "ByteStreams",
                "Inventory",
                "Failures", "Hashing", "Threads", "XML",
            ], files: ["Fixtures"]),
        tests(
            "Transfer",
            of: [
                "Transfer", "BlockIO", "NBD", "DiskFormats", "ByteStreams", "Hashing", "Inventory", "Failures", "Files",
                "Subprocess", "Threads",
            ]),
        tests(
            "Judgement",
            of: [
                "ByteStreams", "Concerns", "DiskFormats", "Failures", "Hashing", "Inventory", "KubeVirtTarget",
                "Mapping", "Planning", "Resources", "Values", "YAML",
            ], files: ["validate.py"]),
        tests(
            "Conversion",
            of: [
                "Conversion", "QEMU", "LocalTarget", "Subprocess", "Inventory", "Resources", "Failures", "Files",
                "Values", "Threads",
            ]),
        tests(
            "Engine",
            of: [
                "Arguments", "CommandLineTool", "Conversion", "DiskFormats", "Engine", "Failures", "Files", "Inventory",
                "KubeVirtTarget", "Mapping", "Planning", "ResourceStore", "Resources", "Subprocess", "Values", "YAML",
            ]),
        tests("Resources", of: ["Failures", "Resources", "Subprocess", "Values", "YAML"]),
        tests(
            "ResourceStore",
            of: [
                "ControlPlane", "EmbeddedStore", "Failures", "Files", "HTTPClient", "Informers", "KubernetesStore",
                "ResourceStore",
                "Resources",
                "SQLite", "Subprocess", "Threads", "Values", "YAML",
            ]),
        tests(
            "ControlPlane",
            of: [
                "Certificates", "ControlPlane", "EmbeddedStore", "Failures", "Files", "HTTPClient", "HTTPServer",
                "KubernetesStore", "ResourceStore", "Resources", "Subprocess", "Threads", "Values", "YAML",
            ]),
        tests("System", of: []),
        .executableTarget(
            name: "gantry-store-writer", dependencies: ["EmbeddedStore", "ResourceStore", "Resources", "Values"],
            path: "Tests/Support/StoreWriter", swiftSettings: house),
    ]
)
