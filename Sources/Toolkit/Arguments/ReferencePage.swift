extension Command {
    /// The reference of all commands as one Markdown page.
    public var referencePage: String {
        let commands = walk().filter { $0.command.action != nil || $0.path.count == 1 }
        let sections = commands.map { path, command in command.section(path) }
        return "# Command reference\n\n" + "Made from the program's own table of commands; a test keeps it current.\n\n"
            + sections.joined(separator: "\n")
    }

    private func section(_ path: [String]) -> String {
        var text = "## `\(path.joined(separator: " "))`\n\n\(summary)\n\n```\n\(synopsis(path))\n```\n"
        if !discussion.isEmpty { text += "\n\(discussion)\n" }
        if !subcommands.isEmpty { text += commandTable(path) }
        if !parameters.isEmpty { text += parameterTable }
        if !examples.isEmpty { text += "\n" }
        for example in examples { text += "- `\(example.line)`: \(example.meaning)\n" }
        return text
    }

    private func commandTable(_ path: [String]) -> String {
        let rows = walk().dropFirst().filter { $0.command.action != nil }.map { entry in
            let words = (path.dropLast() + entry.path).joined(separator: " ")
            return "| `\(words)` | \(cell(entry.command.summary)) |"
        }
        return "\n| command | what it does |\n|---|---|\n" + rows.joined(separator: "\n") + "\n"
    }

    private var parameterTable: String {
        let rows = parameters.map { parameter in
            let short = parameter.short.map { "`-\($0)`, " } ?? ""
            let values = parameter.allowedValues.map { "`\($0)`" }.joined(separator: ", ")
            let standard = parameter.isRequired ? "required" : parameter.defaultText.map { "`\($0)`" } ?? ""
            let name = parameter.spellingWithValue + (parameter.repeats ? "..." : "")
            let help = cell(parameter.help) + (values.isEmpty ? "" : " One of \(values).")
            return "| \(short)`\(name)` | \(help) | \(standard) |"
        }
        return "\n| parameter | meaning | default |\n|---|---|---|\n" + rows.joined(separator: "\n") + "\n"
    }

    private func cell(_ text: String) -> String {
        String(text.flatMap { $0 == "|" ? Array("\\|") : $0 == "\n" ? [" "] : [$0] })
    }
}
