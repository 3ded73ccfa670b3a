internal import CXML2

/// libxml2's SAX2 push parser, feeding a tree builder.
///
/// No option that substitutes entities, loads a DTD or lifts libxml2's own limits is ever set, and network access
/// is off. Every DOCTYPE stops the parse by itself.
enum SAXParser {
    /// Bytes given to the parser at a time: a stop is seen after each.
    private static let pieceBytes = 64 << 10

    static func parse(_ bytes: [UInt8], builder: XMLTreeBuilder) throws(XMLError) -> XMLElement {
        let state = ParserState(builder)
        let failure = withExtendedLifetime(state) { state.run(bytes, pieceBytes: pieceBytes) }
        if let error = builder.error { throw error }
        if let failure { throw failure }
        guard let root = builder.root else {
            throw .malformed(document: builder.document, line: 1, reason: "There is no element")
        }
        return root
    }
}

/// What the callbacks reach through libxml2's user-data pointer.
///
/// The pointer is unretained: the object outlives the parse, which `SAXParser.parse` makes sure of.
private final class ParserState {
    let builder: XMLTreeBuilder
    var parser: xmlParserCtxtPtr?

    init(_ builder: XMLTreeBuilder) { self.builder = builder }

    var line: Int { parser.map { Int(xmlSAX2GetLineNumber(UnsafeMutableRawPointer($0))) } ?? 0 }

    /// Stops libxml2 as soon as the builder has had enough.
    func stopAfterError() {
        if builder.error != nil, let parser { xmlStopParser(parser) }
    }

    func run(_ bytes: [UInt8], pieceBytes: Int) -> XMLError? {
        var handler = saxHandler()
        let context = Unmanaged.passUnretained(self).toOpaque()
        guard let parser = xmlCreatePushParserCtxt(&handler, context, nil, 0, nil) else {
            return .malformed(document: builder.document, line: 0, reason: "The parser can't be started")
        }
        self.parser = parser
        defer {
            self.parser = nil
            xmlFreeDoc(parser.pointee.myDoc)
            xmlFreeParserCtxt(parser)
        }
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        xmlCtxtUseOptions(parser, Int32(options))
        feed(bytes, to: parser, pieceBytes: pieceBytes)
        guard parser.pointee.wellFormed == 1 else {
            return .malformed(document: builder.document, line: fault.line, reason: fault.reason)
        }
        return nil
    }

    private func feed(_ bytes: [UInt8], to parser: xmlParserCtxtPtr, pieceBytes: Int) {
        bytes.withUnsafeBytes { buffer in
            var offset = 0
            while offset < buffer.count, builder.error == nil {
                let piece = buffer[offset..<min(offset + pieceBytes, buffer.count)]
                let pointer = buffer.baseAddress?.advanced(by: offset).assumingMemoryBound(to: CChar.self)
                guard xmlParseChunk(parser, pointer, Int32(piece.count), 0) == 0 else { return }
                offset += piece.count
            }
            if builder.error == nil { xmlParseChunk(parser, nil, 0, 1) }
        }
    }

    /// Where libxml2 stopped, and its own words for it.
    private var fault: (line: Int, reason: String) {
        guard let parser, let error = xmlCtxtGetLastError(UnsafeMutableRawPointer(parser)) else {
            return (line, "It is not well-formed")
        }
        let text = error.pointee.message.map { String(cString: $0) } ?? "It is not well-formed"
        return (Int(error.pointee.line), text.split(whereSeparator: \.isNewline).joined(separator: " "))
    }
}

private func state(_ context: UnsafeMutableRawPointer?) -> ParserState? {
    context.map { Unmanaged<ParserState>.fromOpaque($0).takeUnretainedValue() }
}

private func string(_ pointer: UnsafePointer<xmlChar>?) -> String? {
    pointer.map { String(cString: $0) }
}

private func saxHandler() -> xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.internalSubset = { context, name, externalID, systemID in
        guard let state = state(context) else { return }
        let isExternal = externalID != nil || systemID != nil
        state.builder.documentType(name: string(name) ?? "", isExternal: isExternal, line: state.line)
        state.stopAfterError()
    }
    handler.entityDecl = { context, name, kind, _, systemID, _ in
        guard let state = state(context) else { return }
        let isExternal = systemID != nil
        state.builder.entity(name: string(name) ?? "", isExternal: isExternal, line: state.line)
        state.stopAfterError()
    }
    handler.startElementNs = { context, name, _, uri, namespaceCount, namespaces, count, _, values in
        guard let state = state(context) else { return }
        // Pairs of prefix and URI.
        let declared = (0..<Int(namespaceCount)).compactMap { string(namespaces?[$0 * 2 + 1]) }
        let tag = XMLTreeBuilder.StartTag(
            name: string(name) ?? "", namespace: string(uri), attributes: readAttributes(values, count: Int(count)),
            declaredNamespaces: declared)
        state.builder.start(tag, line: state.line)
        state.stopAfterError()
    }
    handler.endElementNs = { context, _, _, _ in state(context)?.builder.end() }
    handler.characters = { context, bytes, count in takeCharacters(context, bytes, count) }
    handler.cdataBlock = { context, bytes, count in takeCharacters(context, bytes, count) }
    return handler
}

private func takeCharacters(
    _ context: UnsafeMutableRawPointer?, _ bytes: UnsafePointer<xmlChar>?, _ count: Int32
) {
    guard let state = state(context) else { return }
    state.builder.characters(UnsafeBufferPointer(start: bytes, count: Int(count)), line: state.line)
    state.stopAfterError()
}

/// libxml2 gives five pointers for each attribute: local name, prefix, URI, start and end of the value.
private func readAttributes(
    _ values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, count: Int
) -> [XMLElement.Attribute] {
    guard let values else { return [] }
    return (0..<count).compactMap { index in
        let fields = values + index * 5
        guard let name = fields[0], let start = fields[3], let end = fields[4] else { return nil }
        let value = String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
        return XMLElement.Attribute(name: String(cString: name), namespace: string(fields[2]), value: value)
    }
}
