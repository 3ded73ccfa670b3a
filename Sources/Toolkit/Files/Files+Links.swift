public import Failures
internal import Glibc

extension Files {
    /// The absolute path of a file that exists, all links followed.
    public static func realPath(of path: String) throws(SystemError) -> String {
        guard let resolved = realpath(path, nil) else { throw SystemError("realpath", path) }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Whether a file lies in a folder or below it when all links are followed; not when either isn't there.
    public static func isFile(_ path: String, inside folder: String) -> Bool {
        guard let file = try? realPath(of: path), let folder = try? realPath(of: folder.isEmpty ? "." : folder) else {
            return false
        }
        return file.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
    }

    /// Whether two paths lead to one file.
    public static func isSameFile(_ one: String, _ other: String) -> Bool {
        var (first, second) = (stat(), stat())
        guard stat(one, &first) == 0, stat(other, &second) == 0 else { return false }
        return first.st_dev == second.st_dev && first.st_ino == second.st_ino
    }
}
