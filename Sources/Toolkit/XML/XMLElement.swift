/// An element of a parsed document: an immutable tree.
public struct XMLElement: Sendable, Equatable {
    /// The name without its prefix.
    public let name: String
    /// The namespace's URI; nil for none.
    public let namespace: String?
    /// The attributes, in the document's order.
    public let attributes: [Attribute]
    /// The URIs of the namespaces declared on it, used or not.
    public let declaredNamespaces: [String]
    /// The child elements, in the document's order.
    public let children: [XMLElement]
    /// The character data directly in the element, joined and without white space around it.
    public let text: String
    /// The line on which it begins, from 1.
    public let line: Int

    /// An attribute.
    public struct Attribute: Sendable, Equatable {
        /// The name without its prefix.
        public let name: String
        /// The namespace's URI; nil for an attribute without a prefix.
        public let namespace: String?
        /// The value.
        public let value: String
    }

    /// The value of the attribute of a local name: one in the given namespace first, else of any.
    ///
    /// Exporters disagree on prefixes (`ovf:href`, `href`), so a lookup by local name has to do.
    public func attribute(_ name: String, in namespace: String? = nil) -> String? {
        let named = attributes.filter { $0.name == name }
        return (named.first { $0.namespace == namespace } ?? named.first)?.value
    }

    /// The value of the attribute of a local name in exactly that namespace.
    public func attribute(_ name: String, exactlyIn namespace: String) -> String? {
        attributes.first { $0.name == name && $0.namespace == namespace }?.value
    }

    /// The first child of a local name.
    public func child(_ name: String) -> XMLElement? { children.first { $0.name == name } }

    /// The children of a local name.
    public func children(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

    /// The text of the first child of a local name; nil when there is none, or it is empty.
    public func childText(_ name: String) -> String? {
        guard let text = child(name)?.text, !text.isEmpty else { return nil }
        return text
    }

    /// All elements below it, parents before their children.
    public var descendants: [XMLElement] { children.flatMap { [$0] + $0.descendants } }

    /// The first element found by local names, one below the other.
    public func first(_ path: String...) -> XMLElement? {
        path.reduce(self as XMLElement?) { element, name in element?.child(name) }
    }
}
