internal import Arguments

/// `gantry vm`: the migrated machines on this host.
func machineCommand(_ services: Services, _ streams: StandardStreams) -> Command {
    Command(
        "vm", "Runs migrated machines on this host, in QEMU.",
        subcommands: [
            machineListCommand(services, streams), machineStartCommand(services, streams),
            machineStopCommand(services, streams), machineConsoleCommand(services),
        ])
}

extension Declarations {
    /// The folder that the migrations went to.
    mutating func machineFolder() -> Handle<String> {
        positional(
            "DIR", "The folder that the migrations went to (--to), or one machine's folder.", completion: .folders)
    }

    /// The machine in it.
    mutating func machineName() -> Handle<String?> {
        option("vm", "NAME", "Which machine, where the folder has several.")
    }
}

/// The machine that is meant: the one that is named, or the only one there is.
func chosenMachine(
    _ name: String?, in folder: String, _ control: any MachineControl, _ values: ParsedArguments
) async throws -> String {
    if let name { return name }
    let names = try await control.list().map(\.name)
    guard names.count != 1 else { return names[0] }
    throw values.error(
        what: names.isEmpty ? "There is no machine in \(folder)." : "There are \(names.count) machines in \(folder).",
        why: names.isEmpty
            ? "No folder in it holds a finished migration." : "They are \(names.joined(separator: ", ")).",
        remedy: names.isEmpty ? "Give the folder of --to." : "Choose one with --vm.")
}
