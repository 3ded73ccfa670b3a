internal import Arguments

/// `gantry vm stop`: asks a machine to shut down.
func machineStopCommand(_ services: Services, _ streams: StandardStreams) -> Command {
    Command("stop", "Stops a machine: asks it to shut down, and ends it when it does not.") { arguments in
        let folder = arguments.machineFolder()
        let name = arguments.machineName()
        let grace = arguments.option(
            "grace", "SECONDS", "How long it may take to shut down: 60 unless it is said, or none with --force.",
            as: Int.self)
        let force = arguments.flag(
            "force", "Ends it as if the power were cut: at once, or after the seconds of --grace when they are given.")
        return { values in
            let isForced = try values[force]
            let graceSeconds = try values[grace] ?? (isForced ? 0 : 60)
            guard (0...86_400).contains(graceSeconds) else {
                throw UsageError(
                    .invalidValue(
                        String(graceSeconds), of: "--grace", reason: "is not between 0 and 86400", allowed: []),
                    in: values.commandPath)
            }
            let directory = try values[folder]
            let wanted = try values[name]
            let control = try await services.machines(directory)
            let machine = try await chosenMachine(wanted, in: directory, control, values)
            try await control.stop(machine, graceSeconds: graceSeconds, force: isForced)
            try streams.writeOutput("\(printable(machine)) is stopped.\n")
        }
    }
}
