internal import Failures
internal import HTTPServer
internal import ResourceStore
internal import Resources
internal import Values
internal import YAML

/// Reads bodies: JSON, YAML, and the few kinds that kubectl sends in Kubernetes' protobuf.
enum RequestBody {
    static let protobuf = "application/vnd.kubernetes.protobuf"
    /// What etcd takes by default, so that what is accepted here is accepted by a cluster, too.
    static let maximumObjectBytes = 3 << 19

    static func object(_ request: HTTPRequest, kind: String) throws -> ResourceObject {
        guard request.body.count <= maximumObjectBytes else {
            throw StoreError(.tooLarge, "Request entity too large: limit is \(maximumObjectBytes)")
        }
        let value: JSONValue
        switch MediaType(request.headers["content-type"] ?? "application/json").name {
        case "application/json", "": value = try json(request.body, kind)
        case "application/yaml": value = try yaml(request.body, kind)
        case protobuf: value = try ProtobufObject.decode(request.body)
        default:
            throw StoreError(
                .unsupportedMediaType,
                "the body of the request was in an unknown format - accepted media types include: application/json, "
                    + "application/yaml, application/vnd.kubernetes.protobuf")
        }
        guard value.object != nil else { throw unrecognized(kind, "an object is expected") }
        return ResourceObject(value)
    }

    static func json(_ bytes: [UInt8], _ kind: String) throws -> JSONValue {
        do {
            return try JSONValue.parse(bytes)
        } catch {
            throw unrecognized(kind, "json parse error: \(error)")
        }
    }

    static func yaml(_ bytes: [UInt8], _ kind: String) throws -> JSONValue {
        do {
            let documents = try YAML.parse(String(decoding: bytes, as: UTF8.self))
            guard documents.count == 1, let document = documents.first else {
                throw unrecognized(kind, "one document is expected")
            }
            return document
        } catch let error as YAMLError {
            throw unrecognized(kind, "yaml parse error: \(error.failure.what) \(error.failure.why)")
        }
    }

    private static func unrecognized(_ kind: String, _ why: String) -> StoreError {
        StoreError(
            .badRequest,
            "the object provided is unrecognized (must be of type \(kind)): couldn't get version/kind; \(why)")
    }
}
