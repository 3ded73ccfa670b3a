internal import Failures
internal import Files
internal import Subprocess
internal import Threads

/// The copy-on-write layers over the copied disks that a conversion writes to.
struct Overlays {
    var workFolder: String
    var disks: [ConversionRequest.Disk]

    /// Their paths, in the order of the disks.
    var paths: [String] { disks.indices.map { "\(workFolder)/overlay-\($0).qcow2" } }

    /// Makes them new and empty.
    func create() async throws {
        try await remove()
        for (path, disk) in zip(paths, disks) {
            let done = try await run(
                Command(
                    "qemu-img", ["create", "-q", "-f", "qcow2", "-b", disk.path, "-F", disk.format.rawValue, path],
                    environment: ["LC_ALL": "C"]),
                deadlineSeconds: 120)
            guard done.status.isSuccess else {
                throw ConversionError.workFolder(
                    path: path, reason: done.lastErrorLines, isFull: isOutOfSpace(done.errorOutput))
            }
        }
    }

    /// Removes them.
    func remove() async throws {
        let paths = paths
        try await onOwnThread(named: "overlays") { for path in paths { try Files.remove(path) } }
    }

    /// Makes what was written to them survive a power cut: virt-v2v writes without flushing (cachemode=unsafe).
    func synchroniseAll() async throws {
        let paths = paths
        try await onOwnThread(named: "overlays") { for path in paths { try Files.syncFile(path) } }
    }
}

/// Brings the overlays of a record into their disks; may be interrupted anywhere and run again.
func commit(_ record: CommitRecord, in workFolder: String) async throws {
    for overlay in record.overlays {
        try await commitOverlay(overlay)
        try await onOwnThread(named: "commit") { try Files.syncFile(overlay.disk.path) }
    }
    try await onOwnThread(named: "commit") {
        // Done is written before the intent goes: in between, committing once more changes nothing.
        try record.write(to: CommitRecord.donePath(in: workFolder))
        try Files.remove(CommitRecord.intentPath(in: workFolder))
        for overlay in record.overlays { try Files.remove(overlay.path) }
    }
}

private func commitOverlay(_ overlay: CommitRecord.Overlay) async throws {
    // `-d` keeps the overlay as it is; without it a kill in the wrong moment leaves one that is half emptied.
    // The base is named, so that an overlay whose backing file was tampered with can't reach another file.
    let done = try await run(
        Command(
            "qemu-img", ["commit", "-q", "-d", "-f", "qcow2", "-b", overlay.disk.path, overlay.path],
            environment: ["LC_ALL": "C"]),
        deadlineSeconds: 6 * 3600)
    guard done.status.isSuccess else {
        throw ConversionError.commitFailed(
            disk: overlay.disk.path, reason: done.lastErrorLines, isFull: isOutOfSpace(done.errorOutput))
    }
}

/// Whether a program's words are those of a full file system.
func isOutOfSpace(_ text: String) -> Bool {
    text.contains("No space left on device") || text.contains("Disk quota exceeded")
}
