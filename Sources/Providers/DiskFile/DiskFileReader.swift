internal import ByteStreams
public import DiskFormats
internal import Files
public import Inventory

/// Makes a machine of disk images alone: nothing is known of it but its disks.
public enum DiskFileReader {
    /// The file name endings that say a format, in lower case without the dot.
    public static let endings: [String: DiskFormat] = [
        "raw": .raw, "img": .raw, "qcow2": .qcow2, "vmdk": .vmdk, "vhd": .vhd, "vhdx": .vhdx, "vdi": .vdi,
    ]

    /// Looks into the images, the boot disk first.
    ///
    /// Blocking. Without a format every image's ending says it, and its signature must agree; a format that
    /// is given holds for all of them, and is believed.
    /// - Parameter name: the machine's name; without one it is the first file's name without its ending.
    /// - Throws: `DiskFileError`, `DiskFormatError`, `StreamError`.
    public static func read(paths: [String], name: String? = nil, format: DiskFormat? = nil) throws -> SourceMachine {
        guard let first = paths.first else { throw DiskFileError.none }
        let origin = SourceMachine.SourceOrigin(kind: .disk, exporter: .unknown, path: first)
        let fileName = fileName(first)
        var machine = SourceMachine(id: fileName, name: name ?? stem(fileName), origin: origin)
        for (index, path) in paths.enumerated() {
            guard !paths[..<index].contains(where: { Files.isSameFile($0, path) }) else {
                throw DiskFileError.twice(path: path)
            }
            machine.disks.append(try disk(path, number: index + 1, format: format))
        }
        return machine
    }

    private static func disk(_ path: String, number: Int, format: DiskFormat?) throws -> SourceDisk {
        let claim = try claim(path, format: format)
        let bytes = try ByteContent(file: path, name: fileName(path))
        let content = try DiskContent.inspect(bytes: bytes, claim: claim)
        return SourceDisk(
            id: "disk\(number)", label: fileName(path), capacityBytes: content.virtualSizeBytes, bootOrder: number,
            content: content)
    }

    private static func claim(_ path: String, format: DiskFormat?) throws(DiskFileError) -> DiskFormatClaim {
        if let format { return .certain(format) }
        guard let ending = ending(path), let named = endings[ending] else { throw .unknownEnding(path: path) }
        return .named(named)
    }

    private static func fileName(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    private static func ending(_ path: String) -> String? {
        let name = fileName(path)
        return name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() }
    }

    private static func stem(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }
}
