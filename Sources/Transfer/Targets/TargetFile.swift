internal import BlockIO
internal import Failures
internal import Files
internal import Glibc
internal import Subprocess
internal import Threads

/// The file of a target: made under a temporary name, so that its own name never stands for something unfinished
/// that no journal knows.
struct TargetFile {
    let path: String

    /// What tells a file from another of the same name.
    ///
    /// Not the device: it may have another number after a reboot. An inode is given out again when its file is gone,
    /// but then with another time of birth; 0 where the file system keeps none.
    struct Identity: Equatable {
        var inode: UInt64
        var birthNanoseconds: UInt64
    }

    /// The identity of what is there; nil when there is nothing.
    func identity() throws -> Identity? {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return nil }
            throw SystemError("stat", path)
        }
        return Identity(inode: UInt64(status.st_ino), birthNanoseconds: birthNanoseconds(of: path))
    }

    /// Removes the file if there is one.
    func remove() throws {
        guard unlink(path) == 0 || errno == ENOENT else { throw SystemError("unlink", path) }
    }

    /// Makes the file and calls the body with its identity before it gets its name.
    func create(
        _ request: DiskCopyRequest, flag: CancellationFlag, _ body: (Identity) throws -> Void
    ) throws {
        let temporary = TargetFile(path: path + ".creating")
        try temporary.remove()
        defer { unlink(temporary.path) }
        let file = try OpenFile(temporary.path, flags: O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
        if request.targetFormat == .qcow2 { try temporary.formatQcow2(request.sizeBytes, flag: flag) }
        try file.sync()
        guard let identity = try temporary.identity() else { throw SystemError("stat", temporary.path, code: ENOENT) }
        try body(identity)
        try temporary.rename(to: path)
    }

    /// Gives the file its name; a file that has come to be there meanwhile isn't replaced.
    private func rename(to name: String) throws {
        if link(path, name) == 0 { return }
        switch errno {
        case EEXIST: throw TransferError.targetExists(path: name)
        case EPERM, EOPNOTSUPP, ENOSYS, EMLINK:
            // A file system without hard links.
            guard access(name, F_OK) != 0 else { throw TransferError.targetExists(path: name) }
            guard Glibc.rename(path, name) == 0 else { throw SystemError("rename", name) }
        default: throw SystemError("link", name)
        }
    }

    private func formatQcow2(_ sizeBytes: Int64, flag: CancellationFlag) throws {
        guard let program = findExecutable("qemu-img") else { throw TransferError.programMissing("qemu-img") }
        // Lazy refcounts stay off: after a crash the image needs no repair, at most it has leaked clusters.
        let options = "compat=1.1,lazy_refcounts=off"
        let messages = Monitor<[String]>([])
        let process = try RunningProcess.start(
            Command(program, ["create", "-q", "-f", "qcow2", "-o", options, absolutePath, "\(sizeBytes)"])
        ) { _, line in messages.change { if $0.count < 20 { $0.append(line) } } }
        for _ in 0..<6000 where process.status == nil && !flag.isRaised { usleep(5000) }
        guard let status = process.status, status.isSuccess else {
            process.send(signal: SIGKILL)
            try flag.check()
            let message = messages.look { $0.joined(separator: " ") }
            if message.contains("No space left") { throw TransferError.targetFull(path: path) }
            throw TransferError.imageNotMade(path: path, message: message)
        }
    }

    /// The path as QEMU takes it for one: `x:y` would name a protocol, and `-x` an option.
    var absolutePath: String { path.hasPrefix("/") ? path : "\(Files.currentFolder())/\(path)" }
}
