import ResourceStore
import Resources
import Testing
import Values

@Suite("Selectors")
struct SelectorTests {
    @Test(
        "A label selector matches",
        arguments: [
            ("", ["a": "b"], true), ("a", ["a": "b"], true), ("a", [:], false), ("!a", ["a": "b"], false),
            ("!a", [:], true),
            ("a=b", ["a": "b"], true), ("a==b", ["a": "c"], false), ("a!=b", [:], true), ("a!=b", ["a": "b"], false),
            ("a in (b, c)", ["a": "c"], true), ("a in (b,c)", [:], false), ("a notin (b,c)", [:], true),
            ("a notin (b)", ["a": "b"], false), ("a>3", ["a": "4"], true), ("a>3", ["a": "x"], false),
            ("a < 3", ["a": "2"], true), ("a=b,c", ["a": "b"], false),
            ("x.io/a = b , c", ["x.io/a": "b", "c": ""], true),
            ("a=", ["a": ""], true), ("in in (in)", ["in": "in"], true), ("a in ()", ["a": ""], true),
        ] as [(String, [String: String], Bool)])
    func labels(_ text: String, _ labels: [String: String], _ isMatch: Bool) throws {
        #expect(try LabelSelector(parsing: text).matches(labels) == isMatch)
    }

    @Test("A label selector is written as it is read", arguments: ["a=b,c!=d,e,!f,g in (h,i),j notin (k,l),m>1,n<2"])
    func written(_ text: String) throws {
        #expect(try LabelSelector(parsing: text).description == text)
    }

    @Test(
        "A label selector that is none is refused",
        arguments: ["a=b=c", ",", "a,", "a in b", "a in (b", "=b", "a b", "!", "-a", "a=-", "a>x", "a/b/c=d", "a!b"])
    func unparsable(_ text: String) {
        let error = #expect(throws: StoreError.self) { try LabelSelector(parsing: text) }
        #expect(error?.reason == .badRequest)
        #expect(error?.message.hasPrefix("unable to parse requirement: ") == true)
    }

    @Test(
        "A field selector matches",
        arguments: [
            ("metadata.name=a", true), ("metadata.name!=a", false), ("metadata.name==a,type=x", true),
            ("status.phase=", true), ("count=3", true), ("text=a\\,b\\=c", true), ("", true),
        ])
    func fields(_ text: String, _ isMatch: Bool) throws {
        let object = ResourceObject(["metadata": ["name": "a"], "type": "x", "count": 3, "text": "a,b=c"])
        let selector = try FieldSelector(parsing: text)
        #expect(selector.matches(object) == isMatch)
        #expect(try FieldSelector(parsing: selector.description) == selector)
    }

    @Test("A field selector without a sign is refused")
    func unparsableFields() {
        #expect(throws: StoreError.self) { try FieldSelector(parsing: "metadata.name") }
    }
}
