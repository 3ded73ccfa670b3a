/// The shells that a completion script can be made for.
public enum Shell: String, Sendable, CaseIterable, ArgumentValue {
    /// GNU Bash, 4.4 or newer.
    case bash
    /// The Z shell.
    case zsh
    /// The friendly interactive shell, 3 or newer.
    case fish
}

extension Command {
    /// The script that teaches a shell to complete this command and all below it.
    public func completionScript(for shell: Shell) -> String {
        switch shell {
        case .bash: bashCompletion
        case .zsh: zshCompletion
        case .fish: fishCompletion
        }
    }

    /// The first line of each script.
    func completionOrigin(_ shell: Shell) -> String {
        "# \(shell.rawValue) completion for \(name), made by '\(name) completion \(shell.rawValue)'."
    }
}

/// A word in single quotes, for any of the three shells' plain text.
func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
}

extension String {
    /// The text with a backslash before each of some characters.
    func escaping(_ characters: Set<Character>) -> String {
        String(flatMap { characters.contains($0) ? ["\\", $0] : [$0] })
    }

    /// The text up to the end of its first sentence, for the narrow columns of completion menus.
    var firstSentence: String {
        var sentence = ""
        for character in self {
            if character == " ", sentence.hasSuffix(".") { break }
            sentence.append(character)
        }
        return sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
    }
}
