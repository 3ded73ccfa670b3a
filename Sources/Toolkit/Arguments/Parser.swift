/// What a command line asks for.
public enum Invocation: Sendable {
    /// To run a command.
    case run(Command.Action, ParsedArguments)
    /// To show the help of the command at a path, the program's name included.
    case help([String])
    /// To show the version.
    case version
}

extension Command {
    /// Understands the words after the program's name; this command is the root of the tree.
    /// - Throws: the first thing that can't be understood.
    public func parse(_ words: [String]) throws(UsageError) -> Invocation {
        var rest = words[...]
        if rest.first == "--version" { return .version }
        if rest.first == "help" { return try help(for: rest.dropFirst()) }
        var command = self
        var path = [name]
        while !command.subcommands.isEmpty {
            guard let word = rest.popFirst() else { throw UsageError(.missingCommand(command.names), in: path) }
            if word == "--help" || word == "-h" { return .help(path) }
            guard let next = command.descendant(at: [word]) else { throw command.unknown(word, in: path) }
            command = next
            path.append(word)
        }
        guard let action = command.action else { throw UsageError(.missingCommand([]), in: path) }
        var parser = WordParser(command: command, path: path)
        guard let parsed = try parser.parse(rest) else { return .help(path) }
        return .run(action, parsed)
    }

    private var names: [String] { subcommands.map(\.name) }

    private func help(for words: ArraySlice<String>) throws(UsageError) -> Invocation {
        var command = self
        var path = [name]
        for word in words {
            guard let next = command.descendant(at: [word]) else { throw command.unknown(word, in: path) }
            command = next
            path.append(word)
        }
        return .help(path)
    }

    private func unknown(_ word: String, in path: [String]) -> UsageError {
        if word.hasPrefix("-"), word != "-" {
            let known = path.count == 1 ? ["--help", "--version"] : ["--help"]
            return UsageError(.unknownOption(word, similar: similar(to: word, among: known)), in: path)
        }
        return UsageError(.unknownCommand(word, similar: similar(to: word, among: names), all: names), in: path)
    }
}

/// Sorts the words of one command by parameter.
private struct WordParser {
    let command: Command
    let path: [String]
    var parsed: ParsedArguments
    var positionals: ArraySlice<Parameter>
    var given: Set<String> = []

    init(command: Command, path: [String]) {
        self.command = command
        self.path = path
        parsed = ParsedArguments(commandPath: path)
        positionals = command.positionals[...]
    }

    /// Nil when help is asked for.
    mutating func parse(_ words: ArraySlice<String>) throws(UsageError) -> ParsedArguments? {
        var rest = words
        var onlyPositionals = false
        while let word = rest.popFirst() {
            if onlyPositionals || word == "-" || !word.hasPrefix("-") {
                try takePositional(word)
            } else if word == "--" {
                onlyPositionals = true
            } else if word == "--help" || word == "-h" {
                return nil
            } else if word.hasPrefix("--") {
                try takeLong(word, &rest)
            } else {
                try takeShort(word, &rest)
            }
        }
        try checkRequired()
        return parsed
    }

    private mutating func takePositional(_ word: String) throws(UsageError) {
        guard let parameter = positionals.first else { throw error(.unexpectedWord(word)) }
        parsed.add(word, for: parameter)
        given.insert(parameter.spelling)
        if !parameter.repeats { positionals.removeFirst() }
    }

    private mutating func takeLong(_ word: String, _ rest: inout ArraySlice<String>) throws(UsageError) {
        let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts.first ?? "")
        let value = parts.count > 1 ? String(parts[1]) : nil
        guard let parameter = command.namedParameters.first(where: { $0.name == name }) else {
            let known = command.namedParameters.map(\.spelling)
            throw error(.unknownOption("--\(name)", similar: similar(to: "--\(name)", among: known)))
        }
        try take(parameter, value: value, &rest)
    }

    /// `-o json`, `-ojson`, and flags together: `-fo json`.
    private mutating func takeShort(_ word: String, _ rest: inout ArraySlice<String>) throws(UsageError) {
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
            guard let parameter = command.namedParameters.first(where: { $0.short == letter }) else {
                throw error(.unknownOption("-\(letter)", similar: []))
            }
            guard parameter.kind == .option, !letters.isEmpty else {
                try take(parameter, value: nil, &rest)
                continue
            }
            let value = letters.first == "=" ? letters.dropFirst() : letters
            return try take(parameter, value: String(value), &rest)
        }
    }

    private mutating func take(
        _ parameter: Parameter, value: String?, _ rest: inout ArraySlice<String>
    ) throws(UsageError) {
        let isFirst = given.insert(parameter.spelling).inserted
        guard isFirst || parameter.repeats || parameter.kind == .flag else {
            throw error(.repeatedOption(parameter.spelling))
        }
        guard parameter.kind == .option else {
            guard value == nil else { throw error(.flagWithValue(parameter.spelling)) }
            return parsed.add("", for: parameter)
        }
        if let value { return parsed.add(value, for: parameter) }
        // A following `--name` is far more often the next option than a value; `--name=--value` says otherwise.
        guard let next = rest.first, !next.hasPrefix("--") else {
            throw error(.missingValue(parameter.spelling, valueName: parameter.valueName))
        }
        rest.removeFirst()
        parsed.add(next, for: parameter)
    }

    private func checkRequired() throws(UsageError) {
        let missing = command.parameters.filter { $0.isRequired && !given.contains($0.spelling) }
        guard missing.isEmpty else { throw error(.missing(missing.map(\.spellingWithValue))) }
    }

    private func error(_ reason: UsageError.Reason) -> UsageError { UsageError(reason, in: path) }
}
