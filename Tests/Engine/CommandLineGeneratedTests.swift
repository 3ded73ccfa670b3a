import Arguments
import Failures
import Foundation
import ResourceStore
import Testing

@testable import CommandLineTool

/// Files that are made from the program or its sources; GANTRY_UPDATE_SNAPSHOTS=1 writes them anew.
@Suite("Command line: generated files are current")
struct CommandLineGeneratedTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test("docs/command-reference.md shows the table of commands")
    func reference() throws {
        try expect(CommandLineSample().tree.referencePage, in: "docs/command-reference.md")
    }

    @Test("docs/exit-codes.md shows the categories of failures and the errors of each")
    func exitCodes() throws {
        try expect(exitCodePage(try failures()), in: "docs/exit-codes.md")
    }

    @Test("gantry explain knows every error that the sources describe")
    func errorTopics() throws {
        try expect(errorTopicsSource(try failures()), in: "Sources/CommandLineTool/Explain/ErrorTopics.swift")
    }

    /// Ids that are put together when it happens, with what the missing part can be.
    private static let families = [
        "boot-check.<state>": ["failed", "inconclusive"], "<raw value>.differencing": ["vdi", "vhd", "vhdx"],
        "api.<raw value>": StoreError.Reason.allCases.map(\.rawValue),
    ]

    @Test("Every id is a plain literal, or of a family whose members are known")
    func literalIDs() throws {
        // The known problems of conversions are topics by themselves.
        let known = Set(Self.families.keys).union(["problem.id"])
        var seen: Set<String> = []
        for source in try sources() {
            var scanner = FailureScanner(source)
            _ = scanner.failures()
            seen.formUnion(scanner.computedIDs)
        }
        #expect(seen == known)
        #expect(try failures().allSatisfy { !$0.id.contains("<") })
    }

    @Test("The scanner tells of ids that it can't know")
    func computedIDs() {
        var scanner = FailureScanner(
            """
            Failure(id, .source, what: "a", why: "b", remedy: "c")
            Failure(isFull ? "a.full" : "a.failed", .source, what: "a", why: "b", remedy: "c")
            Failure("a.\\(state)", .source, what: "a", why: "b", remedy: "c")
            Failure("a.plain", .source, what: "a", why: "b", remedy: "c")
            """)
        #expect(scanner.failures().map(\.id) == ["a.full", "a.<state>", "a.plain"])
        #expect(scanner.computedIDs == ["id", "isFull?:", "a.<state>"])
    }

    @Test("The scanner reads literals, several lines, choices and interpolation")
    func scanner() {
        var scanner = FailureScanner(
            """
            // Failure("comment.out", .usage, what: "a", why: "b", remedy: "c")
            Failure(
                "disk.lost", .source, what: "The disk '\\(disk.name)' is \\(byteText(sizeBytes)) short.",
                why: isKnown ? "It was cut." : "Nobody, (really) knows.", remedy: "Do " + "this.")
            Failure("no.literal", category, what: text, why: "\\(reason).", remedy: "x")
            """)
        #expect(
            scanner.failures() == [
                .init(
                    id: "disk.lost", category: "source", what: "The disk '<name>' is <size bytes> short.",
                    why: "It was cut. Or: Nobody, (really) knows.", remedy: "Do this."),
                .init(
                    id: "no.literal", category: "category", what: "The message says it.", why: "<reason>.", remedy: "x"),
            ])
    }

    private func expect(_ text: String, in path: String) throws {
        let file = Self.root.appendingPathComponent(path)
        if ProcessInfo.processInfo.environment["GANTRY_UPDATE_SNAPSHOTS"] != nil {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let current = try? String(contentsOf: file, encoding: .utf8)
        #expect(current == text, "\(path) is not current; GANTRY_UPDATE_SNAPSHOTS=1 makes it so")
    }

    /// All failures of all rooms, by id; the first description wins where a room has several for one id.
    private func failures() throws -> [FailureScanner.Found] {
        var byID: [String: FailureScanner.Found] = [:]
        for source in try sources() {
            var scanner = FailureScanner(source)
            for found in scanner.failures().flatMap(members) where byID[found.id] == nil { byID[found.id] = found }
        }
        return byID.values.sorted { $0.id < $1.id }
    }

    /// The failure itself, or those of its family, each with its own word in the place of the missing part.
    private func members(of failure: FailureScanner.Found) -> [FailureScanner.Found] {
        guard let parts = Self.families[failure.id], let gap = failure.id.firstMatch(of: /<[^>]+>/)?.output else {
            return [failure]
        }
        return parts.map { part in
            func filled(_ text: String) -> String { text.replacing(gap, with: part) }
            return .init(
                id: filled(failure.id), category: failure.category, what: filled(failure.what),
                why: filled(failure.why), remedy: filled(failure.remedy))
        }
    }

    /// The files that describe failures, in the order of their paths.
    private func sources() throws -> [String] {
        let folder = Self.root.appendingPathComponent("Sources")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        let paths = (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
        return try paths.sorted { $0.path < $1.path }.map { try String(contentsOf: $0, encoding: .utf8) }
            .filter { $0.contains("remedy: ") }
    }

    private func errorTopicsSource(_ failures: [FailureScanner.Found]) -> String {
        let topics = failures.map { failure in
            let code = FailureCategory(rawValue: failure.category).map { " Exit code \($0.exitCode) (\($0.rawValue))." }
            let text = "Why: \(failure.why)\nWhat to do: \(failure.remedy)\n" + (code ?? "").dropFirst()
            // One line each: the list is data, and a file of this house has 400 lines at most.
            return """
                    .error(\(literal(failure.id)), \(literal(failure.what)), \(literal(text))),
                """
        }
        return """
            // swift-format-ignore-file
            // Made from the failures that the sources of all rooms describe; do not edit. A test checks that it is current.

            /// The errors of all rooms.
            let errorTopics: [ExplainTopic] = [
            \(topics.joined(separator: "\n"))
            ]

            """
    }

    private func literal(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
    }

    private func exitCodePage(_ failures: [FailureScanner.Found]) -> String {
        let sections = exitCodeTopics.map { topic in
            let category = topic.aliases.first ?? ""
            let rows = failures.filter { $0.category == category }.map { "| `\($0.id)` | \(cell($0.what)) |\n" }
            let table = rows.isEmpty ? "" : "\n| error | what happened |\n|---|---|\n" + rows.joined()
            return "## \(topic.id): \(category)\n\n\(topic.title) \(topic.text)\n\(table)"
        }
        return """
            # Exit codes and errors

            Every failure has a name, a kind and an exit code, and is told in three parts: what happened, why, and what
            to do. `gantry explain NAME` or `gantry explain CODE` tells more. This page is made from the sources.

            \(sections.joined(separator: "\n"))
            """
    }

    private func cell(_ text: String) -> String {
        text.replacing("|", with: "\\|").replacing("<", with: "&lt;")
    }
}
