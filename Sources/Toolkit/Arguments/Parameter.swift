/// One line of a command's table: a positional, an option with a value, or a flag.
public struct Parameter: Sendable, Equatable {
    /// How the parameter is written on the command line.
    public enum Kind: Sendable, Equatable {
        /// By its place: `SOURCE`.
        case positional
        /// By its name, with a value: `--to DIR`.
        case option
        /// By its name alone: `--force`.
        case flag
    }

    /// What a shell offers for the value.
    public enum Completion: Sendable, Equatable {
        /// The allowed values, where there are some, else nothing.
        case values
        /// Names of files and folders.
        case files
        /// Names of folders.
        case folders
    }

    /// How it is written.
    public var kind: Kind
    /// The name without dashes (`to`), or the placeholder of a positional (`SOURCE`).
    public var name: String
    /// A one-letter name for `-o`.
    public var short: Character?
    /// The placeholder of an option's value (`DIR`); empty for a flag.
    public var valueName: String
    /// What it is for: a sentence or two.
    public var help: String
    /// The heading it stands under in the help.
    public var group: String
    /// Whether the command can't do without it.
    public var isRequired: Bool
    /// Whether it may be given more than once.
    public var repeats: Bool
    /// What applies when it isn't given, as text.
    public var defaultText: String?
    /// The values it accepts; empty when they can't be listed.
    public var allowedValues: [String]
    /// What a shell offers.
    public var completion: Completion

    /// The help flag that each command has.
    static let help = Parameter(
        kind: .flag, name: "help", short: "h", valueName: "", help: "Shows this help.", group: "", isRequired: false,
        repeats: true, defaultText: nil, allowedValues: [], completion: .values)

    /// How it is spelled in a message: `--to`, `SOURCE`.
    var spelling: String { kind == .positional ? name : "--\(name)" }

    /// The spelling with its value: `--to DIR`.
    var spellingWithValue: String { kind == .option ? "\(spelling) \(valueName)" : spelling }

    /// The left column of the help: `-o, --output FORMAT`.
    var signature: String {
        guard kind != .positional else { return placeholder }
        let shortPart = short.map { "-\($0), " } ?? "    "
        return shortPart + spellingWithValue + (repeats && kind == .option ? " ..." : "")
    }

    /// A positional as it stands in the synopsis: `SOURCE...`, `[TOPIC]`.
    private var placeholder: String {
        let text = name + (repeats ? "..." : "")
        return isRequired ? text : "[\(text)]"
    }

    /// The right column of the help: the sentence, then what is allowed and what is the default.
    var explanation: String {
        var extras: [String] = []
        if !allowedValues.isEmpty { extras.append(allowedValues.joined(separator: ", ")) }
        if let defaultText { extras.append("default: \(defaultText)") }
        guard !extras.isEmpty else { return help }
        return "\(help) (\(extras.joined(separator: "; ")))"
    }
}
