internal import Arguments

/// `gantry vm console`: the machine's serial console in this terminal.
func machineConsoleCommand(_ services: Services) -> Command {
    Command(
        "console", "Connects the terminal to a machine's serial console; Ctrl-] leaves it.",
        discussion: """
            Standard input may be a file or a pipe. At its end the command goes on until the guest wrote nothing for \
            2 seconds, for 30 seconds at most.
            """
    ) { arguments in
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
