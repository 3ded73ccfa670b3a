internal import HTTPServer
internal import ResourceStore

/// A media type with its parameters, as `Accept` lists them.
struct MediaType: Sendable, Equatable {
    var name: String
    var parameters: [String: String] = [:]

    init(_ text: some StringProtocol) {
        let parts = text.split(separator: ";").map { Self.trimmed($0) }
        name = parts.first?.lowercased() ?? ""
        for part in parts.dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
            if pair.count == 2 { parameters[pair[0]] = pair[1] }
        }
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    static func accepted(_ request: HTTPRequest) -> [MediaType] {
        (request.headers["accept"] ?? "*/*").split(separator: ",").map { MediaType($0) }
    }
}

/// How objects are shown.
enum Representation: Sendable, Equatable {
    case whole
    case table
    case metadataOnly

    /// What the client likes best of what there is.
    ///
    /// - Throws: 406 when it takes nothing that there is.
    static func wanted(by request: HTTPRequest) throws -> Representation {
        for type in MediaType.accepted(request) {
            guard ["application/json", "application/*", "*/*"].contains(type.name) else { continue }
            switch type.parameters["as"] {
            case nil: return .whole
            case "Table": return .table
            case "PartialObjectMetadata", "PartialObjectMetadataList": return .metadataOnly
            default: continue
            }
        }
        throw NotAcceptable()
    }
}

/// 406, which has no word among a store's errors.
struct NotAcceptable: Error {
    static let message =
        "only the following media types are accepted: application/json, application/yaml, "
        + "application/vnd.kubernetes.protobuf"
}
