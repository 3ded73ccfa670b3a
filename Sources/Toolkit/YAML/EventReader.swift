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
    var line: Int
}

/// Runs libyaml's event parser over a text.
enum EventReader {
    static func read(_ bytes: [UInt8], take: (YAMLEvent) throws(YAMLError) -> Void) throws(YAMLError) {
        var parser = yaml_parser_t()
        guard yaml_parser_initialize(&parser) == 1 else {
            throw .syntax(problem: "libyaml has no memory", line: 1, column: 1)
        }
        defer { yaml_parser_delete(&parser) }
        // libyaml keeps the pointer while it parses, which is as long as the closure runs.
        let failure: YAMLError? = bytes.withUnsafeBufferPointer { buffer in
            yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
            do throws(YAMLError) {
                try readEvents(&parser, take)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    private static func readEvents(
        _ parser: inout yaml_parser_t, _ take: (YAMLEvent) throws(YAMLError) -> Void
    ) throws(YAMLError) {
        while true {
            var event = yaml_event_t()
            guard yaml_parser_parse(&parser, &event) == 1 else { throw syntaxError(parser) }
            defer { yaml_event_delete(&event) }
            if event.type == YAML_STREAM_END_EVENT { return }
            if let translated = try translate(event) { try take(translated) }
        }
    }

    private static func translate(_ event: yaml_event_t) throws(YAMLError) -> YAMLEvent? {
        let line = event.start_mark.line + 1
        switch event.type {
        case YAML_DOCUMENT_START_EVENT: return YAMLEvent(kind: .startDocument, line: line)
        case YAML_DOCUMENT_END_EVENT: return YAMLEvent(kind: .endDocument, line: line)
        case YAML_SEQUENCE_START_EVENT:
            let data = event.data.sequence_start
            try check(tag: text(data.tag), is: "seq", line)
            return YAMLEvent(kind: .startList, anchor: text(data.anchor), line: line)
        case YAML_MAPPING_START_EVENT:
            let data = event.data.mapping_start
            try check(tag: text(data.tag), is: "map", line)
            return YAMLEvent(kind: .startMapping, anchor: text(data.anchor), line: line)
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return YAMLEvent(kind: .end, line: line)
        case YAML_ALIAS_EVENT: return YAMLEvent(kind: .alias(text(event.data.alias.anchor) ?? ""), line: line)
        case YAML_SCALAR_EVENT:
            let data = event.data.scalar
            let bytes = UnsafeBufferPointer(start: data.value, count: data.length)
            let kind = YAMLEvent.Kind.scalar(
                text: String(decoding: bytes, as: UTF8.self), tag: text(data.tag),
                isPlain: data.style == YAML_PLAIN_SCALAR_STYLE)
            return YAMLEvent(kind: kind, anchor: text(data.anchor), line: line)
        default: return nil
        }
    }

    private static func check(tag: String?, is name: String, _ line: Int) throws(YAMLError) {
        guard let tag, tag != "!", tag != CoreSchema.tagPrefix + name else { return }
        throw .unsupportedValue(problem: "the tag \(tag) is not known", line: line)
    }

    private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(cString: $0) }
    }

    private static func syntaxError(_ parser: yaml_parser_t) -> YAMLError {
        let problem = parser.problem.map { String(cString: $0) } ?? "the text is not YAML"
        let mark = parser.problem_mark
        return .syntax(problem: problem, line: mark.line + 1, column: mark.column + 1)
    }
}
