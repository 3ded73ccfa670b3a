import Failures
import Testing
import Values

private let readings: [(String, JSONValue)] = [
    ("null", nil), (" true ", true), ("-0", 0), ("9223372036854775807", .integer(.max)),
    ("9223372036854775808", .double(9_223_372_036_854_775_808)), ("1.5e3", 1500.0), ("[]", []), ("{}", [:]),
    (#""a\u00e9\ud83d\ude00\n\/""#, "aé😀\n/"), ("[1,[2,{\"a\":null}]]", [1, [2, ["a": nil]]]),
    (#"{"z":1,"a":2}"#, ["z": 1, "a": 2]),
]

@Suite("JSON text")
struct JSONTextTests {
    @Test(
        "is read into the value it denotes",
        arguments: readings)
    func reads(text: String, value: JSONValue) throws {
        #expect(try JSONValue.parse(text) == value)
    }

    @Test(
        "that is malformed is refused",
        arguments: [
            "", "nul", "[1,]", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "01", "1.", ".5", "1e", "+1", "\"abc", "\"\t\"",
            #""\x""#, #""\ud800""#, #""\udc00\ud800""#, #""\u12""#, #""\ud800\u0041""#, #""\ud800\ud800""#, "1 2", "[",
            "{", "1e999", "{\"a\":1,\"a\":2}",
            "'a'", "NaN", "-", "[1 2]", "\u{FEFF}1",
        ])
    func refuses(text: String) {
        #expect(throws: ValueError.self) { try JSONValue.parse(text) }
    }

    @Test("that is not UTF-8 is refused")
    func refusesBadUTF8() {
        #expect(throws: ValueError.self) { try JSONValue.parse([0x22, 0xC3, 0x28, 0x22]) }
        #expect(throws: ValueError.self) { try JSONValue.parse([0x22, 0x5C, 0x6E, 0xFF, 0x22]) }
    }

    @Test("says at which line and column it is wrong")
    func saysWhere() {
        #expect(throws: ValueError.syntax(reason: "a value is expected", line: 2, column: 8)) {
            try JSONValue.parse("{\n  \"a\": x}")
        }
    }

    @Test("nested at the limit is read, one deeper refused without using up the stack")
    func limitsDepth() throws {
        let limits = JSONLimits(depth: 5)
        #expect(try JSONValue.parse("[[[[[]]]]]", limits: limits).array?.count == 1)
        #expect(throws: ValueError.tooDeep(limit: 5)) { try JSONValue.parse("[[[[[[]]]]]]", limits: limits) }
        #expect(throws: ValueError.tooDeep(limit: 128)) {
            try JSONValue.parse(String(repeating: "[", count: 1_000_000))
        }
    }

    @Test("longer than the limit is refused")
    func limitsSize() {
        #expect(throws: ValueError.tooLarge(sizeBytes: 6, limitBytes: 5)) {
            try JSONValue.parse("[1, 2]", limits: JSONLimits(sizeBytes: 5))
        }
    }

    @Test("is written in the order of the fields, compact or indented")
    func writes() {
        let value: JSONValue = ["b": [1, 2.5, "x\"\\\n\u{1}"], "a": [:], "c": nil]
        #expect(value.jsonText() == #"{"b":[1,2.5,"x\"\\\n\u0001"],"a":{},"c":null}"#)
        #expect(value.jsonText(sortedKeys: true).hasPrefix(#"{"a""#))
        #expect(JSONValue(dictionaryLiteral: ("a", [1])).jsonText(pretty: true) == "{\n  \"a\": [\n    1\n  ]\n}")
    }

    @Test("written and read again is the same value", arguments: 0..<200)
    func roundTrips(offset: UInt64) throws {
        let seed = 20_260 + offset
        var generator = SeededGenerator(seed: seed)
        let value = randomValue(using: &generator, depth: 4)
        #expect(try JSONValue.parse(value.jsonText()) == value, "seed \(seed)")
        #expect(try JSONValue.parse(value.jsonText(pretty: true)) == value, "seed \(seed)")
    }

    @Test("with random damage is read or refused, never a crash", arguments: 0..<300)
    func survivesDamage(offset: UInt64) {
        let seed = 7_000 + offset
        var generator = SeededGenerator(seed: seed)
        var bytes = Array(randomValue(using: &generator, depth: 3).jsonText().utf8)
        for _ in 0..<3 {
            bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
        }
        do {
            _ = try JSONValue.parse(bytes)
        } catch {
            #expect(error is ValueError, "seed \(seed)")
        }
    }
}
