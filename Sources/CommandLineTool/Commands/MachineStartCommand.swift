internal import Arguments

/// How a migrated machine is started on this host.
struct MachineStartOptions: Sendable, Equatable {
    /// Whether it may reach the network.
    var hasNetwork: Bool
    /// Ports of this host that lead to the guest, as HOST:GUEST.
    var forwards: [PortForward]
}

/// A port of this host's loopback that leads to one of the guest's.
struct PortForward: Sendable, Equatable, ArgumentValue {
    /// The port of this host.
    var hostPort: Int
    /// The port of the guest.
    var guestPort: Int

    /// Reads `2222:22`.
    init(argument text: String) throws(InvalidValue) {
        let ports = text.split(separator: ":", omittingEmptySubsequences: false).compactMap { Int($0) }
        guard ports.count == 2, ports.allSatisfy((1...65_535).contains), text.allSatisfy({ $0 == ":" || $0.isNumber })
        else { throw InvalidValue("is not of the form HOST:GUEST with two port numbers, as in 2222:22") }
        hostPort = ports[0]
        guestPort = ports[1]
    }

    /// The form in which it is typed.
    var argumentText: String { "\(hostPort):\(guestPort)" }
}

/// `gantry vm start`: runs a migrated machine in the background.
func machineStartCommand(_ services: Services, _ streams: StandardStreams) -> Command {
    Command("start", "Starts a machine in the background.") { arguments in
        let folder = arguments.machineFolder()
        let name = arguments.machineName()
        let hasNetwork = arguments.flag(
            "net", "Lets the machine reach the network; without it the guest sees one that leads nowhere.")
        let forwards = arguments.options(
            "forward", "HOST:GUEST", "Leads a port of this host's loopback to the guest, as in 2222:22.",
            as: PortForward.self)
        return { values in
            let directory = try values[folder]
            let options = MachineStartOptions(
                hasNetwork: try values[hasNetwork], forwards: try values[forwards])
            let wanted = try values[name]
            let control = try await services.machines(directory)
            let machine = try await chosenMachine(wanted, in: directory, control, values)
            try await control.start(machine, options)
            let console = "gantry vm console \(printable(directory)) --vm \(printable(machine))"
            try streams.writeOutput("\(printable(machine)) runs; '\(console)' shows its console.\n")
        }
    }
}
