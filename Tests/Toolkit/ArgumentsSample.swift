import Arguments

/// A small tree with one of everything.
enum Harbour {
    enum Speed: String, CaseIterable, ArgumentValue { case slow, swift, express }

    /// What the last parsed command read, as text.
    static func words(_ line: [String]) throws -> String {
        switch try tree().parse(line) {
        case .run(_, let parsed): parsed.commandPath.joined(separator: " ")
        case .help(let path): "help of " + path.joined(separator: " ")
        case .version: "version"
        }
    }

    /// Runs the command line and gives what its action saw.
    static func seen(_ line: [String]) async throws -> String {
        let box = Box()
        guard case .run(let action, let parsed) = try tree(box).parse(line) else { return "nothing ran" }
        try await action(parsed)
        return box.text
    }

    final class Box: @unchecked Sendable { var text = "" }

    static func tree(_ box: Box = Box()) -> Command {
        Command(
            "harbour", "Looks after ships.",
            subcommands: [
                lift(box),
                Command(
                    "ship", "Works with ships.",
                    subcommands: [
                        Command("list", "Lists the ships: all of them.") { _ in { _ in box.text = "list" } },
                        Command("start", "Starts a ship.") { arguments in
                            let name = arguments.positional("NAME", "The ship's name.")
                            return { values in box.text = "start \(try values[name])" }
                        },
                    ]),
            ])
    }

    private static func lift(_ box: Box) -> Command {
        Command(
            "lift", "Lifts goods off ships, one after another, and puts each where it was asked to be put.",
            discussion: "Goods that are already there stay. What can't be lifted is named at the end.",
            examples: [.init("harbour lift cargo.box --to quay/", "Lifts one box.")]
        ) { arguments in
            let goods = arguments.positionals("GOODS", "What to lift.", completion: .files)
            let target = arguments.requiredOption("to", "DIR", "Where to put it.", completion: .folders)
            let count = arguments.option("count", short: "n", "N", "How often.", default: 1)
            let isForced = arguments.flag("force", short: "f", "Lifts even what's [heavy]: mind the crane.")
            arguments.group("Speed")
            let speed = arguments.option("speed", short: "s", "SPEED", "How fast to lift.", default: Speed.swift)
            let stops = arguments.options("stop", "PLACE", "A place to stop at.")
            let label = arguments.option("label-with-a-long-name", "TEXT", "What to write on it.")
            return { values in
                box.text = """
                    \(try values[goods]) to \(try values[target]) x\(try values[count]) \
                    \(try values[isForced] ? "forced" : "gently") \(try values[speed].rawValue) \(try values[stops]) \
                    \(try values[label] ?? "-")
                    """
            }
        }
    }
}
