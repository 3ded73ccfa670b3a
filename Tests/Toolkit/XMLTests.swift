import Failures
import Testing
import XML

@Suite("XML")
struct XMLTests {
    private func parse(_ text: String, limits: XMLDocument.Limits = .init()) throws -> XMLElement {
        try XMLDocument(Array(text.utf8), name: "test.xml", limits: limits).root
    }

    private func failure(_ text: String, limits: XMLDocument.Limits = .init()) throws -> String? {
        do { _ = try parse(text, limits: limits) } catch let error as any NamedError { return error.failure.id }
        return nil
    }

    @Test("Elements, attributes, namespaces, text and lines come out as they stand")
    func tree() throws {
        let root = try parse(
            """
            <?xml version="1.0"?>
            <a xmlns="urn:one" xmlns:p="urn:two">
              <b p:key="v&#49;" key="plain">one &amp; <![CDATA[<two>]]></b>
              <p:b/>
            </a>
            """)
        #expect(root.namespace == "urn:one")
        #expect(root.declaredNamespaces == ["urn:one", "urn:two"])
        #expect(root.children.map(\.name) == ["b", "b"])
        #expect(root.children.map(\.namespace) == ["urn:one", "urn:two"])
        #expect(root.children.map(\.line) == [3, 4])
        let first = try #require(root.child("b"))
        #expect(first.text == "one & <two>")
        #expect(first.attribute("key", in: "urn:two") == "v1")
        #expect(first.attribute("key") == "plain")
        #expect(first.attribute("key", exactlyIn: "urn:three") == nil)
    }

    @Test(
        "Documents that must not be read",
        arguments: [
            ("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", "xml.entity.external"),
            ("<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://example.org/x'> %x;]><a/>", "xml.entity.external"),
            ("<!DOCTYPE a SYSTEM 'http://example.org/a.dtd'><a/>", "xml.entity.external"),
            ("<!DOCTYPE a PUBLIC '-//X//Y' 'a.dtd'><a/>", "xml.entity.external"),
            ("<!DOCTYPE a [<!ENTITY l 'lol'><!ENTITY m '&l;&l;&l;'>]><a>&m;</a>", "xml.entity.expansion"),
            ("<!DOCTYPE a [<!ENTITY unused 'x'>]><a/>", "xml.entity.expansion"),
            ("<!DOCTYPE a [<!ELEMENT a ANY>]><a/>", "xml.doctype"), ("<!DOCTYPE a><a/>", "xml.doctype"),
            ("<a>&undeclared;</a>", "xml.malformed"), ("<a><b></a>", "xml.malformed"), ("<a/><b/>", "xml.malformed"),
            ("", "xml.malformed"), ("<a", "xml.malformed"), ("<a b='1' b='2'/>", "xml.malformed"),
            ("<a>\u{1}</a>", "xml.malformed"), ("<p:a/>", nil as String?),
        ])
    func refused(text: String, expected: String?) throws { #expect(try failure(text) == expected) }

    @Test("Errors say the line and the reason")
    func line() throws {
        let error = #expect(throws: XMLError.self) { try parse("<a>\n<b>\n</c>\n</a>") }
        guard case .malformed(_, let line, let reason) = try #require(error) else { return #expect(Bool(false)) }
        #expect(line == 3)
        #expect(reason.contains("mismatch"))
    }

    @Test("Limits hold one by one")
    func limits() throws {
        func change(_ path: WritableKeyPath<XMLDocument.Limits, Int>, _ value: Int) -> XMLDocument.Limits {
            var limits = XMLDocument.Limits()
            limits[keyPath: path] = value
            return limits
        }
        let nested = String(repeating: "<a>", count: 10) + String(repeating: "</a>", count: 10)
        let wide = "<a>" + String(repeating: "<b/>", count: 9) + "</a>"
        let long = "<a b='0123456789'>0123456789</a>"
        for (text, path, enough) in [
            (nested, \XMLDocument.Limits.depth, 10), (wide, \.elements, 10), (long, \.valueBytes, 10),
            ("<a b='1' c='2'/>", \.attributes, 2), (long, \.totalBytes, long.utf8.count),
        ] as [(String, WritableKeyPath<XMLDocument.Limits, Int>, Int)] {
            #expect(try failure(text, limits: change(path, enough)) == nil)
            #expect(try failure(text, limits: change(path, enough - 1)) == "xml.limit")
        }
        #expect(try failure("<a>" + String(repeating: "<a>", count: 100_000)) == "xml.limit")
    }
}
