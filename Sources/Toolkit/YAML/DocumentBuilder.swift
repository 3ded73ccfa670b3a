internal import Values

/// Builds documents from events, within limits.
struct DocumentBuilder {
    private(set) var documents: [JSONValue] = []
    private let limits: YAML.Limits
    private var open: [Node] = []
    private var anchors: [String: Anchored] = [:]
    private var valueCount = 0

    /// A list or mapping that is being filled.
    private struct Node {
        var content: Content
        var anchor: String?
        /// Values within it, and how deep they nest, itself included: what an alias to it will cost.
        var valueCount = 1
        var height = 1

        enum Content {
            case list([JSONValue])
            case mapping(OrderedFields, places: [String: YAMLPlace], key: String?)
        }
    }

    private struct Anchored {
        var value: JSONValue
        var valueCount: Int
        var height: Int
    }

    init(limits: YAML.Limits) { self.limits = limits }

    mutating func take(_ event: YAMLEvent) throws(YAMLError) {
        switch event.kind {
        case .startDocument: anchors = [:]
        case .endDocument: break
        case .startList: try begin(.list([]), event)
        case .startMapping: try begin(.mapping(OrderedFields(), places: [:], key: nil), event)
        case .end: try finish(event.place)
        case .alias(let name):
            guard let anchored = anchors[name] else { throw .unknownAnchor(name, at: event.place) }
            try add(anchored, event.place)
        case .scalar(let text, let tag, let isPlain):
            if try takeKey(text, isPlain: isPlain, event) { return }
            let value = try CoreSchema.value(text, tag: tag, isPlain: isPlain, at: event.place)
            let leaf = Anchored(value: value, valueCount: 1, height: 0)
            if let anchor = event.anchor { anchors[anchor] = leaf }
            try add(leaf, event.place)
        }
    }

    private mutating func begin(_ content: Node.Content, _ event: YAMLEvent) throws(YAMLError) {
        if case .mapping(_, _, key: nil) = open.last?.content {
            throw .unsupportedKey(problem: "a key must be text, not a list or a mapping", at: event.place)
        }
        guard open.count < limits.depth else { throw .tooDeep(limit: limits.depth, at: event.place) }
        try count(1, event.place)
        open.append(Node(content: content, anchor: event.anchor))
    }

    private mutating func finish(_ place: YAMLPlace) throws(YAMLError) {
        guard let node = open.popLast() else { return }
        let value: JSONValue =
            switch node.content {
            case .list(let elements): .array(elements)
            case .mapping(let fields, _, _): .object(fields)
            }
        let anchored = Anchored(value: value, valueCount: node.valueCount, height: node.height)
        if let anchor = node.anchor { anchors[anchor] = anchored }
        valueCount -= node.valueCount
        try add(anchored, place)
    }

    /// Takes a scalar as a key when a mapping waits for one.
    private mutating func takeKey(_ text: String, isPlain: Bool, _ event: YAMLEvent) throws(YAMLError) -> Bool {
        guard let last = open.indices.last, case .mapping(let fields, var places, key: nil) = open[last].content else {
            return false
        }
        if isPlain, text == "<<" {
            throw .unsupportedKey(problem: "merge keys (<<) are not part of YAML 1.2", at: event.place)
        }
        if let first = places[text] {
            throw .duplicateKey(text, at: event.place, first: first)
        }
        open[last].content = .list([])
        places[text] = event.place
        open[last].content = .mapping(fields, places: places, key: text)
        if let anchor = event.anchor { anchors[anchor] = Anchored(value: .string(text), valueCount: 1, height: 0) }
        return true
    }

    private mutating func add(_ child: Anchored, _ place: YAMLPlace) throws(YAMLError) {
        try count(child.valueCount, place)
        guard open.count + child.height <= limits.depth else { throw .tooDeep(limit: limits.depth, at: place) }
        guard let last = open.indices.last else {
            documents.append(child.value)
            return
        }
        open[last].valueCount += child.valueCount
        open[last].height = max(open[last].height, child.height + 1)
        let content = open[last].content
        // Emptied first, so that appending changes the one copy in place.
        open[last].content = .list([])
        open[last].content = try filled(content, with: child.value, place)
    }

    private func filled(
        _ content: consuming Node.Content, with value: JSONValue, _ place: YAMLPlace
    ) throws(YAMLError) -> Node.Content {
        switch content {
        case .list(var elements):
            elements.append(value)
            return .list(elements)
        case .mapping(var fields, let places, let key?):
            fields[key] = value
            return .mapping(fields, places: places, key: nil)
        case .mapping(_, _, key: nil):
            throw .unsupportedKey(problem: "a key must be text, not an alias", at: place)
        }
    }

    private mutating func count(_ more: Int, _ place: YAMLPlace) throws(YAMLError) {
        valueCount += more
        guard valueCount <= limits.values else { throw .tooManyValues(limit: limits.values, at: place) }
    }
}
