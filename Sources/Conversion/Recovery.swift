internal import Failures
internal import Files
internal import Threads

/// What was found in the work folder of an earlier, interrupted conversion, and done about it.
public enum ConversionRecovery: Sendable, Equatable {
    /// There was nothing.
    case nothing
    /// It had not succeeded yet: its overlays and helpers are gone, and the disks are as they were copied.
    case discarded
    /// It had succeeded: its changes are now all in the disks.
    case committed(ConversionResult)
}

/// Brings the work folder and the disks of an interrupted conversion into a state from which one can go on.
///
/// After `.committed` it answers the same again until the work folder is removed, which is for the caller to do
/// once it has noted that this machine is converted.
/// - Throws: `ConversionError.damagedRecord`, `.commitFailed`, `.workFolder` or `CancellationError`.
public func recoverConversion(workFolder: String) async throws -> ConversionRecovery {
    try await namingFailures(of: workFolder) {
        let hadScratch = try await onOwnThread(named: "recovery") {
            Files.exists("\(workFolder)/scratch")
        }
        try await ScratchFolder.removeLeftovers(recordedIn: workFolder)
        if let result = try await finishCommit(in: workFolder) { return .committed(result) }
        try await onOwnThread(named: "recovery") { try removeAids(in: workFolder) }
        let leftovers = try await removeOverlays(in: workFolder)
        return leftovers || hadScratch ? .discarded : .nothing
    }
}

private func finishCommit(in workFolder: String) async throws -> ConversionResult? {
    let (intent, done) = try await onOwnThread(named: "recovery") {
        (
            try CommitRecord.read(from: CommitRecord.intentPath(in: workFolder)),
            try CommitRecord.read(from: CommitRecord.donePath(in: workFolder))
        )
    }
    if let done {
        try await onOwnThread(named: "recovery") {
            try Files.remove(CommitRecord.intentPath(in: workFolder))
            for overlay in done.overlays where overlay.path.hasPrefix(workFolder + "/") {
                try Files.remove(overlay.path)
            }
        }
        return done.result
    }
    guard let intent else { return nil }
    guard intent.overlays.allSatisfy({ $0.path.hasPrefix(workFolder + "/") }) else {
        throw ConversionError.damagedRecord(
            path: CommitRecord.intentPath(in: workFolder), reason: "Its overlays are not in '\(workFolder)'.")
    }
    try await commit(intent, in: workFolder)
    return intent.result
}

/// Removes overlays, whose changes never got anywhere.
private func removeOverlays(in workFolder: String) async throws -> Bool {
    try await onOwnThread(named: "recovery") {
        guard Files.exists(workFolder) else { return false }
        let overlays = try Files.names(in: workFolder).filter { $0.hasPrefix("overlay-") && $0.hasSuffix(".qcow2") }
        for name in overlays { try Files.remove("\(workFolder)/\(name)") }
        return !overlays.isEmpty
    }
}

/// Removes the files that only virt-v2v and virt-customize needed.
func removeAids(in workFolder: String) throws(SystemError) {
    for name in ["domain.xml", "static-addresses.sh"] {
        try Files.remove("\(workFolder)/\(name)")
        try Files.remove("\(workFolder)/\(name).new")
    }
}

/// Turns failed system calls of the work into an error that names the work folder.
func namingFailures<Value>(of workFolder: String, _ work: () async throws -> Value) async throws -> Value {
    do {
        return try await work()
    } catch let error as SystemError {
        throw ConversionError.workFolder(path: workFolder, reason: "\(error).", isFull: error.isOutOfSpace)
    }
}
