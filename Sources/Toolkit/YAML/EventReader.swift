internal import CYAML

/// An event of libyaml in Swift's terms.
struct YAMLEvent {
    enum Kind {
        case startDocument
        case endDocument
        case scalar(text: String, tag: String?, isPlain: Bool)
        case startList
        case startMapping
        case end
        case alias(String)
    }

    var kind: Kind
    var anchor: String?
    var place: YAMLPlace
}

/// Runs libyaml's event parser over a text.
enum EventReader {
    static func read(_ bytes: [UInt8], take: (YAMLEvent) throws(YAMLError) -> Void) throws(YAMLError) {
        var parser = yaml_parser_t()
        guard yaml_parser_initialize(&parser) == 1 else {
            throw .syntax(problem: "libyaml has no memory", at: YAMLPlace(1, 1))
        }
        defer { yaml_parser_delete(&parser) }
        // libyaml keeps the pointer while it parses, which is as long as the closure runs.
        let failure: YAMLError? = bytes.withUnsafeBufferPointer { buffer in
            yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
            do throws(YAMLError) {
                try readEvents(&parser, bytes, take)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    private static func readEvents(
        _ parser: inout yaml_parser_t, _ bytes: [UInt8], _ take: (YAMLEvent) throws(YAMLError) -> Void
    ) throws(YAMLError) {
        while true {
            var event = yaml_event_t()
            guard yaml_parser_parse(&parser, &event) == 1 else { throw syntaxError(parser, bytes) }
            defer { yaml_event_delete(&event) }
            if event.type == YAML_STREAM_END_EVENT { return }
            if let translated = try translate(event) { try take(translated) }
        }
    }

    private static func translate(_ event: yaml_event_t) throws(YAMLError) -> YAMLEvent? {
        let place = YAMLPlace(event.start_mark)
        switch event.type {
        case YAML_DOCUMENT_START_EVENT: return YAMLEvent(kind: .startDocument, place: place)
        case YAML_DOCUMENT_END_EVENT: return YAMLEvent(kind: .endDocument, place: place)
        case YAML_SEQUENCE_START_EVENT:
            let data = event.data.sequence_start
            try check(tag: text(data.tag), is: "seq", place)
            return YAMLEvent(kind: .startList, anchor: text(data.anchor), place: place)
        case YAML_MAPPING_START_EVENT:
            let data = event.data.mapping_start
            try check(tag: text(data.tag), is: "map", place)
            return YAMLEvent(kind: .startMapping, anchor: text(data.anchor), place: place)
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return YAMLEvent(kind: .end, place: place)
        case YAML_ALIAS_EVENT: return YAMLEvent(kind: .alias(text(event.data.alias.anchor) ?? ""), place: place)
        case YAML_SCALAR_EVENT:
            let data = event.data.scalar
            let bytes = UnsafeBufferPointer(start: data.value, count: data.length)
            let kind = YAMLEvent.Kind.scalar(
                text: String(decoding: bytes, as: UTF8.self), tag: text(data.tag),
                isPlain: data.style == YAML_PLAIN_SCALAR_STYLE)
            return YAMLEvent(kind: kind, anchor: text(data.anchor), place: place)
        default: return nil
        }
    }

    private static func check(tag: String?, is name: String, _ place: YAMLPlace) throws(YAMLError) {
        guard let tag, tag != "!", tag != CoreSchema.tagPrefix + name else { return }
        throw .unsupportedValue(problem: "the tag \(tag) is not known", at: place)
    }

    private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(cString: $0) }
    }

    private static func syntaxError(_ parser: yaml_parser_t, _ bytes: [UInt8]) -> YAMLError {
        let problem = parser.problem.map { String(cString: $0) } ?? "the text is not YAML"
        // What can't even be read as characters has an offset in bytes and no mark (yaml_parser_t in yaml.h).
        guard parser.error != YAML_READER_ERROR else {
            let place = YAMLPlace(ofByteAt: parser.problem_offset, in: bytes)
            return .syntax(problem: "\(problem): byte 0x\(String(parser.problem_value, radix: 16))", at: place)
        }
        let place = YAMLPlace(parser.problem_mark)
        if let indentation = tabIndentation(at: parser.problem_mark, bytes) {
            return .syntax(problem: "a tab stands here; YAML is indented with spaces only", at: indentation)
        }
        guard let context = parser.context, parser.context_mark.line != parser.problem_mark.line else {
            return .syntax(problem: problem, at: place)
        }
        let origin = YAMLPlace(parser.context_mark)
        return .syntax(problem: "\(problem), \(String(cString: context)) that begins at \(origin)", at: place)
    }

    /// The first tab in front of the text of a line, which libyaml tells in words that hide it.
    private static func tabIndentation(at mark: yaml_mark_t, _ bytes: [UInt8]) -> YAMLPlace? {
        let lines = bytes.split(separator: 0x0A, maxSplits: mark.line + 1, omittingEmptySubsequences: false)
        guard lines.indices.contains(mark.line) else { return nil }
        let margin = lines[mark.line].prefix { $0 == 0x20 || $0 == 0x09 }
        guard let tab = margin.firstIndex(of: 0x09) else { return nil }
        return YAMLPlace(mark.line + 1, tab - margin.startIndex + 1)
    }
}

extension YAMLPlace {
    fileprivate init(_ mark: yaml_mark_t) { self.init(mark.line + 1, mark.column + 1) }
}
