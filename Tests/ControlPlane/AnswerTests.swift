@testable import ControlPlane
import ResourceStore
import Resources
import Testing
import Values

@Suite("Answers")
struct AnswerTests {
    private static let object: JSONValue = [
        "metadata": ["name": "web", "annotations": ["a.b/c": "x"]],
        "status": [
            "conditions": [
                ["type": "Ready", "status": "True"], ["type": "Executing", "status": "False"],
            ]
        ],
        "spec": ["vms": [["name": "one"], ["name": "two"]], "warm": true],
    ]

    @Test(
        "a column's path finds what it names",
        arguments: [
            (".metadata.name", "web"), (".spec.vms[1].name", "two"), (".spec.vms[-1].name", "two"),
            (".spec.vms[*].name", "one two"), (".status.conditions[?(@.type=='Ready')].status", "True"),
            (".status.conditions[?(@.type==\"Executing\")].status", "False"),
            (".status.conditions[?(@.type!='Ready')].type", "Executing"),
            (".metadata.annotations['a.b/c']", "x"), (".metadata.annotations.a\\.b/c", "x"), (".spec.warm", "true"),
            (".nothing.here", ""), ("{.metadata.name}", "web"),
        ])
    func path(_ path: String, _ expected: String) throws {
        let values = try #require(SimpleJSONPath(path)).values(in: Self.object)
        #expect(values.map { TableCells.text($0) }.joined(separator: " ") == expected)
    }

    @Test("a path without its end is none", arguments: [".a[", ".a[?(@.b=='c'", ".a[xyz]"])
    func broken(_ path: String) { #expect(SimpleJSONPath(path) == nil) }

    @Test(
        "ages are told as kubectl tells them",
        arguments: [
            (-5, "<invalid>"), (-1, "0s"), (0, "0s"), (119, "119s"), (120, "2m"), (125, "2m5s"), (599, "9m59s"),
            (600, "10m"),
            (10799, "179m"), (10800, "3h"), (10860, "3h1m"), (28800, "8h"), (172_800, "2d"), (176_400, "2d1h"),
            (691_200, "8d"), (63_072_000, "2y"), (63_158_400, "2y1d"), (252_288_000, "8y"),
        ])
    func age(_ seconds: Int, _ expected: String) { #expect(Moment.age(seconds: seconds) == expected) }

    @Test("a moment survives being written and read", arguments: [0, 951_782_400, 1_763_640_000, 4_102_444_799])
    func moment(_ seconds: Int) { #expect(Moment.seconds(Moment.text(seconds)) == seconds) }

    @Test("an unknown field of a merge patch is one that it adds, not one that it takes away")
    func patches() {
        let patch: JSONValue = ["spec": ["gone": nil, "$retainKeys": ["a"], "new": 1], "list": [["x": nil]]]
        #expect(UnknownFields.added(by: patch) == ["spec": ["new": 1], "list": [[:]]])
    }
}
