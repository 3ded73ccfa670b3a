internal import Failures
internal import FoundationEssentials
internal import QEMU
internal import Threads

/// What is known about a machine on this host.
public struct LocalMachineStatus: Sendable, Equatable, Codable {
    /// Whether it runs.
    public enum State: String, Sendable, Codable {
        /// No QEMU runs it.
        case stopped
        /// The guest runs.
        case running
        /// QEMU runs, the guest is paused.
        case paused
        /// QEMU runs but does not answer; another command may be talking to it.
        case unresponsive
    }

    /// A disk and its file.
    public struct Disk: Sendable, Equatable, Codable {
        /// The path.
        public var file: String
        /// How large the file is; nil when it isn't there.
        public var sizeBytes: Int64?
    }

    /// Its name: that of its folder.
    public var name: String
    /// Whether it runs.
    public var state: State
    /// Its processors.
    public var processorCount: Int
    /// Its memory.
    public var memoryBytes: Int64
    /// Its disks.
    public var disks: [Disk]
    /// The process of its QEMU.
    public var processID: Int32?
    /// How long it has been running.
    public var uptimeSeconds: Double?
    /// Why its manifest can't be used; everything that comes from the manifest is empty then.
    public var problem: String?

    init(_ place: MachineFolder) async throws {
        name = place.name
        let process = place.process
        processID = process?.processID
        uptimeSeconds = process?.uptimeSeconds
        state = process == nil ? .stopped : await Self.state(place)
        let found = try await onOwnThread(named: "vm-status") {
            Result { try qemuMachine(from: try place.manifest(), in: place.path) }
        }
        let machine = try? found.get()
        processorCount = machine?.processors.count ?? 0
        memoryBytes = machine?.memoryBytes ?? 0
        disks = (machine?.disks ?? []).map { Disk(file: $0.file, sizeBytes: Self.size($0.file)) }
        if case .failure(let error) = found {
            problem = (error as? any NamedError).map { "\($0.failure.what) \($0.failure.why)" } ?? "\(error)"
        }
    }

    private static func state(_ place: MachineFolder) async -> State {
        guard let qmp = try? await QMPClient.connect(to: place.sockets.qmpSocket, deadlineSeconds: 2) else {
            return .unresponsive
        }
        defer { qmp.close() }
        switch try? await qmp.status() {
        case "running": return .running
        case nil: return .unresponsive
        default: return .paused
        }
    }

    private static func size(_ file: String) -> Int64? {
        (try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int).map { Int64($0) }
    }
}
