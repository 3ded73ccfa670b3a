/// Builds the tree from a parser's events, and stops at the first thing that is not allowed.
///
/// A class, because libxml2's callbacks reach it through a pointer; it lives for one parse on one thread.
final class XMLTreeBuilder {
    let document: String
    private let limits: XMLDocument.Limits
    private var open: [OpenElement] = []
    private var elementCount = 0
    private var declaredTypeLine: Int?
    private(set) var root: XMLElement?
    private(set) var error: XMLError?

    init(document: String, limits: XMLDocument.Limits) {
        self.document = document
        self.limits = limits
    }

    /// What stands between `<` and `>`.
    struct StartTag {
        var name: String
        var namespace: String?
        var attributes: [XMLElement.Attribute]
        var declaredNamespaces: [String]
    }

    private struct OpenElement {
        var name: String
        var namespace: String?
        var attributes: [XMLElement.Attribute]
        var declaredNamespaces: [String]
        var line: Int
        var children: [XMLElement] = []
        var text: [UInt8] = []
    }

    /// Records the first error; later ones are its consequences.
    func fail(_ error: XMLError) {
        if self.error == nil { self.error = error }
    }

    /// An external subset (`SYSTEM`, `PUBLIC`) is refused at once; an internal one when its first entity is seen.
    func documentType(name: String, isExternal: Bool, line: Int) {
        if isExternal { fail(.externalEntity(document: document, line: line, name: name)) }
        declaredTypeLine = line
    }

    /// An entity declared in the internal subset.
    func entity(name: String, isExternal: Bool, line: Int) {
        fail(
            isExternal
                ? .externalEntity(document: document, line: line, name: name)
                : .entityExpansion(document: document, line: line, name: name))
    }

    func start(_ tag: StartTag, line: Int) {
        if let declaredTypeLine { fail(.documentType(document: document, line: declaredTypeLine)) }
        elementCount += 1
        guard elementCount <= limits.elements else {
            return exceed(line, "There are more than \(limits.elements) elements")
        }
        guard open.count < limits.depth else {
            return exceed(line, "Elements are more than \(limits.depth) deep inside each other")
        }
        guard tag.attributes.count <= limits.attributes else {
            return exceed(line, "The element \(tag.name) has more than \(limits.attributes) attributes")
        }
        guard tag.attributes.allSatisfy({ $0.value.utf8.count <= limits.valueBytes }) else {
            return exceed(line, "An attribute of \(tag.name) has more than \(limits.valueBytes) bytes")
        }
        open.append(
            OpenElement(
                name: tag.name, namespace: tag.namespace, attributes: tag.attributes,
                declaredNamespaces: tag.declaredNamespaces, line: line))
    }

    func characters(_ bytes: UnsafeBufferPointer<UInt8>, line: Int) {
        guard let last = open.indices.last else { return }
        guard open[last].text.count + bytes.count <= limits.valueBytes else {
            return exceed(line, "The text of \(open[last].name) has more than \(limits.valueBytes) bytes")
        }
        open[last].text.append(contentsOf: bytes)
    }

    func end() {
        guard let element = open.popLast() else { return }
        let finished = XMLElement(
            name: element.name, namespace: element.namespace, attributes: element.attributes,
            declaredNamespaces: element.declaredNamespaces, children: element.children,
            text: Self.trimmed(element.text), line: element.line)
        guard let parent = open.indices.last else {
            root = finished
            return
        }
        open[parent].children.append(finished)
    }

    private func exceed(_ line: Int, _ reason: String) {
        fail(.limit(document: document, line: line, reason: reason))
    }

    private static func trimmed(_ bytes: [UInt8]) -> String {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
        guard let first = bytes.firstIndex(where: { !isSpace($0) }), let last = bytes.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(decoding: bytes[first...last], as: UTF8.self)
    }
}
