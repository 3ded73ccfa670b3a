internal import Failures
internal import Files
internal import Glibc
internal import Threads

/// The folder that libguestfs and virt-v2v take for their temporary files and sockets.
///
/// It does not lie in the work folder: the path of a socket has 108 bytes at most (unix(7)), and a work folder can be
/// deeper. What comes here is small. Its name is recorded in the work folder *before* it is made, and every helper
/// carries it in its environment as TMPDIR: so both can be found again after a `kill -9` of this process.
struct ScratchFolder {
    let path: String
    private let recordPath: String

    private static let prefix = "gantry-v2v-"
    private static let recordName = "scratch"

    /// Makes a folder that only we can enter.
    static func make(recordedIn workFolder: String) throws(SystemError) -> ScratchFolder {
        let name = prefix + String(UInt64.random(in: UInt64.min...UInt64.max), radix: 16)
        let folder = ScratchFolder(path: "\(parent)/\(name)", recordPath: "\(workFolder)/\(recordName)")
        try Files.writeDurably(Array("\(folder.path)\n".utf8), to: folder.recordPath, mode: 0o600)
        guard mkdir(folder.path, 0o700) == 0 else { throw SystemError("mkdir", folder.path) }
        return folder
    }

    /// Where temporary files belong, unless sockets would not fit there.
    private static var parent: String {
        guard let value = getenv("TMPDIR").map({ String(cString: $0) }), value.hasPrefix("/"), value.utf8.count <= 48
        else { return "/tmp" }
        return value
    }

    /// Remembers libguestfs's socket folder, which for root is always made in /tmp (guestfs(3), "get-sockdir").
    func record(socketFolder: String) throws(SystemError) {
        guard Self.isSocketFolder(socketFolder) else { return }
        try Files.writeDurably(Array("\(path)\n\(socketFolder)\n".utf8), to: recordPath, mode: 0o600)
    }

    /// Removes what an earlier conversion in this work folder left behind: its helpers first, then its folders.
    static func removeLeftovers(recordedIn workFolder: String) async throws {
        let recordPath = "\(workFolder)/\(recordName)"
        try await onOwnThread(named: "scratch") {
            guard let text = try Files.readIfThere(recordPath, maximumBytes: 4096) else { return }
            let lines = String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
            if let path = lines.first, isOurs(path) {
                try endProcesses(using: path)
                try Files.removeTree(path)
            }
            if lines.count > 1, isSocketFolder(lines[1]) { try Files.removeTree(lines[1]) }
            unlink(recordPath)
        }
    }

    /// Waits until no helper uses the folder: qemu-nbd still writes an image's metadata when virt-v2v has ended.
    /// - Throws: `ConversionError.stillOpen` after the deadline.
    func waitForHelpers(deadlineSeconds: Double) async throws {
        let path = path
        try await onOwnThread(named: "scratch") {
            for _ in 0..<Int(deadlineSeconds * 20) {
                if try processes(using: path).isEmpty { return }
                usleep(50_000)
            }
            let left = try processes(using: path)
            if !left.isEmpty { throw ConversionError.stillOpen(processes: left) }
        }
    }

    /// Whether a recorded path is one that we would make: the record lies in a folder that others may write to.
    private static func isOurs(_ path: String) -> Bool {
        guard let slash = path.lastIndex(of: "/"), path.hasPrefix("/"), !path.contains("/../") else { return false }
        return path[path.index(after: slash)...].hasPrefix(prefix) && isOwnFolder(path)
    }

    private static func isSocketFolder(_ path: String) -> Bool {
        path.hasPrefix("/tmp/libguestfs") && path.utf8.count == "/tmp/libguestfs".utf8.count + 6
            && path.dropFirst("/tmp/libguestfs".count).allSatisfy { $0.isLetter || $0.isNumber } && isOwnFolder(path)
    }

    private static func isOwnFolder(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR && status.st_uid == geteuid()
    }
}

/// Ends the processes that use a scratch folder, by force and one by one, and waits for them to be gone.
private func endProcesses(using scratch: String) throws {
    for _ in 0..<100 {
        let left = try processes(using: scratch)
        if left.isEmpty { return }
        for process in left { kill(process, SIGKILL) }
        usleep(50_000)
    }
    throw ConversionError.stillOpen(processes: try processes(using: scratch))
}

/// The processes that were given this folder as TMPDIR; the name is random, so they are ours.
func processes(using scratch: String) throws(SystemError) -> [Int32] {
    let wanted = Array("TMPDIR=\(scratch)".utf8)
    return try Files.names(in: "/proc").compactMap { name in
        guard let number = Int32(name), number != getpid() else { return nil }
        guard let environment = try? Files.read("/proc/\(number)/environ", maximumBytes: 16 << 20) else { return nil }
        return environment.split(separator: 0).contains { $0.elementsEqual(wanted) } ? number : nil
    }
}
