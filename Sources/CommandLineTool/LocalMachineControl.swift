internal import Files
internal import LocalTarget
internal import QEMU

/// The migrated machines of a folder, run by QEMU on this host.
struct LocalMachineControl: MachineControl {
    private let machines: LocalMachines
    /// Set when the folder is one machine's own.
    private let onlyName: String?

    /// Takes the folder that migrations went to, or that of one machine.
    init(folder: String) {
        if Files.exists("\(folder)/virtualmachine.yaml") {
            let path = folder.hasPrefix("/") ? folder : "\(Files.currentFolder())/\(folder)"
            machines = LocalMachines(folder: Files.parent(of: path))
            onlyName = Files.name(of: path)
        } else {
            machines = LocalMachines(folder: folder)
            onlyName = nil
        }
    }

    func list() async throws -> [MachineState] {
        let all = try await machines.list()
        return all.filter { onlyName == nil || $0.name == onlyName }.map(MachineState.init)
    }

    func start(_ name: String, _ options: MachineStartOptions) async throws {
        let forwards = options.forwards.map {
            QEMULaunch.PortForward(hostPort: UInt16($0.hostPort), guestPort: UInt16($0.guestPort))
        }
        let network: QEMULaunch.Network =
            options.hasNetwork || !forwards.isEmpty ? .userMode(forwards: forwards) : .restricted
        _ = try await machines.start(name, LocalMachines.StartOptions(network: network))
    }

    func stop(_ name: String, graceSeconds: Int, force: Bool) async throws {
        try await machines.stop(name, graceSeconds: Double(graceSeconds), force: force)
    }

    func attachConsole(_ name: String) async throws { try await machines.attachConsole(name) }
}

extension MachineState {
    /// The state of a machine on this host.
    fileprivate init(_ status: LocalMachineStatus) {
        let hardware = Hardware(
            processorCount: status.processorCount, memoryBytes: status.memoryBytes, diskCount: status.disks.count)
        self.init(
            name: status.name, state: status.state.rawValue, processID: status.processID,
            uptimeSeconds: status.uptimeSeconds, hardware: status.problem == nil ? hardware : nil,
            problem: status.problem)
    }
}
