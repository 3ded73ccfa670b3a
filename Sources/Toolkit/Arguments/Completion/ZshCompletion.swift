extension Command {
    /// Zsh: a function for each command, made of `_arguments` specifications (zshcompsys(1)).
    var zshCompletion: String {
        let functions = walk().map { path, command in command.zshFunction(path) }
        return """
            #compdef \(name)
            \(completionOrigin(.zsh))

            \(functions.joined(separator: "\n"))
            if [[ $funcstack[1] == _\(name) ]]; then
                _\(name) "$@"
            else
                compdef _\(name) \(name)
            fi

            """
    }

    private func zshFunction(_ path: [String]) -> String {
        subcommands.isEmpty ? leafFunction(path) : groupFunction(path)
    }

    private func leafFunction(_ path: [String]) -> String {
        let specifications = (namedParameters + positionals).flatMap(\.zshSpecifications)
        return """
            \(functionName(path))() {
                _arguments -s -S \\
            \(specifications.map { "        \($0)" }.joined(separator: " \\\n"))
            }

            """
    }

    private func groupFunction(_ path: [String]) -> String {
        let names = subcommands.map { quoted("\($0.name):\($0.summary.firstSentence.escaping([":"]))") }
        let cases = subcommands.map { "        \($0.name)) \(functionName(path + [$0.name])) ;;" }
        let version = path.count == 1 ? [Parameter.version] : []
        let flags = (namedParameters + version).flatMap(\.zshSpecifications).joined(separator: " ")
        return """
            \(functionName(path))() {
                local curcontext="$curcontext" state line
                _arguments -C \(flags) '1: :->command' '*:: :->rest'
                case $state in
                command)
                    local -a commands=(
            \(names.map { "            \($0)" }.joined(separator: "\n"))
                    )
                    _describe command commands
                    ;;
                rest)
                    case $words[1] in
            \(cases.joined(separator: "\n"))
                    esac
                    ;;
                esac
            }

            """
    }

    private func functionName(_ path: [String]) -> String {
        "_" + path.map { $0.replacing("-", with: "_") }.joined(separator: "_")
    }
}

extension Parameter {
    /// One specification, or two where there is a one-letter name.
    fileprivate var zshSpecifications: [String] {
        guard kind != .positional else { return [quoted("\(repeats ? "*" : ""):\(name):\(zshAction)")] }
        let star = repeats && kind == .option ? "*" : ""
        let text = "[\(help.firstSentence.escaping(["[", "]", ":", "\\"]))]"
        let long = kind == .option ? "\(spelling)=" : spelling
        let value = kind == .option ? ":\(valueName.escaping([":"])):\(zshAction)" : ""
        let exclusion = short.map { "(-\($0) \(spelling))" } ?? ""
        let longForm = quoted("\(exclusion)\(star)\(long)\(text)\(value)")
        guard let short else { return [longForm] }
        let letter = kind == .option ? "-\(short)+" : "-\(short)"
        return [quoted("\(exclusion)\(star)\(letter)\(text)\(value)"), longForm]
    }

    private var zshAction: String {
        switch completion {
        case .files: "_files"
        case .folders: "_files -/"
        case .values: allowedValues.isEmpty ? "" : "(\(allowedValues.joined(separator: " ")))"
        }
    }
}
