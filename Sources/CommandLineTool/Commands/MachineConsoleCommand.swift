internal import Arguments

/// `gantry vm console`: the machine's serial console in this terminal.
func machineConsoleCommand(_ services: Services) -> Command {
    Command("console", "Connects the terminal to a machine's serial console; Ctrl-] leaves it.") { arguments in
        let folder = arguments.machineFolder()
        let name = arguments.machineName()
        return { values in
            let directory = try values[folder]
            let wanted = try values[name]
            let control = try await services.machines(directory)
            let machine = try await chosenMachine(wanted, in: directory, control, values)
            try await control.attachConsole(machine)
        }
    }
}
