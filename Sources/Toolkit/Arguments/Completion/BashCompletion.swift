extension Command {
    /// Bash: one function that walks the words to find the command, then looks at the word before the cursor.
    var bashCompletion: String {
        let entries = walk()
        let paths = entries.dropFirst().map { quoted($0.path.joined(separator: " ")) }.joined(separator: " | ")
        let values = entries.flatMap { path, command in
            command.parameters.filter { $0.kind == .option }.map { valueCase(path, $0) }
        }
        let words = entries.map { path, command in command.wordCase(path) }
        return """
            \(completionOrigin(.bash))
            _\(name)() {
                local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command=\(name) i
                # Bash takes '--name=value' for three words.
                [[ $current == = ]] && current=
                [[ $previous == = ]] && previous=${COMP_WORDS[COMP_CWORD - 2]}
                for ((i = 1; i < COMP_CWORD; i++)); do
                    case "$command ${COMP_WORDS[i]}" in
                    \(paths)) command="$command ${COMP_WORDS[i]}" ;;
                    esac
                done
                local words= kind=
                case "$command $previous" in
            \(values.joined(separator: "\n"))
                *)
                    case "$command" in
            \(words.joined(separator: "\n"))
                    esac
                    [[ $current == -* ]] && kind=
                    ;;
                esac
                mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
                case $kind in
                files) compopt -o filenames; mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- "$current") ;;
                folders) compopt -o filenames; mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -d -- "$current") ;;
                esac
            }
            complete -F _\(name) \(name)

            """
    }

    private func valueCase(_ path: [String], _ parameter: Parameter) -> String {
        let command = path.joined(separator: " ")
        var patterns = [quoted("\(command) \(parameter.spelling)")]
        if let short = parameter.short { patterns.append(quoted("\(command) -\(short)")) }
        return "    \(patterns.joined(separator: " | "))) \(parameter.bashOffer) ;;"
    }

    private func wordCase(_ path: [String]) -> String {
        var words = subcommands.map(\.name) + namedParameters.map(\.spelling)
        if path.count == 1 { words.append("--version") }
        let positional = positionals.first
        words += positional?.allowedValues ?? []
        let kind = positional.map { " \($0.bashKind)" } ?? ""
        return "        \(quoted(path.joined(separator: " "))))"
            + " words=\(quoted(words.joined(separator: " ")))\(kind) ;;"
    }
}

extension Parameter {
    fileprivate var bashOffer: String {
        completion == .values ? "words=\(quoted(allowedValues.joined(separator: " ")))" : bashKind
    }

    fileprivate var bashKind: String {
        switch completion {
        case .values: "kind="
        case .files: "kind=files"
        case .folders: "kind=folders"
        }
    }
}
