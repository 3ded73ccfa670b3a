internal import Failures
internal import Glibc

/// Reads a small file; nil when there is none.
func readFile(_ path: String, limitBytes: Int) throws(SystemError) -> String? {
    try readBytes(path, limitBytes: limitBytes).map { String(decoding: $0, as: UTF8.self) }
}

/// Reads a small file, at most as many bytes as the limit says; nil when there is none.
func readBytes(_ path: String, limitBytes: Int) throws(SystemError) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
        if errno == ENOENT { return nil }
        throw SystemError("open", path)
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while bytes.count < limitBytes {
        let count = read(descriptor, &buffer, min(buffer.count, limitBytes - bytes.count))
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { throw SystemError("read", path) }
        if count == 0 { break }
        bytes += buffer[..<count]
    }
    return bytes
}

/// Puts a text into a file so that at every moment, a power cut included, there is the old content or the new.
func replaceFile(_ path: String, with text: String) throws(SystemError) {
    let temporary = path + ".new"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw SystemError("open", temporary) }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    var offset = 0
    while offset < bytes.count {
        let count = bytes[offset...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw SystemError("write", temporary) }
        offset += count
    }
    guard fsync(descriptor) == 0 else { throw SystemError("fsync", temporary) }
    guard rename(temporary, path) == 0 else { throw SystemError("rename", path) }
    try synchronise(parentFolder(of: path))
}

/// Makes the content of a file, or the entries of a folder, survive a power cut.
func synchronise(_ path: String) throws(SystemError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError("open", path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw SystemError("fsync", path) }
}

/// Removes a file, if there is one.
func removeFile(_ path: String) throws(SystemError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw SystemError("unlink", path) }
}

/// Removes a folder with all that is in it, without following links.
func removeTree(_ path: String, depth: Int = 0) throws(SystemError) {
    if unlink(path) == 0 || errno == ENOENT { return }
    guard errno == EISDIR || errno == EPERM, depth < 32 else { throw SystemError("unlink", path) }
    for name in namesInFolder(path) { try removeTree("\(path)/\(name)", depth: depth + 1) }
    guard rmdir(path) == 0 || errno == ENOENT else { throw SystemError("rmdir", path) }
}

/// The names in a folder; none when it can't be read.
func namesInFolder(_ path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { names.append(name) }
    }
    return names
}

private func parentFolder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
}
