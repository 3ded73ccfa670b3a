internal import CLinux
public import Failures
internal import Glibc

/// Small file operations that are durable where it matters and say which call failed on what.
public enum Files {
    /// Reads a whole file of at most `maximumBytes`.
    ///
    /// - Throws: `SystemError`; with `EFBIG` when the file is larger.
    public static func read(_ path: String, maximumBytes: Int = 1 << 26) throws(SystemError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError("open", path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw SystemError("fstat", path) }
        guard status.st_size <= maximumBytes else { throw SystemError("read", path, code: EFBIG) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw SystemError("read", path) }
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= maximumBytes else { throw SystemError("read", path, code: EFBIG) }
        }
    }

    /// Reads a whole file of at most `maximumBytes`; nil when there is none.
    public static func readIfThere(_ path: String, maximumBytes: Int = 1 << 26) throws(SystemError) -> [UInt8]? {
        do throws(SystemError) {
            return try read(path, maximumBytes: maximumBytes)
        } catch {
            if error.code == ENOENT { return nil }
            throw error
        }
    }

    /// Reads the first bytes of a file: fewer than `count` when the file is shorter.
    public static func readHead(_ path: String, count: Int) throws(SystemError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError("open", path) }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = bytes[filled...].withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw SystemError("read", path) }
            guard got > 0 else { break }
            filled += got
        }
        return Array(bytes[..<filled])
    }

    /// Puts a file in place in one step: whoever looks sees the old content or the new, also after a power cut.
    ///
    /// The bytes go to `path.new` first, are synced, and take the name then; the folder is synced last.
    public static func writeDurably(_ bytes: [UInt8], to path: String, mode: UInt32 = 0o644) throws(SystemError) {
        let fresh = path + ".new"
        let descriptor = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw SystemError("open", fresh) }
        do throws(SystemError) {
            try write(bytes, to: descriptor, path: fresh)
            guard fsync(descriptor) == 0 else { throw SystemError("fsync", fresh) }
        } catch {
            close(descriptor)
            unlink(fresh)
            throw error
        }
        close(descriptor)
        try move(fresh, to: path)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(SystemError) {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw SystemError("write", path) }
            written += count
        }
    }

    /// Renames, and makes the new name durable.
    public static func move(_ source: String, to target: String) throws(SystemError) {
        guard rename(source, target) == 0 else { throw SystemError("rename", "\(source) to \(target)") }
        try syncFolder(parent(of: target))
    }

    /// Renames to a name that nothing has, and makes the new name durable.
    ///
    /// - Throws: `SystemError` with `EEXIST` when something has it.
    public static func moveToNewName(_ source: String, to target: String) throws(SystemError) {
        if gantry_rename_new(source, target) != 0 {
            // A file system without that call: look first, which is all that can be done there.
            guard errno == EINVAL || errno == ENOSYS else { throw SystemError("rename", "\(source) to \(target)") }
            guard !exists(target) else { throw SystemError("rename", "\(source) to \(target)", code: EEXIST) }
            guard rename(source, target) == 0 else { throw SystemError("rename", "\(source) to \(target)") }
        }
        try syncFolder(parent(of: target))
    }

    /// Makes the names in a folder durable (fsync(2): a file's own fsync doesn't cover its name).
    public static func syncFolder(_ path: String) throws(SystemError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError("open", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw SystemError("fsync", path) }
    }

    /// Makes a file's content durable (fsync(2)).
    public static func syncFile(_ path: String) throws(SystemError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError("open", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw SystemError("fsync", path) }
    }

    /// Removes a file; that there is none is fine.
    public static func remove(_ path: String) throws(SystemError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw SystemError("unlink", path) }
    }

    /// Creates a folder and those above it; one that is there already is fine.
    public static func createFolder(_ path: String, mode: UInt32 = 0o755) throws(SystemError) {
        if mkdir(path, mode) == 0 { return }
        // Kept at once: looking whether it is a folder sets errno anew.
        let code = errno
        guard !isFolder(path) else { return }
        let above = parent(of: path)
        guard code == ENOENT, above != path else { throw SystemError("mkdir", path, code: code) }
        try createFolder(above, mode: 0o755)
        guard mkdir(path, mode) != 0 else { return }
        let last = errno
        guard isFolder(path) else { throw SystemError("mkdir", path, code: last) }
    }

    /// Removes a file or a folder with all that is in it.
    ///
    /// What is not there is fine; links are removed, not followed.
    public static func removeTree(_ path: String) throws(SystemError) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return }
            throw SystemError("lstat", path)
        }
        if status.st_mode & S_IFMT == S_IFDIR {
            for name in try names(in: path) { try removeTree("\(path)/\(name)") }
            guard rmdir(path) == 0 || errno == ENOENT else { throw SystemError("rmdir", path) }
        } else {
            guard unlink(path) == 0 || errno == ENOENT else { throw SystemError("unlink", path) }
        }
    }

    /// The names in a folder, sorted, without `.` and `..`.
    public static func names(in folder: String) throws(SystemError) -> [String] {
        guard let stream = opendir(folder) else { throw SystemError("opendir", folder) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Whether there is something of that name (a dangling link counts).
    public static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// Whether an open file is still the one that has this name.
    public static func isStill(_ descriptor: Int32, _ path: String) -> Bool {
        var opened = stat()
        var named = stat()
        guard fstat(descriptor, &opened) == 0, lstat(path, &named) == 0 else { return false }
        return opened.st_dev == named.st_dev && opened.st_ino == named.st_ino
    }

    /// Whether it is a folder, or a link to one.
    public static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether it is a folder itself, not a link to one.
    public static func isRealFolder(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The user that something belongs to, links not followed; nil when it can't be looked at.
    public static func owner(of path: String) -> UInt32? {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_uid : nil
    }

    /// The path with all links followed; nil when there is nothing.
    public static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// The path without its last component; `.` for a bare name.
    public static func parent(of path: String) -> String {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false)
        while parts.count > 1, parts.last == "" { parts.removeLast() }
        guard parts.count > 1 else { return path.hasPrefix("/") ? "/" : "." }
        let above = parts.dropLast().joined(separator: "/")
        return above.isEmpty ? "/" : above
    }

    /// The last component of a path.
    public static func name(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}

extension Files {
    /// The folder that relative paths begin at.
    public static func currentFolder() -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        guard getcwd(&buffer, buffer.count) != nil else { return "." }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
