import Failures
import Testing
import Values
import YAML

private let readings: [(String, JSONValue)] = [
    ("a: 1\nb: [x, 'y', \"z\\n\"]", ["a": 1, "b": ["x", "y", "z\n"]]),
    ("~", nil), ("null", nil), ("True", true), ("yes", "yes"), ("on", "on"), ("No", "No"),
    ("0x1F", 31), ("0o17", 15), ("017", 17), ("+12", 12), ("-3", -3), ("1e3", 1000.0), ("1.", 1.0), (".5", 0.5),
    ("0x-1", "0x-1"), ("12:30", "12:30"), ("2001-01-01", "2001-01-01"), ("1_000", "1_000"), ("1 2", "1 2"), (".", "."),
    ("'12'", "12"), ("!!str 12", "12"), ("!!float 12", 12.0), ("! 12", "12"), ("a: |\n  x\n  y\n", ["a": "x\ny\n"]),
    ("a: >\n  x\n  y", ["a": "x y"]), ("a: &x [1]\nb: *x", ["a": [1], "b": [1]]),
    ("1: a\ntrue: b", ["1": "a", "true": "b"]),
    ("a:", ["a": nil]), ("'<<': 1", ["<<": 1]),
]

@Suite("YAML")
struct YAMLTests {
    @Test("is read by the core schema of YAML 1.2", arguments: readings)
    func reads(text: String, value: JSONValue) throws {
        #expect(try YAML.parse(text) == [value])
    }

    @Test("holds several documents, and none")
    func readsStreams() throws {
        #expect(try YAML.parse("a: 1\n---\nb\n---\n") == [["a": 1], "b", nil])
        #expect(try YAML.parse("# nothing\n").isEmpty)
        #expect(try YAML.parse("").isEmpty)
        #expect(throws: YAMLError.unknownAnchor("x", at: YAMLPlace(3, 4))) { try YAML.parse("&x a\n---\nb: *x") }
    }

