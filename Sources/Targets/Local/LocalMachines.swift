internal import Files
internal import FoundationEssentials
internal import Glibc
internal import KubeVirtTarget
public import QEMU
internal import Subprocess
internal import Threads

/// The migrated machines in a folder, run by QEMU on this host.
///
/// A machine that was started goes on when the command ends. What runs is found out anew each time, from the
/// process and its sockets; nothing is kept that could be wrong later.
public struct LocalMachines: Sendable {
    /// The folder that has a folder for each machine.
    public let folder: String
    /// The emulator.
    public var program: String

    /// Looks at the machines in a folder.
    public init(folder: String, program: String = "qemu-system-x86_64") {
        self.folder = folder
        self.program = program
    }

    /// How to start a machine.
    public struct StartOptions: Sendable, Equatable {
        /// What it can reach.
        public var network: QEMULaunch.Network
        /// How guest code runs; nil to find out.
        public var acceleration: Acceleration?

        /// Chooses; by default the guest reaches what this user reaches.
        public init(network: QEMULaunch.Network = .userMode(forwards: []), acceleration: Acceleration? = nil) {
            self.network = network
            self.acceleration = acceleration
        }
    }

    /// The names of the machines, sorted: of the folders that have a manifest.
    /// - Throws: `LocalError.folderMissing`.
    public func names() async throws -> [String] {
        try await onOwnThread(named: "vm-list") { [folder] in
            guard let stream = opendir(folder) else {
                throw LocalError.folderMissing(path: folder, reason: String(cString: strerror(errno)))
            }
            closedir(stream)
            return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().filter {
                access("\(folder)/\($0)/\(MachineFolder.manifestName)", F_OK) == 0
            }
        }
    }

    /// What is known about each machine; a manifest that can't be read is told, not thrown.
    public func list() async throws -> [LocalMachineStatus] {
        var result: [LocalMachineStatus] = []
        for name in try await names() { result.append(try await status(of: name)) }
        return result
    }

    /// What is known about a machine.
    /// - Throws: `LocalError.notFound`, `.badName`.
    public func status(of name: String) async throws -> LocalMachineStatus {
        try await LocalMachineStatus(MachineFolder(name, in: folder))
    }

    /// Starts a machine and waits until QEMU answers, not until the guest is up.
    /// - Throws: `LocalError`, `QEMUError`, `ManifestError`, `SubprocessError`.
    @discardableResult
    public func start(_ name: String, _ options: StartOptions = StartOptions()) async throws -> LocalMachineStatus {
        let place = try MachineFolder(name, in: folder)
        try place.makeRuntimeFolder()
        guard let lock = try FolderLock(path: "\(place.runtimePath)/start.lock") else {
            throw LocalError.busy(name: name, purpose: "Another command is starting it.")
        }
        defer { withExtendedLifetime(lock) {} }
        guard place.process == nil else { throw LocalError.alreadyRunning(name: name) }
        let machine = try await onOwnThread(named: "vm-start") { try place.machine() }
        let probed = try await AccelerationProbe(program: program).acceleration()
        let launch = place.launch(options.acceleration ?? probed, options.network)
        try await onOwnThread(named: "vm-start") {
            place.forgetLastRun(launch)
            try FirmwareFiles.prepare(machine.firmware, launch)
        }
        if machine.hasTPM { try await place.startTPM(launch) }
        try await DetachedProcess.start(
            Command(program, launch.arguments(for: machine)), processFile: launch.processFile, log: place.log)
        try await place.waitUntilItAnswers(launch)
        return try await LocalMachineStatus(place)
    }

    /// Asks the guest to power off (ACPI), and waits.
    ///
    /// With `force` a guest that still runs after the grace time is ended as if its plug was pulled.
    /// - Throws: `LocalError.notRunning`, `.stillRunning`.
    public func stop(_ name: String, graceSeconds: Double = 60, force: Bool = false) async throws {
        let place = try MachineFolder(name, in: folder)
        guard let process = place.process else { throw LocalError.notRunning(name: name) }
        let qmp = try? await QMPClient.connect(to: place.sockets.qmpSocket, deadlineSeconds: 5)
        defer { qmp?.close() }
        let started = ContinuousClock.now
        var lastAsked: ContinuousClock.Instant?
        while ContinuousClock.now - started < .seconds(graceSeconds) {
            // A guest that is still booting misses the button, so it is pressed again.
            if lastAsked.map({ ContinuousClock.now - $0 > .seconds(5) }) ?? true {
                _ = try? await qmp?.execute("system_powerdown", deadlineSeconds: 2)
                lastAsked = .now
            }
            try await Task.sleep(for: .milliseconds(100))
            guard process.isRunning(marker: place.marker) else { return }
        }
        guard force else { throw LocalError.stillRunning(name: name, seconds: graceSeconds) }
        _ = try? await qmp?.execute("quit", deadlineSeconds: 2)
        try await end(process, place)
    }

    private func end(_ process: DetachedProcess, _ place: MachineFolder) async throws {
        for signal in [0, SIGTERM, SIGKILL] {
            // Looked at again just before the signal: the number may be somebody else's by now.
            guard process.isRunning(marker: place.marker) else { return }
            if signal != 0 { kill(process.processID, signal) }
            for _ in 0..<30 where process.isRunning(marker: place.marker) {
                try await Task.sleep(for: .milliseconds(100))
            }
        }
        if process.isRunning(marker: place.marker) { throw LocalError.stillRunning(name: place.name, seconds: 9) }
    }
}
