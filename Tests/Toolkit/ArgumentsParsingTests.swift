import Arguments
import Failures
import Testing

@Suite("Arguments: parsing")
struct ArgumentsParsingTests {
    @Test(
        "Words reach the parameter they belong to, however they are written",
        arguments: [
            ("lift a --to q", "[\"a\"] to q x1 gently swift [] -"),
            ("lift --to=q a b", "[\"a\", \"b\"] to q x1 gently swift [] -"),
            ("lift a --to q -n 3 -f", "[\"a\"] to q x3 forced swift [] -"),
            ("lift a --to q -fn3 -s=slow", "[\"a\"] to q x3 forced slow [] -"),
            ("lift a --to q --speed express --stop x --stop=y", "[\"a\"] to q x1 gently express [\"x\", \"y\"] -"),
            ("lift --to q -- --a -b", "[\"--a\", \"-b\"] to q x1 gently swift [] -"),
            ("lift - --to q --label-with-a-long-name=--x=y", "[\"-\"] to q x1 gently swift [] --x=y"),
            ("lift a --to q --count -2", "[\"a\"] to q x-2 gently swift [] -"),
            ("ship start titanic", "start titanic"),
            ("ship list", "list"),
        ])
    func understood(line: String, seen: String) async throws {
        #expect(try await Harbour.seen(line.split(separator: " ").map(String.init)) == seen)
    }

    @Test(
        "Help and version are asked for at any level",
        arguments: [
            ("--help", "help of harbour"), ("-h", "help of harbour"), ("help", "help of harbour"),
            ("lift a -h", "help of harbour lift"), ("help ship start", "help of harbour ship start"),
            ("ship --help", "help of harbour ship"), ("--version", "version"),
        ])
    func help(line: String, meaning: String) throws {
        #expect(try Harbour.words(line.split(separator: " ").map(String.init)) == meaning)
    }

    @Test(
        "What can't be understood is an error that says what and offers the nearest names",
        arguments: [
            ("", UsageError.Reason.missingCommand(["lift", "ship"])),
            ("lfit", .unknownCommand("lfit", similar: ["lift"], all: ["lift", "ship"])),
            ("--versoin", .unknownOption("--versoin", similar: ["--version"])),
            ("lift a --to q --sped slow", .unknownOption("--sped", similar: ["--speed"])),
            ("lift a --to q -x", .unknownOption("-x", similar: [])),
            ("lift a --to", .missingValue("--to", valueName: "DIR")),
            ("lift a --to --force", .missingValue("--to", valueName: "DIR")),
            ("lift a --to q --force=yes", .flagWithValue("--force")),
            ("lift a --to q --to r", .repeatedOption("--to")),
            ("ship start a b", .unexpectedWord("b")),
            ("lift", .missing(["GOODS", "--to DIR"])),
            ("lift --to q --", .missing(["GOODS"])),
        ])
    func misunderstood(line: String, reason: UsageError.Reason) throws {
        let words = line.split(separator: " ").map(String.init)
        let error = #expect(throws: UsageError.self) { _ = try Harbour.tree().parse(words) }
        #expect(error?.reason == reason)
        #expect(error?.failure.category.exitCode == 2)
    }

    @Test("A value that doesn't fit names the values that do")
    func values() async throws {
        let speed = await #expect(throws: UsageError.self) {
            try await Harbour.seen(["lift", "a", "--to", "q", "-s", "swfit"])
        }
        #expect(speed?.failure.what == "'swfit' can't be used for --speed.")
        #expect(
            speed?.failure.remedy
                == "Did you mean 'swift'? It can be slow, swift and express. See 'harbour lift --help'.")
        let count = await #expect(throws: UsageError.self) {
            try await Harbour.seen(["lift", "a", "--to", "q", "-n", "many"])
        }
        #expect(count?.failure.why == "It is not a whole number.")
        let empty = await #expect(throws: UsageError.self) { try await Harbour.seen(["lift", "a", "--to="]) }
        #expect(empty?.failure.why == "It is empty.")
    }

    @Test("A table with mistakes is found out")
    func mistakes() {
        #expect(Harbour.tree().mistakes == [])
        let wrong = Command("wrong", "no sentence") { arguments in
            _ = arguments.flag("help", "Twice.")
            _ = arguments.positionals("A", "Many.")
            _ = arguments.positional("B", "After many")
            return { _ in }
        }
        #expect(
            wrong.mistakes == [
                "wrong: two options are called '--help'.", "wrong: words follow one that repeats.",
                "wrong: its summary is not a sentence.", "wrong: the help of B is not a sentence.",
            ])
    }

    @Test(
        "Near misses are offered, far ones are not",
        arguments: [
            ("migrat", ["migrate"]), ("mgirate", ["migrate"]), ("MIGRATE", ["migrate"]), ("comp", ["completion"]),
            ("xyz", []), ("vn", ["vm"]), (String(repeating: "m", count: 5000), []),
        ])
    func suggestions(word: String, names: [String]) {
        #expect(similar(to: word, among: ["migrate", "vm", "completion", "explain"]) == names)
    }
}
