internal import Failures
internal import Glibc
internal import Subprocess
internal import Synchronization
internal import Threads

/// One run of virt-v2v-in-place over the overlays.
struct VirtV2V {
    static let program = "virt-v2v-in-place"

    var request: ConversionRequest
    /// Runs the appliance this way, whatever the request says.
    var accelerator: ConversionRequest.Accelerator
    /// UUIDs of encrypted volumes that the keys without a device are tried on.
    var encryptedVolumes: [String]
    var scratch: ScratchFolder
    var log: ConversionLog
    var onEvent: @Sendable (ConversionEvent) -> Void

    /// How a run ended.
    struct Outcome {
        var status: ExitStatus
        var transcript: Transcript
        var deadlinePassed: Bool
        var diskWasFull: Bool
    }

    /// What follows the program's name.
    ///
    /// `--keys-from-stdin` with an empty input keeps libguestfs from asking on the terminal for a key.
    /// Keys without a device go to every volume known to be encrypted: virt-v2v 2.2 has no `all:` yet.
    func arguments(domainPath: String) -> [String] {
        var words = ["-v", "-x", "--machine-readable=stream:stdout", "--keys-from-stdin"]
        switch request.rootDisk {
        case .automatic: words += ["--root", "single"]
        case .first: words += ["--root", "first"]
        case .device(let name): words += ["--root", name]
        }
        words += keyArguments
        for address in addressesForWindows { words += ["--mac", address] }
        return words + ["-i", "libvirtxml", domainPath]
    }

    var keyArguments: [String] {
        request.luksKeys.flatMap { key in
            (key.device.map { [$0] } ?? encryptedVolumes).flatMap { ["--key", "\($0):file:\(key.path)"] }
        }
    }

    /// virt-v2v takes one address for a card.
    private var addressesForWindows: [String] {
        var seen: Set<String> = []
        return request.staticAddresses.filter { seen.insert($0.macAddress.lowercased()).inserted }
            .compactMap(\.virtV2VOption)
    }

    /// Runs it to its end, and waits for its helpers to have closed the overlays.
    func run(domainPath: String) async throws -> Outcome {
        let transcript = Mutex(Transcript())
        let command = Command(
            request.virtV2VProgram, arguments(domainPath: domainPath),
            environment: conversionEnvironment(accelerator: accelerator, scratch: scratch),
            directory: request.workFolder)
        let (log, scratch, onEvent) = (log, scratch, onEvent)
        let process = try RunningProcess.start(command) { stream, line in
            log.append(line)
            let (event, socketFolder) = transcript.withLock { transcript in
                let before = transcript.guest.socketFolder
                let event = stream == .output ? transcript.takeOutput(line) : nil
                if stream == .error { transcript.takeDebug(line) }
                let now = transcript.guest.socketFolder
                return (event, now == before ? nil : now)
            }
            if let socketFolder { try? scratch.record(socketFolder: socketFolder) }
            // An error is told once, by what is thrown in the end: another attempt may succeed.
            if let event, !event.isError { onEvent(event) }
        }
        let end = try await supervise(process, workFolder: request.workFolder, deadlineSeconds: request.deadlineSeconds)
        try Task.checkCancellation()
        if end.interruption == nil { try await scratch.waitForHelpers(deadlineSeconds: 60) }
        return Outcome(
            status: end.status, transcript: transcript.withLock { $0 },
            deadlinePassed: end.interruption == .deadline, diskWasFull: end.interruption == .diskFull)
    }
}

/// What every program of a conversion is given: no caller's settings may change what is parsed.
func conversionEnvironment(
    accelerator: ConversionRequest.Accelerator, scratch: ScratchFolder
) -> [String: String?] {
    [
        "LC_ALL": "C",
        "LIBGUESTFS_BACKEND": "direct",
        "LIBGUESTFS_BACKEND_SETTINGS": accelerator == .tcg ? "force_tcg" : nil,
        // The appliance is built once for all conversions of a user (some 400 MB), so it stays in the shared place.
        "LIBGUESTFS_CACHEDIR": getenv("LIBGUESTFS_CACHEDIR").map { String(cString: $0) } ?? "/var/tmp",
        "LIBGUESTFS_TMPDIR": nil,
        "LIBGUESTFS_DEBUG": nil,
        "LIBGUESTFS_TRACE": nil,
        "TMPDIR": scratch.path,
        "VIRT_V2V_TMPDIR": nil,
        // libguestfs puts its sockets here, but for root, who gets /tmp.
        "XDG_RUNTIME_DIR": scratch.path,
    ]
}

/// Why a program was stopped before its end.
enum Interruption: Sendable {
    case deadline
    case diskFull
    case cancelled
}

/// Waits for a program's end; stops it when the task is cancelled, at the deadline, or before the disk is full.
///
/// A full disk needs watching: QEMU stops a virtual machine whose write fails for lack of space (werror=enospc), and
/// the appliance would wait for ever.
func supervise(
    _ process: RunningProcess, workFolder: String, deadlineSeconds: Double
) async throws -> (status: ExitStatus, interruption: Interruption?) {
    let reason = Mutex<Interruption?>(nil)
    let stop: @Sendable (Interruption) -> Void = { why in
        reason.withLock { if $0 == nil { $0 = why } }
        process.send(signal: SIGTERM)
    }
    // On a thread of its own, so that a stop is quick however busy the cooperative pool is.
    do {
        try startThread(named: "conversion") {
            let start = ContinuousClock.now
            while process.status == nil {
                usleep(100_000)
                if ContinuousClock.now - start > .seconds(deadlineSeconds) { stop(.deadline) }
                if freeBytes(of: workFolder).map({ $0 < leastFreeBytes }) ?? false { stop(.diskFull) }
                guard reason.withLock({ $0 != nil }) else { continue }
                usleep(1_500_000)
                process.send(signal: SIGKILL)
            }
        }
    } catch {
        process.send(signal: SIGKILL)
        _ = await process.wait()
        throw error
    }
    let status = await withTaskCancellationHandler {
        await process.wait()
    } onCancel: {
        stop(.cancelled)
    }
    return (status, reason.withLock { $0 })
}

/// With less than this the file system counts as full: what the guest writes in the next moment must still fit.
private let leastFreeBytes: UInt64 = 16 << 20

/// What may still be written to the file system of a folder; nil when that isn't known.
private func freeBytes(of folder: String) -> UInt64? {
    var status = statvfs()
    guard statvfs(folder, &status) == 0 else { return nil }
    return UInt64(status.f_bavail) * UInt64(status.f_frsize)
}