    @Test("with a key that appears twice is refused, with both lines")
    func refusesDuplicates() {
        #expect(throws: YAMLError.duplicateKey("b", at: YAMLPlace(4, 1), first: YAMLPlace(2, 1))) {
            try YAML.parse("a: 1\nb: 2\nc: 3\nb: 4")
        }
        #expect(throws: YAMLError.duplicateKey("a", at: YAMLPlace(1, 8), first: YAMLPlace(1, 2))) {
            try YAML.parse("{a: 1, \"a\": 2}")
        }
    }

    @Test(
        "that JSON has no counterpart for, or that is malformed, is refused",
        arguments: [
            "{[a]: 1}", "? {a: 1}\n: 2", "a: &x 1\n*x : 2", "<<: {a: 1}", ".inf", "-.INF", ".nan", "1e999", "!!int x",
            "!!binary aGk=", "!custom {}", "a: [1", "a: b: c", "\ta: 1", "&a [*a]", "a: *nope", "'x",
            "%BAD\n--- a\n--- b: [",
        ])
    func refuses(text: String) {
        #expect(throws: YAMLError.self) { try YAML.parse(text) }
    }

    @Test(
        "that is malformed is told with line and column, and what was open there",
        arguments: [
            ("kind: Plan\nspec:\n\tvms: []\n", "Line 3, column 1: a tab stands here"),
            ("a: 1\n b: 2\n", "Line 2, column 3: mapping values are not allowed"),
            ("a:\n  - 1\n  b: 2\n", "column 3: did not find expected '-' indicator, while parsing a block"),
            ("a: 1\nb: 'x", "Line 2, column 6: found unexpected end of stream"),
            ("a: 1\nb: é\u{7}\n", "Line 2, column 5: control characters are not allowed: byte 0x7"),
            ("a: 1\nbb: .inf", "Line 2, column 5: .inf has no counterpart"),
            ("a: 1\nb: *c", "Line 2, column 4: the alias *c refers"),
            ("a: 1\nb: 2\na: 3", "Line 3, column 1: the key \"a\" stands already at line 1, column 1."),
        ])
    func tellsPlaces(text: String, sentence: String) {
        let error = #expect(throws: YAMLError.self) { try YAML.parse(text) }
        #expect(error?.failure.why.contains(sentence) == true, "\(error?.failure.why ?? "")")
    }

    @Test("whose aliases would expand to billions of values is refused at once")
    func refusesBombs() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...12 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        #expect(throws: YAMLError.tooManyValues(limit: 500_000, at: YAMLPlace(6, 25))) { try YAML.parse(text) }
    }

    @Test("nested too deeply is refused, through aliases too")
    func refusesDepth() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: YAMLError.tooDeep(limit: 64, at: YAMLPlace(1, 65))) { try YAML.parse(deep) }
        let nested = String(repeating: "[", count: 20) + "x" + String(repeating: "]", count: 20)
        let chained = "a: &a \(nested)\nb: &b [[[[[[*a]]]]]]\nc: [[[[[[*b]]]]]]"
        #expect(throws: YAMLError.tooDeep(limit: 30, at: YAMLPlace(3, 10))) {
            try YAML.parse(chained, limits: YAML.Limits(depth: 30))
        }
        #expect(throws: Never.self) { try YAML.parse(chained, limits: YAML.Limits(depth: 33)) }
    }

    @Test("longer than the limit is refused")
    func refusesSize() {
        #expect(throws: YAMLError.tooLarge(sizeBytes: 4, limitBytes: 3)) {
            try YAML.parse("a: 1", limits: YAML.Limits(sizeBytes: 3))
        }
    }

    @Test(
        "quotes text that some reader would take for something else",
        arguments: [
            "yes", "No", "ON", "off", "y", "N", "null", "~", "", "true", "FALSE", "12", "-1", "1e3", "0x10", "0o7",
            "017",
            "1_000", "1.5", ".5", ".inf", ".NaN", "2001-12-14", "2001-12-14t21:59:43.10-05:00", "12:30:45",
            "52:54:00:12:34:56",
            " a", "a ", "a: b", "a:", "#a", "a #b", "- a", "-", "?", "[a]", "{a}", "*a", "&a", "!a", "|", ">", "%a",
            "@a", "`a",
            "'a'", "\"a\"", "=", "<<", "a\tb", "a\u{0}b", "a\u{85}b", "a\u{2028}b", "---", "...", "1e5", "123456e10",
            "é",
        ])
    func quotes(text: String) throws {
        let yaml = try YAML.text(of: [["k": .string(text)]])
        #expect(yaml.hasPrefix("k: \""))
        #expect(try YAML.parse(yaml) == [["k": .string(text)]])
    }

    @Test(
        "leaves ordinary text plain",
        arguments: ["kubevirt.io/v1", "10Gi", "my-vm", "ReadWriteOnce", "/disk.raw", "a b"])
    func leavesPlain(text: String) throws {
        #expect(try YAML.text(of: [["k": .string(text)]]) == "k: \(text)\n")
    }

    @Test("writes documents as kubectl does: keys in order, several lines as a block")
    func writes() throws {
        let documents: [JSONValue] = [
            ["z": [["count": 1], [:], []], "a": ["t": "one\ntwo\n", "none": nil, "d": 1.0]], ["k": "one\n  two"],
        ]
        let expected = """
            z:
            - count: 1
            - {}
            - []
            a:
              t: |
                one
                two
              none: null
              d: 1.0
            ---
            k: |-
              one
                two

            """
        let text = try YAML.text(of: documents)
        #expect(text == expected)
    }

    @Test("written and read again is the same documents", arguments: 0..<400)
    func roundTrips(offset: UInt64) throws {
        let seed = 90_000 + offset
        var generator = SeededGenerator(seed: seed)
        let documents = (0..<3).map { _ in randomValue(using: &generator, depth: 4) }
        #expect(try YAML.parse(YAML.text(of: documents)) == documents, "seed \(seed)")
    }

    @Test("with random damage is read or refused, never a crash", arguments: 0..<300)
    func survivesDamage(offset: UInt64) throws {
        let seed = 4_000 + offset
        var generator = SeededGenerator(seed: seed)
        var bytes = Array(try YAML.text(of: [randomValue(using: &generator, depth: 3)]).utf8)
        for _ in 0..<4 {
            bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
        }
        do {
            _ = try YAML.parse(String(decoding: bytes, as: UTF8.self))
        } catch {
            #expect(error is YAMLError, "seed \(seed)")
        }
    }
}
