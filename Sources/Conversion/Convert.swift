internal import Failures
internal import Files
internal import Glibc
internal import Inventory
internal import Subprocess
internal import Threads

/// Converts a guest to run on KVM, in place.
///
/// All writes go to overlays in the work folder. When everything has succeeded, a record is written there and the
/// overlays are committed into the disks; an interrupted commit is finished by the next call, or by
/// `recoverConversion`. Until the record is written the disks are untouched, however the conversion ends.
/// A work folder whose conversion is complete gives its result again.
/// - Throws: `ConversionError`, `SubprocessError`, or `CancellationError` once all helpers are gone.
public func convert(
    _ request: ConversionRequest, onEvent: @escaping @Sendable (ConversionEvent) -> Void
) async throws -> ConversionResult {
    try check(request)
    let notes = try checkKeyFiles(request.luksKeys)
    return try await namingFailures(of: request.workFolder) {
        try await onOwnThread(named: "work folder") { try makeFolder(request.workFolder) }
        if case .committed(let result) = try await recoverConversion(workFolder: request.workFolder) { return result }
        for note in notes { onEvent(.message(note)) }
        var result = try await convertInOverlays(request, onEvent: onEvent)
        result.messages = notes + result.messages
        let overlays = Overlays(workFolder: request.workFolder, disks: request.disks)
        let record = CommitRecord(
            overlays: zip(overlays.paths, request.disks).map { CommitRecord.Overlay(path: $0, disk: $1) },
            result: result)
        try await overlays.synchroniseAll()
        onEvent(.phase("Writing the converted guest to its disks"))
        let intent = CommitRecord.intentPath(in: request.workFolder)
        try await onOwnThread(named: "commit") { try record.write(to: intent) }
        try await commit(record, in: request.workFolder)
        return result
    }
}

/// Converts and customises in new overlays, and leaves nothing but the log when that fails.
private func convertInOverlays(
    _ request: ConversionRequest, onEvent: @escaping @Sendable (ConversionEvent) -> Void
) async throws -> ConversionResult {
    let overlays = Overlays(workFolder: request.workFolder, disks: request.disks)
    let log = try ConversionLog(path: "\(request.workFolder)/virt-v2v.log")
    defer { log.close() }
    let scratch = try ScratchFolder.make(recordedIn: request.workFolder)
    let run = VirtV2V(
        request: request, accelerator: request.accelerator, encryptedVolumes: [], scratch: scratch, log: log,
        onEvent: onEvent)
    do {
        var attempts = Attempts(run: run, overlays: overlays)
        let result = try await attempts.untilConverted()
        try await removeHelpers(of: request)
        return result
    } catch {
        try await removeHelpers(of: request)
        try await overlays.remove()
        throw error
    }
}

/// Removes what only virt-v2v needed; runs in a cancelled task too.
private func removeHelpers(of request: ConversionRequest) async throws {
    try await ScratchFolder.removeLeftovers(recordedIn: request.workFolder)
    try removeAids(in: request.workFolder)
}

/// Runs of virt-v2v, each on new overlays, until one succeeds or there is nothing left to try.
private struct Attempts {
    var run: VirtV2V
    let overlays: Overlays
    /// What the report should say of attempts that failed.
    private var notes: [ConversionMessage] = []

    init(run: VirtV2V, overlays: Overlays) {
        self.run = run
        self.overlays = overlays
    }

    mutating func untilConverted() async throws -> ConversionResult {
        let start = ContinuousClock.now
        let domainPath = "\(run.request.workFolder)/domain.xml"
        let domain = try DomainXML(request: run.request, overlayPaths: overlays.paths).text()
        try Files.writeDurably(Array(domain.utf8), to: domainPath, mode: 0o600)
        while true {
            try await overlays.create()
            let outcome = try await run.run(domainPath: domainPath)
            guard outcome.status.isSuccess, !outcome.deadlinePassed, !outcome.diskWasFull else {
                if retries(after: outcome) { continue }
                throw failure(of: outcome)
            }
            let customisation = Customisation(
                request: run.request, run: run, guest: outcome.transcript.guest.facts,
                roots: outcome.transcript.guest.roots)
            try await customisation.apply(to: overlays)
            return result(of: outcome, seconds: (ContinuousClock.now - start) / .seconds(1))
        }
    }

    /// Whether another attempt can do better: without KVM, or with keys for volumes now known.
    private mutating func retries(after outcome: VirtV2V.Outcome) -> Bool {
        guard !outcome.deadlinePassed, !outcome.diskWasFull else { return false }
        let problem = outcome.transcript.knownProblem(program: VirtV2V.program)
        if problem?.id == KnownProblem.applianceID, run.accelerator == .kvm {
            run.accelerator = .tcg
            let note = ConversionMessage(
                level: .warning, text: "libguestfs does not run with KVM here; it was tried again without.")
            notes.append(note)
            run.onEvent(.message(note))
            return true
        }
        let unknown = outcome.transcript.encryptedVolumes.filter { !run.encryptedVolumes.contains($0) }
        guard problem?.id == KnownProblem.encryptedID, !unknown.isEmpty,
            run.request.luksKeys.contains(where: { $0.device == nil })
        else { return false }
        run.encryptedVolumes += unknown
        return true
    }

    private func failure(of outcome: VirtV2V.Outcome) -> ConversionError {
        if outcome.deadlinePassed { return .deadlineExceeded(seconds: run.request.deadlineSeconds) }
        if outcome.diskWasFull {
            return .workFolder(path: run.request.workFolder, reason: "The file system is full.", isFull: true)
        }
        let reason = outcome.transcript.reason(program: VirtV2V.program)
        guard let problem = outcome.transcript.knownProblem(program: VirtV2V.program) else {
            return .failed(
                program: VirtV2V.program, how: "\(outcome.status)", message: reason, logPath: run.log.path)
        }
        if problem.id == KnownProblem.severalSystemsID { return .severalSystems(roots: outcome.transcript.guest.roots) }
        return .known(problem, message: reason)
    }

    private func result(of outcome: VirtV2V.Outcome, seconds: Double) -> ConversionResult {
        let guest = outcome.transcript.guest
        let isLinux = guest.facts.osType == "linux"
        let applied = run.request.staticAddresses.filter { isLinux || $0.virtV2VOption != nil }
        var messages = notes + outcome.transcript.messages
        for address in run.request.staticAddresses where !isLinux && address.virtV2VOption == nil {
            messages.append(
                ConversionMessage(
                    level: .warning,
                    text: "The address \(address.ipAddress) was not set: a guest of this kind needs a gateway for it."))
        }
        return ConversionResult(
            messages: messages, guest: guest.facts,
            appliedFirstBootScripts: run.request.firstBootScripts.map(fileName),
            appliedStaticAddresses: applied.map(\.macAddress), virtV2VVersion: guest.version, seconds: seconds,
            logPath: run.log.path, accelerator: run.accelerator)
    }
}

private func fileName(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
}

private func makeFolder(_ path: String) throws(SystemError) {
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw SystemError("mkdir", path) }
}
