internal import FoundationEssentials
internal import Glibc
public import QEMU

/// Boots a machine on throw-away overlays, without a way out to any network, and says whether it comes up.
///
/// The disks are opened read-only and locked against writers; all that the guest writes goes to overlays in
/// `workFolder`, which are removed. The screenshot and the console's text stay there.
/// - Throws: `SubprocessError` or `QEMUError` when QEMU is missing or does not start; `CancellationError`.
///   That the guest does not boot is a result, not an error.
public func checkBoot(
    _ machine: QEMUMachine, policy: BootCheckPolicy, acceleration: Acceleration, workFolder: String,
    progress: @escaping @Sendable (BootCheckProgress) -> Void = { _ in }
) async throws -> BootCheckResult {
    let (spared, notes) = HostLimits.current().limit(machine, mostMemoryBytes: policy.mostMemoryBytes)
    var limited = spared
    // An overlay takes a relative name as relative to itself, and QEMU takes some names for protocols ("nbd:…").
    let current = FileManager.default.currentDirectoryPath
    func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : "\(current)/\(path)" }
    for index in limited.disks.indices { limited.disks[index].file = absolute(limited.disks[index].file) }
    let workFolder = absolute(workFolder)
    try FileManager.default.createDirectory(atPath: workFolder, withIntermediateDirectories: true)
    let sockets = try PrivateFolder.temporary()
    defer { sockets.remove() }
    let overlays = try await ThrowAwayDisks.make(for: limited, in: workFolder)
    defer { overlays.remove() }
    let launch = QEMULaunch(
        socketFolder: sockets.path, acceleration: acceleration, network: .restricted, overlays: overlays.files,
        isPausedAtStart: true, staysAfterPowerOff: true)
    let running = try await RunningMachine.start(limited, launch)
    do {
        let run = BootCheckRun(
            machine: limited, notes: notes, policy: policy, launch: launch, workFolder: workFolder, running: running,
            progress: progress)
        let result = try await run.result()
        await running.stop()
        return result
    } catch {
        await running.stop()
        throw error
    }
}
