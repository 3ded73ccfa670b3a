extension Command {
    /// Fish: one `complete` line for each word, under the condition that its command was typed.
    var fishCompletion: String {
        let entries = walk()
        let paths = entries.dropFirst().map { quoted($0.path.joined(separator: " ")) }.joined(separator: " ")
        let lines = entries.flatMap { path, command in command.fishLines(path, program: name) }
        return """
            \(completionOrigin(.fish))
            function __\(name)_at --description 'Whether the words so far name a command'
                set -l path \(name)
                for word in (commandline -opc)[2..]
                    switch "$path $word"
                        case \(paths)
                            set path "$path $word"
                    end
                end
                test "$path" = "$argv"
            end
            complete -c \(name) -f
            \(lines.joined(separator: "\n"))

            """
    }

    private func fishLines(_ path: [String], program: String) -> [String] {
        let head = "complete -c \(program) -n \(quoted("__\(program)_at \(path.joined(separator: " "))"))"
        let version = path.count == 1 ? [Parameter.version] : []
        let commands = subcommands.map { "\(head) -a \($0.name) -d \(fishText($0.summary))" }
        let words = positionals.map { "\(head)\($0.fishOffer)" }.filter { $0 != head }
        let options = (namedParameters + version).map { parameter in
            let short = parameter.short.map { " -s \($0)" } ?? ""
            let value = parameter.kind == .option ? parameter.fishValue + parameter.fishOffer : ""
            return "\(head)\(short) -l \(parameter.name)\(value) -d \(fishText(parameter.help))"
        }
        return commands + words + options
    }

    private func fishText(_ text: String) -> String {
        "'" + text.firstSentence.escaping(["'", "\\"]) + "'"
    }
}

extension Parameter {
    /// `-x`: a value follows, and no file is offered for it.
    fileprivate var fishValue: String { completion == .files ? " -r" : " -x" }

    fileprivate var fishOffer: String {
        switch completion {
        case .files: " -F"
        case .folders: " -a '(__fish_complete_directories)'"
        case .values: allowedValues.isEmpty ? "" : " -a '\(allowedValues.joined(separator: " "))'"
        }
    }
}
