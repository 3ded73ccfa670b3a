internal import Values

/// A template as `-o jsonpath=` takes it: text with paths in braces, and `{range …}…{end}`.
struct JSONPathTemplate: Sendable, Equatable {
    /// The parts, in their order.
    var parts: [Part]

    /// A part of a template.
    indirect enum Part: Sendable, Equatable {
        /// Text that stands for itself.
        case text(String)
        /// What a path leads to, separated by spaces.
        case path(JSONPath)
        /// The parts, once for every value of a path.
        case range(JSONPath, [Part])
    }

    /// Reads a template; without any brace it is a path, because that is what people mean.
    init(_ text: String) throws(JSONPathError) {
        var reader = try JSONPathReader(text)
        guard text.contains("{") else {
            parts = [.path(try Self.wholePath(&reader))]
            return
        }
        parts = try Self.parts(&reader, depth: 0)
    }

    /// Reads one path, with or without its braces: `.a.b`, `a.b` or `{.a.b}`.
    static func path(_ text: String) throws(JSONPathError) -> JSONPath {
        let isBraced = text.hasPrefix("{") && text.hasSuffix("}")
        var reader = try JSONPathReader(isBraced ? String(text.dropFirst().dropLast()) : text)
        return try wholePath(&reader)
    }

    /// What the template makes of a document.
    func text(for document: JSONValue) -> String {
        var output = ""
        Self.write(parts, document, to: &output)
        return output
    }

    private static func write(_ parts: [Part], _ value: JSONValue, to output: inout String) {
        for part in parts {
            switch part {
            case .text(let text): output += text
            case .path(let path): output += path.values(in: value).map(JSONPath.text).joined(separator: " ")
            case .range(let path, let parts):
                for element in path.values(in: value) { write(parts, element, to: &output) }
            }
        }
    }

    private static func wholePath(_ reader: inout JSONPathReader) throws(JSONPathError) -> JSONPath {
        reader.skipSpace()
        let path = try reader.path()
        reader.skipSpace()
        guard reader.isAtEnd else { throw reader.error("the path should end here") }
        return path
    }

    /// Parts up to the end, or up to the `{end}` of a range.
    private static func parts(_ reader: inout JSONPathReader, depth: Int) throws(JSONPathError) -> [Part] {
        guard depth <= 16 else { throw reader.error("ranges are nested too deep") }
        var parts: [Part] = []
        var text = ""
        while let character = reader.next {
            reader.position += 1
            guard character == "{" else {
                text.append(character)
                continue
            }
            if !text.isEmpty { parts.append(.text(text)) }
            text = ""
            reader.skipSpace()
            if reader.take("end") {
                guard depth > 0 else { throw reader.error("there is no range to end") }
                try close(&reader)
                return parts
            }
            parts.append(try part(&reader, depth: depth))
        }
        guard depth == 0 else { throw reader.error("a range has no {end}") }
        return text.isEmpty ? parts : parts + [.text(text)]
    }

    private static func part(_ reader: inout JSONPathReader, depth: Int) throws(JSONPathError) -> Part {
        if reader.next == "\"" || reader.next == "'" {
            let text = try reader.quoted()
            try close(&reader)
            return .text(text)
        }
        let isRange = reader.take("range ")
        reader.skipSpace()
        let path = try reader.path()
        try close(&reader)
        return isRange ? .range(path, try parts(&reader, depth: depth + 1)) : .path(path)
    }

    private static func close(_ reader: inout JSONPathReader) throws(JSONPathError) {
        reader.skipSpace()
        guard reader.take("}") else { throw reader.error("a closing brace is expected") }
    }
}
