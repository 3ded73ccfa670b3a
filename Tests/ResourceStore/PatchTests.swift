import ResourceStore
import Resources
import Testing
import Values

@Suite("Patches")
struct PatchTests {
    @Test(
        "A merge patch does what RFC 7386 shows",
        arguments: [
            (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#), (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
            (#"{"a":"b"}"#, #"{"a":null}"#, "{}"), (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
            (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#), (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
            (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
            (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#), (#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#),
            (#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#), (#"{"a":"foo"}"#, "null", "null"),
            (#"{"a":"foo"}"#, #""bar""#, #""bar""#),
            (#"{"e":null}"#, #"{"a":1}"#, #"{"e":null,"a":1}"#), ("[1,2]", #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
            ("{}", #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
        ])
    func merge(_ target: String, _ patch: String, _ result: String) throws {
        #expect(try MergePatch.apply(.parse(patch), to: .parse(target)) == .parse(result))
    }

    @Test(
        "A JSON patch does what RFC 6902 shows",
        arguments: [
            (#"{"foo":"bar"}"#, #"[{"op":"add","path":"/baz","value":"qux"}]"#, #"{"foo":"bar","baz":"qux"}"#),
            (
                #"{"foo":["bar","baz"]}"#, #"[{"op":"add","path":"/foo/1","value":"qux"}]"#,
                #"{"foo":["bar","qux","baz"]}"#
            ),
            (#"{"baz":"qux","foo":"bar"}"#, #"[{"op":"remove","path":"/baz"}]"#, #"{"foo":"bar"}"#),
            (#"{"foo":["bar","qux","baz"]}"#, #"[{"op":"remove","path":"/foo/1"}]"#, #"{"foo":["bar","baz"]}"#),
            (
                #"{"foo":{"bar":"baz","waldo":"fred"},"qux":{"corge":"grault"}}"#,
                #"[{"op":"move","from":"/foo/waldo","path":"/qux/thud"}]"#,
                #"{"foo":{"bar":"baz"},"qux":{"corge":"grault","thud":"fred"}}"#
            ),
            (
                #"{"foo":["all","grass","cows","eat"]}"#, #"[{"op":"move","from":"/foo/1","path":"/foo/3"}]"#,
                #"{"foo":["all","cows","eat","grass"]}"#
            ),
            (
                #"{"foo":"bar"}"#, #"[{"op":"add","path":"/child","value":{"grandchild":{}}}]"#,
                #"{"foo":"bar","child":{"grandchild":{}}}"#
            ),
            (#"{"/":9,"~1":10}"#, #"[{"op":"test","path":"/~01","value":10}]"#, #"{"/":9,"~1":10}"#),
            (
                #"{"foo":["bar"]}"#, #"[{"op":"add","path":"/foo/-","value":["abc","def"]}]"#,
                #"{"foo":["bar",["abc","def"]]}"#
            ),
            (#"{"a":1}"#, #"[{"op":"replace","path":"","value":{"b":2}}]"#, #"{"b":2}"#),
            (#"{"a":1}"#, #"[{"op":"test","path":"/a","value":1.0}]"#, #"{"a":1}"#),
        ])
    func json(_ target: String, _ patch: String, _ result: String) throws {
        #expect(try JSONPatch.apply(.parse(patch), to: .parse(target)) == .parse(result))
    }

    @Test(
        "A JSON patch that can't be done is refused",
        arguments: [
            (#"[{"op":"add","path":"/baz/bat","value":"qux"}]"#, StoreError.Reason.invalid),
            (#"[{"op":"test","path":"/baz","value":"bar"}]"#, .invalid), (#"[{"op":"remove","path":"/no"}]"#, .invalid),
            (#"[{"op":"replace","path":"/no","value":1}]"#, .invalid),
            (#"[{"op":"remove","path":"/list/01"}]"#, .invalid),
            (#"[{"op":"add","path":"/list/3","value":1}]"#, .invalid),
            (#"[{"op":"remove","path":"/list/-"}]"#, .invalid),
            (#"[{"op":"move","from":"/list","path":"/list/0"}]"#, .invalid), (#"[{"op":"add","path":"/a"}]"#, .invalid),
            (#"[{"op":"turn","path":"/a"}]"#, .invalid), (#"[{"path":"/a"}]"#, .badRequest), (#"{}"#, .badRequest),
            (#"[{"op":"add","path":"a","value":1}]"#, .badRequest),
        ])
    func refusedJSON(_ patch: String, _ reason: StoreError.Reason) throws {
        let document: JSONValue = ["foo": "bar", "list": [1, 2]]
        let error = try #require(throws: StoreError.self) { try JSONPatch.apply(.parse(patch), to: document) }
        #expect(error.reason == reason)
    }

    @Test("Copies of copies are bounded")
    func copyBomb() throws {
        var steps: [JSONValue] = []
        for _ in 0..<40 { steps.append(["op": "copy", "from": "/a", "path": "/a/-"]) }
        #expect(throws: StoreError.self) { try JSONPatch.apply(.array(steps), to: ["a": ["0123456789"]]) }
    }

    private static let pods = ResourceType(
        id: ResourceTypeID(group: "", version: "v1", plural: "pods"), kind: "Pod", schema: Schema(.any))

    @Test(
        "A strategic merge patch",
        arguments: [
            (
                "merges lists by their keys", #"{"spec":{"containers":[{"name":"b","image":"2"},{"name":"c"}]}}"#,
                #"[{"name":"a","image":"1"},{"name":"b","image":"2"},{"name":"c"}]"#
            ),
            (
                "deletes elements", #"{"spec":{"containers":[{"$patch":"delete","name":"a"}]}}"#,
                #"[{"name":"b","image":"1"}]"#
            ),
            ("replaces lists", #"{"spec":{"containers":[{"$patch":"replace"},{"name":"z"}]}}"#, #"[{"name":"z"}]"#),
            (
                "orders lists",
                #"{"spec":{"$setElementOrder/containers":[{"name":"c"},{"name":"b"},{"name":"a"}],"containers":[{"name":"c"}]}}"#,
                #"[{"name":"c"},{"name":"b","image":"1"},{"name":"a","image":"1"}]"#
            ),
            (
                "merges inside of elements",
                #"{"spec":{"containers":[{"name":"a","env":[{"name":"X","value":"1"}]}]}}"#,
                #"[{"name":"a","image":"1","env":[{"name":"X","value":"1"}]},{"name":"b","image":"1"}]"#
            ),
        ])
    func strategic(_ what: String, _ patch: String, _ containers: String) throws {
        let target: JSONValue = ["spec": ["containers": [["name": "a", "image": "1"], ["name": "b", "image": "1"]]]]
        let result = try StrategicMergePatch.apply(.parse(patch), to: target, MergeShape(of: Self.pods))
        #expect(try result["spec"]?["containers"] == .parse(containers), "\(what)")
    }

    @Test("A strategic merge patch keeps only the keys that it retains, and replaces objects")
    func directives() throws {
        let target: JSONValue = ["spec": ["a": 1, "b": 2], "data": ["x": "1"]]
        let patch: JSONValue = [
            "spec": ["$retainKeys": ["b", "c"], "c": 3], "data": ["$patch": "replace", "y": "2"],
        ]
        let result = try StrategicMergePatch.apply(patch, to: target, MergeShape(of: Self.pods))
        #expect(result == ["spec": ["b": 2, "c": 3], "data": ["y": "2"]])
        #expect(throws: StoreError.self) {
            try StrategicMergePatch.apply(["spec": ["$patch": "turn"]], to: target, MergeShape(of: Self.pods))
        }
    }
}
