import Testing
import Values

@testable import CommandLineTool

private let document: JSONValue = [
    "kind": "List", "count": 3,
    "items": [
        [
            "metadata": ["name": "a", "labels": ["app.kubernetes.io/name": "x"]], "spec": ["size": 5, "on": true],
            "status": ["conditions": [["type": "Ready", "status": "True"], ["type": "Failed", "status": "False"]]],
        ],
        ["metadata": ["name": "b"], "spec": ["size": 20, "tags": ["p", "q", "r"]]],
    ],
]

@Suite("JSON paths")
struct ResourceJSONPathTests {
    @Test(
        "are templates as kubectl has them",
        arguments: [
            ("{.kind}", "List"), ("{$.kind}", "List"), ("{@.kind}", "List"), (".kind", "List"), ("kind", "List"),
            ("{.count}", "3"), ("{ .kind }", "List"), ("{.nope.deeper}", ""), ("{.items[5].x}", ""),
            ("{.items[0].metadata.name}", "a"), ("{.items[-1].metadata.name}", "b"), ("{.items[-9]}", ""),
            ("{.items[*].metadata.name}", "a b"), ("{.items.*.metadata.name}", "a b"), ("{..name}", "a b"),
            ("{['kind']}", "List"), ("{['kind','count']}", "List 3"), ("{.items[0]['metadata']['name']}", "a"),
            ("{.items[0].metadata.labels.app\\.kubernetes\\.io/name}", "x"),
            ("{.items[0].metadata.labels['app.kubernetes.io/name']}", "x"),
            ("{.items[1].spec.tags[0:2]}", "p q"), ("{.items[1].spec.tags[1:]}", "q r"),
            ("{.items[1].spec.tags[::2]}", "p r"), ("{.items[1].spec.tags[-1:]}", "r"),
            ("{.items[1].spec.tags[0,2]}", "p r"), ("{.items[1].spec.tags}", "[\"p\",\"q\",\"r\"]"),
            ("{.items[?(@.metadata.name==\"b\")].spec.size}", "20"),
            ("{.items[?(@.metadata.name=='b')].spec.size}", "20"), ("{.items[?(@.spec.size>5)].metadata.name}", "b"),
            ("{.items[?(@.spec.size>=5)].metadata.name}", "a b"), ("{.items[?(@.spec.size<6)].metadata.name}", "a"),
            ("{.items[?(@.metadata.name!='a')].metadata.name}", "b"),
            ("{.items[?(@.spec.on==true)].metadata.name}", "a"),
            ("{.items[?(@.spec.tags)].metadata.name}", "b"),
            ("{.items[*].status.conditions[?(@.type==\"Ready\")].status}", "True"),
            ("n={.count}!", "n=3!"), ("{.count}{\"\\t\"}{.kind}{'\\n'}", "3\tList\n"),
            ("{range .items[*]}{.metadata.name}{\"\\n\"}{end}", "a\nb\n"),
            ("{range .items[*]}{.metadata.name}:{range .spec.tags[*]}<{@}>{end};{end}.", "a:;b:<p><q><r>;."),
            ("{}", "@"), ("{.}", "@"),
        ])
    func templates(template: String, text: String) throws {
        let expected = text == "@" ? document.jsonText() : text
        #expect(try JSONPathTemplate(template).text(for: document) == expected)
    }

    @Test(
        "that can't be understood are refused, with the place",
        arguments: [
            ("{.a", 4), ("{.a[}", 5), ("{.a[0}", 6), ("{.a['x]}", 9), ("{.a[?(@.x=y)]}", 10), ("{.a[?(@.x==1]}", 13),
            ("{range .a}{.b}", 15), ("{end}", 5), ("{.a..}", 6), ("{.a b}", 5), (".a}", 3), ("{.a[x]}", 5),
            ("{.a[::0]}", 8), ("{.a[99999999999999999999]}", 25),
        ])
    func refuses(template: String, column: Int) {
        let error = #expect(throws: JSONPathError.self) { try JSONPathTemplate(template) }
        #expect(error?.column == column, "\(error?.problem ?? "")")
    }

    @Test("that nest without end are refused")
    func refusesDepth() {
        let filters = ".a" + String(repeating: "[?(@", count: 5000)
        let ranges = String(repeating: "{range .a}", count: 5000)
        #expect(throws: JSONPathError.self) { try JSONPathTemplate(filters) }
        #expect(throws: JSONPathError.self) { try JSONPathTemplate(ranges) }
        #expect(throws: JSONPathError.self) { try JSONPathTemplate(String(repeating: "x", count: 70_000)) }
    }
}

@Suite("Ages")
struct ResourceAgeTests {
    @Test(
        "are written as kubectl does",
        arguments: [
            (-5, "<invalid>"), (-1, "0s"), (0, "0s"), (119, "119s"), (120, "2m"), (125, "2m5s"), (599, "9m59s"),
            (600, "10m"), (10_799, "179m"), (10_800, "3h"), (12_000, "3h20m"), (28_800, "8h"), (172_799, "47h"),
            (172_800, "2d"), (180_000, "2d2h"), (691_200, "8d"), (63_071_999, "729d"), (63_072_000, "2y"),
            (70_000_000, "2y80d"), (252_288_000, "8y"),
        ])
    func spans(seconds: Int, text: String) {
        #expect(Age.text(ofSeconds: Double(seconds)) == text)
    }

    @Test("count from timestamps of the API")
    func timestamps() {
        #expect(Age.secondsSince1970("1970-01-01T00:00:00Z") == 0)
        #expect(Age.secondsSince1970("2000-02-29T12:00:00Z") == 951_825_600)
        #expect(Age.secondsSince1970("2026-08-21T10:00:00.250000Z") == ResourceSample.now + 0.25)
        #expect(Age.text(since: "2026-08-21T09:55:00Z", now: ResourceSample.now) == "5m")
        for text in ["", "yesterday", "2026-13-01T00:00:00Z", "2026-08-21T10:00:00+02:00"] {
            #expect(Age.text(since: text, now: 0) == "<unknown>")
        }
    }
}
