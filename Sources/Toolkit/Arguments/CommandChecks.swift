extension Command {
    /// Mistakes in the table itself, as sentences; a test asks for them, so that no user meets one.
    public var mistakes: [String] {
        walk().flatMap { path, command in
            command.ownMistakes.map { "\(path.joined(separator: " ")): \($0)" }
        }
    }

    private var ownMistakes: [String] {
        var found: [String] = []
        found += duplicates(subcommands.map(\.name)).map { "two commands are called '\($0)'." }
        found += duplicates(namedParameters.map(\.spelling)).map { "two options are called '\($0)'." }
        found += duplicates(namedParameters.compactMap(\.short).map(String.init)).map { "two options are '-\($0)'." }
        found += duplicates(positionals.map(\.name)).map { "two words are called '\($0)'." }
        if positionals.dropLast().contains(where: \.repeats) { found.append("words follow one that repeats.") }
        if !subcommands.isEmpty, !positionals.isEmpty { found.append("it has both commands and words.") }
        if action == nil, subcommands.isEmpty { found.append("it does nothing.") }
        if !summary.hasSuffix(".") { found.append("its summary is not a sentence.") }
        found += parameters.filter { !$0.help.hasSuffix(".") }.map { "the help of \($0.spelling) is not a sentence." }
        found += parameters.filter { $0.kind == .option && $0.valueName.isEmpty }.map {
            "the value of \($0.spelling) has no name."
        }
        return found
    }

    private func duplicates(_ names: [String]) -> Set<String> {
        var seen: Set<String> = []
        return Set(names.filter { !seen.insert($0).inserted })
    }
}
