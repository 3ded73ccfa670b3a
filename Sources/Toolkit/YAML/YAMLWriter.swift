internal import CYAML
internal import Values

/// Drives libyaml's emitter.
struct YAMLWriter {
    func text(of documents: [JSONValue]) throws(YAMLError) -> String {
        var emitter = yaml_emitter_t()
        guard yaml_emitter_initialize(&emitter) == 1 else { throw .notWritten(problem: "no memory") }
        defer { yaml_emitter_delete(&emitter) }
        yaml_emitter_set_unicode(&emitter, 1)
        yaml_emitter_set_width(&emitter, -1)
        yaml_emitter_set_indent(&emitter, 2)
        var output: [UInt8] = []
        // The pointer outlives every call of the handler: libyaml flushes before the closure ends.
        let failure: YAMLError? = withUnsafeMutablePointer(to: &output) { pointer in
            yaml_emitter_set_output(&emitter, append, pointer)
            do throws(YAMLError) {
                try write(documents, to: &emitter)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
        return String(decoding: output, as: UTF8.self)
    }

    private func write(_ documents: [JSONValue], to emitter: inout yaml_emitter_t) throws(YAMLError) {
        try emit(&emitter) { yaml_stream_start_event_initialize($0, YAML_UTF8_ENCODING) }
        for (index, document) in documents.enumerated() {
            let isImplicit: Int32 = index == 0 ? 1 : 0
            try emit(&emitter) { yaml_document_start_event_initialize($0, nil, nil, nil, isImplicit) }
            try write(document, to: &emitter)
            try emit(&emitter) { yaml_document_end_event_initialize($0, 1) }
        }
        try emit(&emitter) { yaml_stream_end_event_initialize($0) }
    }

    private func write(_ value: JSONValue, to emitter: inout yaml_emitter_t) throws(YAMLError) {
        switch value {
        case .string(let text): try write(text, style: ScalarStyle(for: text), to: &emitter)
        case .null, .bool, .integer, .double: try write(value.jsonText(), style: .plain, to: &emitter)
        case .array(let elements):
            try emit(&emitter) {
                yaml_sequence_start_event_initialize($0, nil, nil, 1, YAML_ANY_SEQUENCE_STYLE)
            }
            for element in elements { try write(element, to: &emitter) }
            try emit(&emitter) { yaml_sequence_end_event_initialize($0) }
        case .object(let fields):
            try emit(&emitter) { yaml_mapping_start_event_initialize($0, nil, nil, 1, YAML_ANY_MAPPING_STYLE) }
            for field in fields {
                try write(field.key, style: ScalarStyle(for: field.key), to: &emitter)
                try write(field.value, to: &emitter)
            }
            try emit(&emitter) { yaml_mapping_end_event_initialize($0) }
        }
    }

    private func write(_ text: String, style: ScalarStyle, to emitter: inout yaml_emitter_t) throws(YAMLError) {
        let style: yaml_scalar_style_t =
            switch style {
            case .plain: YAML_PLAIN_SCALAR_STYLE
            case .quoted: YAML_DOUBLE_QUOTED_SCALAR_STYLE
            case .literal: YAML_LITERAL_SCALAR_STYLE
            }
        let bytes = Array(text.utf8)
        guard let length = Int32(exactly: bytes.count) else { throw .notWritten(problem: "a text is too long") }
        try emit(&emitter) { yaml_scalar_event_initialize($0, nil, nil, bytes, length, 1, 1, style) }
    }

    private func emit(
        _ emitter: inout yaml_emitter_t, _ initialize: (UnsafeMutablePointer<yaml_event_t>) -> Int32
    ) throws(YAMLError) {
        var event = yaml_event_t()
        guard initialize(&event) == 1 else { throw .notWritten(problem: "an event is invalid") }
        guard yaml_emitter_emit(&emitter, &event) == 1 else {
            throw .notWritten(problem: emitter.problem.map { String(cString: $0) } ?? "no reason")
        }
    }
}

private func append(
    _ output: UnsafeMutableRawPointer?, _ bytes: UnsafeMutablePointer<UInt8>?, _ count: Int
) -> Int32 {
    output?.assumingMemoryBound(to: [UInt8].self).pointee.append(
        contentsOf: UnsafeBufferPointer(start: bytes, count: count))
    return 1
}
