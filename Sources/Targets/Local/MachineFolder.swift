internal import Failures
internal import FoundationEssentials
internal import Glibc
internal import KubeVirtTarget
internal import QEMU

/// The folder of one migrated machine, and the private folder with its sockets while it runs.
struct MachineFolder {
    let name: String
    let path: String
    /// The private folder with its sockets; made at its first start.
    let runtimePath: String

    /// Finds a machine's folder below another; it need not have been started before.
    init(_ name: String, in folder: String) throws {
        guard !name.isEmpty, name != ".", name != "..", !name.contains("/"), !name.utf8.contains(0) else {
            throw LocalError.badName(name)
        }
        guard let path = Self.resolved("\(folder)/\(name)"),
            access("\(path)/\(Self.manifestName)", F_OK) == 0
        else { throw LocalError.notFound(name: name, folder: folder) }
        self.name = name
        self.path = path
        // A short name, since the path of a socket has at most 107 bytes; the same folder always gets the same.
        runtimePath = "\(try PrivateFolder.runtime().path)/\(String(Self.hash(path), radix: 16))"
    }

    /// Makes the private folder.
    func makeRuntimeFolder() throws { _ = try PrivateFolder.owned(runtimePath) }

    static let manifestName = "virtualmachine.yaml"
    /// A manifest of a machine with a hundred disks has some 50 kB.
    private static let mostManifestBytes = 4 << 20

    /// Reads the manifest.
    func manifest() throws -> LocalMachine {
        let file = "\(path)/\(Self.manifestName)"
        let data = try FileHandleReader.bytes(of: file, most: Self.mostManifestBytes)
        return try LocalMachine(yaml: String(decoding: data, as: UTF8.self))
    }

    /// The machine of the manifest; all of its disks are there.
    func machine() throws -> QEMUMachine {
        let machine = try qemuMachine(from: try manifest(), in: path)
        for disk in machine.disks where access(disk.file, R_OK | W_OK) != 0 {
            throw LocalError.diskMissing(file: disk.file)
        }
        return machine
    }

    /// What is kept while it runs, and the EFI variables, which stay with the disks.
    func launch(_ acceleration: Acceleration, _ network: QEMULaunch.Network) -> QEMULaunch {
        QEMULaunch(
            socketFolder: runtimePath, acceleration: acceleration, network: network,
            variablesFile: "\(path)/efi-variables.fd")
    }

    private static func resolved(_ path: String) -> String? {
        guard let pointer = realpath(path, nil) else { return nil }
        defer { free(pointer) }
        return String(cString: pointer)
    }

    /// FNV-1a, 64 bits: stable between runs, which Swift's own hash is not.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}

/// Reads small files with a limit.
enum FileHandleReader {
    static func bytes(of path: String, most: Int) throws -> Data {
        let url = URL(filePath: path)
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        guard size <= most else { throw SystemError("read", path, code: EFBIG) }
        return try Data(contentsOf: url)
    }
}
