internal import Arguments

/// `gantry completion`: a script for the shell.
func completionCommand(program commands: [Command], _ streams: StandardStreams) -> Command {
    Command(
        "completion", "Writes the completion script of a shell.",
        discussion: """
            Bash: source <(gantry completion bash)
            Zsh:  gantry completion zsh > "${fpath[1]}/_gantry"
            Fish: gantry completion fish > ~/.config/fish/completions/gantry.fish
            """
    ) { arguments in
        let shell = arguments.positional("SHELL", "The shell.", as: Shell.self)
        let known = arguments.parameters
        return { values in
            // The tree can't hold itself: this command stands for itself by its parameters.
            var own = Command("completion", "Writes the completion script of a shell.") { _ in { _ in } }
            own.parameters = known
            let tree = Command("gantry", "Migrates virtual machines to KubeVirt.", subcommands: commands + [own])
            try streams.writeOutput(tree.completionScript(for: try values[shell]))
        }
    }
}
