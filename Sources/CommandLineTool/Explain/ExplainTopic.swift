/// Something that `gantry explain` can explain.
struct ExplainTopic: Sendable, Equatable {
    /// What a topic is about.
    enum Kind: String, Sendable, CaseIterable {
        /// A concern about a machine.
        case concern
        /// A phase of a migration.
        case phase
        /// An exit code of the command.
        case exitCode = "exit code"
        /// An error.
        case error
    }

    /// What people type.
    var id: String
    /// Other words for it.
    var aliases: [String]
    /// What it is about.
    var kind: Kind
    /// One line.
    var title: String
    /// The explanation; paragraphs are separated by line breaks.
    var text: String

    /// Makes a topic.
    init(id: String, aliases: [String] = [], kind: Kind, title: String, text: String) {
        self.id = id
        self.aliases = aliases
        self.kind = kind
        self.title = title
        self.text = text
    }

    /// An error, as the generated list names it.
    static func error(_ id: String, _ title: String, _ text: String) -> ExplainTopic {
        ExplainTopic(id: id, kind: .error, title: title, text: text)
    }
}
