internal import HTTPServer
internal import Resources
internal import Values

/// The OpenAPI documents: v3 an index and a document per group and version, v2 all in one.
struct OpenAPIDocuments: Sendable {
    private let documents: [String: TaggedDocument]
    private let index: TaggedDocument
    private let whole: TaggedDocument

    init(_ types: [ResourceType]) {
        var paths: [String] = []
        var byPath: [String: [ResourceType]] = [:]
        for type in types {
            let path = type.id.group.isEmpty ? "api/\(type.id.version)" : "apis/\(type.id.group)/\(type.id.version)"
            if byPath[path] == nil { paths.append(path) }
            byPath[path, default: []].append(type)
        }
        documents = byPath.mapValues { TaggedDocument(OpenAPIWriter(flavour: .v3).document($0)) }
        var entries = OrderedFields()
        for path in paths {
            entries[path] = ["serverRelativeURL": .string("/openapi/v3/\(path)?hash=\(documents[path]?.tag ?? "")")]
        }
        index = TaggedDocument(["paths": .object(entries)])
        whole = TaggedDocument(OpenAPIWriter(flavour: .v2).document(types))
    }

    /// The answer for a path below `/openapi`; nil when there is none.
    func answer(_ segments: [String], _ request: HTTPRequest) -> HTTPResponse? {
        switch segments.dropFirst().first {
        case "v2" where segments.count == 2:
            // kubectl 1.20 asks for protobuf alone; it has to be told that there is none.
            let takesJSON = MediaType.accepted(request).contains {
                ["*/*", "application/json", "application/*"].contains($0.name)
            }
            return takesJSON ? whole.answer(request) : Answers.failure(NotAcceptable())
        case "v3" where segments.count == 2: return index.answer(request)
        case "v3": return documents[segments.dropFirst(2).joined(separator: "/")]?.answer(request)
        default: return nil
        }
    }
}
