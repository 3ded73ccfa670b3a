/// A command of the tree: what it is called, what it takes, and what it does.
///
/// The tree is a table. Parsing, help, completion and the reference page all read it, so they can't disagree.
public struct Command: Sendable {
    /// What runs when the command line names this command.
    public typealias Action = @Sendable (ParsedArguments) async throws -> Void

    /// The word that names it.
    public var name: String
    /// One sentence for lists of commands.
    public var summary: String
    /// Paragraphs below the summary on its own help page; empty for none.
    public var discussion: String
    /// Command lines worth copying.
    public var examples: [Example]
    /// Positionals, options and flags, in the order of the help page.
    public var parameters: [Parameter]
    /// The commands below it.
    public var subcommands: [Command]
    /// What it does; nil when it only groups commands.
    public var action: Action?

    /// A command line with a few words on what it does.
    public struct Example: Sendable, Equatable {
        /// The words to type.
        public var line: String
        /// What they do.
        public var meaning: String

        /// Makes an example.
        public init(_ line: String, _ meaning: String) {
            self.line = line
            self.meaning = meaning
        }
    }

    /// Makes a command that does something; the closure declares its parameters and gives its action.
    public init(
        _ name: String, _ summary: String, discussion: String = "", examples: [Example] = [],
        declaring declare: (inout Declarations) -> Action
    ) {
        var declarations = Declarations()
        let action = declare(&declarations)
        self.name = name
        self.summary = summary
        self.discussion = discussion
        self.examples = examples
        parameters = declarations.parameters
        subcommands = []
        self.action = action
    }

    /// Makes a command that groups others.
    public init(
        _ name: String, _ summary: String, discussion: String = "", examples: [Example] = [], subcommands: [Command]
    ) {
        self.name = name
        self.summary = summary
        self.discussion = discussion
        self.examples = examples
        parameters = []
        self.subcommands = subcommands
        action = nil
    }

    /// The command at the end of a path of names below this one; nil when there is none.
    public func descendant(at path: some Collection<String>) -> Command? {
        guard let first = path.first else { return self }
        return subcommands.first { $0.name == first }?.descendant(at: path.dropFirst())
    }

    /// The positional parameters, in their order on the command line.
    var positionals: [Parameter] { parameters.filter { $0.kind == .positional } }

    /// The options and flags, with the built-in help last.
    var namedParameters: [Parameter] { parameters.filter { $0.kind != .positional } + [.help] }

    /// This command and all below it, each with its path of names from here.
    func walk(_ path: [String] = []) -> [(path: [String], command: Command)] {
        let own = path + [name]
        return [(own, self)] + subcommands.flatMap { $0.walk(own) }
    }
}
