import Arguments
import Foundation
import Resources
import Testing

@testable import CommandLineTool

@Suite("Documentation")
struct DocumentationTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The lines of fenced blocks that call gantry, with the page that they are on.
    private static let commands = commands(of: ["README.md", "docs/user-guide.md", "docs/events.md", "docs/digest.md"])

    private static func commands(of pages: [String]) -> [String] {
        pages.flatMap { page -> [String] in
            let text = (try? String(contentsOf: root.appendingPathComponent(page), encoding: .utf8)) ?? ""
            var isInBlock = false
            return text.split(separator: "\n", omittingEmptySubsequences: false).compactMap { line in
                if line.hasPrefix("```") { isInBlock.toggle() }
                let command = line.hasPrefix("$ ") ? line.dropFirst(2) : line
                let isCommand = command.hasPrefix("gantry ") && !command.hasPrefix("gantry 0")
                return isInBlock && isCommand ? String(command) : nil
            }
        }
    }

    @Test("There are examples to check")
    func examplesExist() { #expect(Self.commands.count >= 8) }

    @Test("Every example is a command line that is understood", arguments: commands)
    func examples(command: String) async throws {
        let sample = CommandLineSample()
        let words = command.split(separator: " ").dropFirst().map(String.init)
        #expect(await sample.run(words) == 0, "\(command): \(sample.complaints)")
    }

    @Test("Every option that a text or a page names is one of the table")
    func optionsExist() throws {
        // What every command has, and what virtctl, tar, virsh, ovftool and vgchange are told to be given.
        let others = ["help", "version", "no-create", "image-path", "sparse", "inactive", "shaAlgorithm", "noout"]
        let known = Self.options(of: CommandLineSample().tree).union(others)
        let topics = Services.live.moreTopics() + phaseTopics + exitCodeTopics + errorTopics
        var texts = topics.map { ($0.id, "\($0.title) \($0.text)") }
        for page in ["README.md", "docs/user-guide.md", "docs/events.md", "docs/digest.md"] {
            texts.append((page, try String(contentsOf: Self.root.appendingPathComponent(page), encoding: .utf8)))
        }
        var count = 0
        for (place, text) in texts {
            for match in text.matches(of: /(?:^|[^\w-])--([a-z][A-Za-z0-9-]*)/) {
                count += 1
                #expect(known.contains(String(match.1)), "\(place) names --\(match.1)")
            }
        }
        #expect(count > 40)
    }

    private static func options(of command: Command) -> Set<String> {
        let own = command.parameters.filter { $0.kind != .positional }.map(\.name)
        return command.subcommands.reduce(into: Set(own)) { $0.formUnion(options(of: $1)) }
    }

    @Test(
        "Every example about resources is understood, whether or not there is such an object",
        arguments: commands(of: ["docs/control-plane.md"]))
    func resourceExamples(command: String) async throws {
        let sample = CommandLineSample()
        let words = Self.words(of: command.prefix { $0 != "|" }).dropFirst()
        let code = try await withDeadline { await sample.run(Array(words)) }
        #expect(!sample.complaints.contains("[usage."), "\(command) ends with \(code): \(sample.complaints)")
    }

    /// The words of a command line as a shell takes them, with single quotes.
    private static func words(of line: Substring) -> [String] {
        var words = [""]
        var isQuoted = false
        for character in line {
            if character == "'" {
                isQuoted.toggle()
            } else if character == " ", !isQuoted {
                words.append("")
            } else {
                words[words.count - 1].append(character)
            }
        }
        return words.filter { !$0.isEmpty }
    }

    /// Some examples go on until they are interrupted.
    private func withDeadline(_ run: @escaping @Sendable () async -> Int32) async throws -> Int32 {
        let task = Task { await run() }
        let interruption = Task {
            try await Task.sleep(for: .milliseconds(100))
            task.cancel()
        }
        defer { interruption.cancel() }
        return await task.value
    }

    @Test("docs/compatibility.md has a line for every kind")
    func kinds() throws {
        let page = try String(contentsOf: Self.root.appendingPathComponent("docs/compatibility.md"), encoding: .utf8)
        for type in ResourceRegistry.all { #expect(page.contains("| \(type.kind) | stored"), "\(type.kind)") }
    }

    @Test("Every file that a page links to is there")
    func links() throws {
        let link = /\]\((?!https?:)([^)#]+)/
        for page in [
            "README.md", "CONTRIBUTING.md", "docs/user-guide.md", "docs/architecture.md", "docs/figures.md",
            "docs/control-plane.md",
        ] {
            let file = Self.root.appendingPathComponent(page)
            for match in try String(contentsOf: file, encoding: .utf8).matches(of: link) {
                let target = file.deletingLastPathComponent().appendingPathComponent(String(match.1))
                #expect(FileManager.default.fileExists(atPath: target.path), "\(page) links to \(match.1)")
            }
        }
    }
}
