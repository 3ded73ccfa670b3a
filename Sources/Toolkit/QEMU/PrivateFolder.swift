internal import Failures
internal import FoundationEssentials
internal import Glibc

/// A folder that only this user can look into, for sockets and short-lived files.
public struct PrivateFolder: Sendable, Equatable {
    /// Its absolute path; short enough that sockets fit in (unix(7): 107 bytes).
    public let path: String

    /// Makes a fresh folder in the user's runtime folder, or in `/tmp`.
    /// - Throws: `SystemError`.
    public static func temporary() throws -> PrivateFolder {
        let parent = variable("XDG_RUNTIME_DIR").flatMap { isUsable($0) ? $0 : nil } ?? "/tmp"
        var template = Array("\(parent)/gantry-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SystemError("mkdtemp", parent) }
        return PrivateFolder(path: String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }

    /// The folder where running VMs have their sockets: `$XDG_RUNTIME_DIR/gantry`, or `/tmp/gantry-UID`.
    /// - Throws: `SystemError`; also when somebody else made a folder of that name.
    public static func runtime() throws -> PrivateFolder {
        let parent = variable("XDG_RUNTIME_DIR").flatMap { isUsable($0) ? $0 : nil }
        return try PrivateFolder(owned: parent.map { "\($0)/gantry" } ?? "/tmp/gantry-\(geteuid())")
    }

    /// A private folder that is there already, or is made; refused when others can look into it.
    public static func owned(_ path: String) throws -> PrivateFolder { try PrivateFolder(owned: path) }

    /// A folder inside this one, made when it isn't there.
    public func subfolder(_ name: String) throws -> PrivateFolder { try PrivateFolder(owned: "\(path)/\(name)") }

    /// Removes the folder and what is in it.
    public func remove() { try? FileManager.default.removeItem(atPath: path) }

    private init(path: String) { self.path = path }

    private init(owned path: String) throws {
        if mkdir(path, 0o700) != 0, errno != EEXIST { throw SystemError("mkdir", path) }
        var status = stat()
        guard lstat(path, &status) == 0 else { throw SystemError("lstat", path) }
        // In /tmp anybody can make the folder first, or a link in its place.
        guard status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid(), status.st_mode & 0o077 == 0 else {
            throw SystemError("use as a private folder", path, code: EPERM)
        }
        self.path = path
    }

    private static func isUsable(_ path: String) -> Bool {
        path.utf8.count < 60 && access(path, W_OK | X_OK) == 0
    }
}
