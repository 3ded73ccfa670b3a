internal import Arguments
internal import Engine
internal import Failures
internal import Glibc

/// The command line.
public enum CommandLineTool {
    /// Runs the command that argv names and exits.
    ///
    /// The main thread waits for signals meanwhile. An asynchronous main would leave it to Dispatch, whose
    /// stand-in for it sleeps with every signal unblocked (sigsuspend(2)), and Ctrl-C would kill the process.
    public static func main() -> Never {
        main(services: .live)
    }

    /// Runs the command that argv names with other services, and exits.
    static func main(services: Services) -> Never {
        StandardStreams.occupyClosedNumbers()
        let signals = Interruption.block()
        let streams = StandardStreams.ofProcess
        let words = Array(CommandLine.arguments.dropFirst())
        let cursor = CursorGuard()
        let root = Task.detached { exit(await run(words, services, streams, cursor)) }
        Interruption.wait(for: signals) {
            root.cancel()
        } second: {
            try? streams.writeOutput(cursor.restoration)
        }
    }

    /// Runs one command line and gives its exit code.
    static func run(
        _ words: [String], _ services: Services, _ streams: StandardStreams, _ cursor: CursorGuard
    ) async -> Int32 {
        let tree = commandTree(services, streams, cursor)
        do {
            switch try tree.parse(words) {
            case .help(let path): try streams.writeOutput(tree.helpText(for: path))
            case .version: try streams.writeOutput("gantry \(GantryVersion.text)\n")
            case .run(let action, let arguments): try await action(arguments)
            }
            return 0
        } catch {
            let failure = failure(of: error)
            streams.report(failure)
            return failure.category.exitCode
        }
    }
}
