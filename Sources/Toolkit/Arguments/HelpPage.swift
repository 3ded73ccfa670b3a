extension Command {
    /// The help page of the command at a path of names that starts with this one; 80 columns.
    public func helpText(for path: [String]) -> String {
        guard let command = descendant(at: path.dropFirst()) else { return "" }
        return HelpPage(command: command, path: path).text
    }
}

private struct HelpPage {
    let command: Command
    let path: [String]
    let width = 80
    let column = 28

    var text: String {
        var blocks = [wrapped(command.summary, width: width), usage]
        if !command.discussion.isEmpty { blocks.append(wrapped(command.discussion, width: width)) }
        if !command.positionals.isEmpty {
            blocks.append(section("Arguments", command.positionals.map { ($0.signature, $0.explanation) }))
        }
        blocks.append(contentsOf: commandSections)
        blocks.append(contentsOf: optionSections)
        if !command.examples.isEmpty { blocks.append(examples) }
        return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private var usage: [String] {
        let prefix = "Usage: "
        let lines = wrapped(command.synopsis(path), width: width - prefix.count)
        let indent = String(repeating: " ", count: prefix.count)
        return lines.enumerated().map { ($0.offset == 0 ? prefix : indent) + $0.element }
    }

    private var commandSections: [[String]] {
        guard !command.subcommands.isEmpty else { return [] }
        let hint = "Run '\(path.joined(separator: " ")) COMMAND --help' for the help of a command."
        return [section("Commands", command.subcommands.map { ($0.name, $0.summary) }), wrapped(hint, width: width)]
    }

    private var optionSections: [[String]] {
        var named = command.namedParameters
        if path.count == 1 { named.append(.version) }
        var order: [String] = []
        for parameter in named where !order.contains(parameter.group) { order.append(parameter.group) }
        return order.map { group in
            let rows = named.filter { $0.group == group }.map { ($0.signature, $0.explanation) }
            return section(group.isEmpty ? "Options" : group, rows)
        }
    }

    private var examples: [String] {
        ["Examples:"]
            + command.examples.flatMap { example in
                ["  \(example.line)"] + wrapped(example.meaning, width: width - 6).map { "      \($0)" }
            }
    }

    private func section(_ title: String, _ rows: [(left: String, right: String)]) -> [String] {
        ["\(title):"] + rows.flatMap { row($0.left, $0.right) }
    }

    private func row(_ left: String, _ right: String) -> [String] {
        let lines = wrapped(right, width: width - column)
        let head = "  \(left)"
        let indent = String(repeating: " ", count: column)
        guard head.count + 2 <= column else { return [head] + lines.map { indent + $0 } }
        return lines.enumerated().map { ($0.offset == 0 ? head.padded(to: column) : indent) + $0.element }
    }
}

extension Parameter {
    /// The version flag of the program.
    static let version = Parameter(
        kind: .flag, name: "version", short: nil, valueName: "", help: "Shows the version.", group: "",
        isRequired: false, repeats: true, defaultText: nil, allowedValues: [], completion: .values)
}

extension Command {
    /// The command in one line: what must be given by name, `[options]` for the rest.
    func synopsis(_ path: [String]) -> String {
        var words = [path.joined(separator: " ")]
        if !subcommands.isEmpty { words.append("COMMAND") }
        words += positionals.map(\.signature)
        words += parameters.filter { $0.isRequired && $0.kind == .option }.map(\.spellingWithValue)
        if parameters.contains(where: { !$0.isRequired && $0.kind != .positional }) { words.append("[options]") }
        return words.joined(separator: " ")
    }
}
