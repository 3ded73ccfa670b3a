internal import Failures
internal import Files
internal import Values

/// The fields of a part of a kubeconfig, which know their file and path for messages.
struct ConfigurationFields: Sendable {
    let file: String
    let path: String
    private let fields: OrderedFields

    init(file: String, path: String, _ value: JSONValue) throws {
        self.file = file
        self.path = path
        switch value {
        case .object(let fields): self.fields = fields
        case .null: fields = OrderedFields()
        default:
            throw KubeconfigError.malformed(
                file: file, field: path, reason: "Fields are expected here, and this is \(value.typeName).")
        }
    }

    /// An error about one of the fields; the value is never told, for it may be a secret.
    func malformed(_ field: String, _ reason: String) -> KubeconfigError {
        .malformed(file: file, field: pathOf(field), reason: reason)
    }

    func pathOf(_ field: String) -> String { path.isEmpty ? field : "\(path).\(field)" }

    /// A field's text; nil when it is missing or empty.
    func text(_ field: String) throws -> String? {
        switch fields[field] {
        case nil, .null?, .string("")?: return nil
        case .string(let text)?: return text
        case let other?: throw malformed(field, "Text is expected, and this is \(other.typeName).")
        }
    }

    func truth(_ field: String) throws -> Bool {
        switch fields[field] {
        case nil, .null?: return false
        case .bool(let truth)?: return truth
        case let other?: throw malformed(field, "true or false is expected, and this is \(other.typeName).")
        }
    }

    func texts(_ field: String) throws -> [String] {
        try list(field).map { element in
            guard let text = element.string else { throw malformed(field, "A list of texts is expected.") }
            return text
        }
    }

    func list(_ field: String) throws -> [JSONValue] {
        switch fields[field] {
        case nil, .null?: return []
        case .array(let elements)?: return elements
        case let other?: throw malformed(field, "A list is expected, and this is \(other.typeName).")
        }
    }

    func part(_ field: String) throws -> ConfigurationFields? {
        guard let value = fields[field], !value.isNull else { return nil }
        return try ConfigurationFields(file: file, path: pathOf(field), value)
    }

    /// The elements of a list such as `clusters: [{name: …, cluster: {…}}]`.
    func named(_ field: String, _ content: String) throws -> [(String, ConfigurationFields)] {
        try list(field).enumerated().map { index, element in
            let entry = try ConfigurationFields(file: file, path: "\(field)[\(index)]", element)
            guard let name = try entry.text("name") else { throw entry.malformed("name", "A name is needed.") }
            let inside = ConfigurationFields.self
            return (name, try inside.init(file: file, path: "\(field)[\(name)].\(content)", element[content] ?? [:]))
        }
    }

    /// Bytes that stand in `field-data` as Base64, or in the file that `field` names; data wins, as for kubectl.
    func material(_ field: String) throws -> [UInt8]? {
        if let data = try text("\(field)-data") {
            guard let bytes = bytes(ofBase64: data) else { throw malformed("\(field)-data", "This is not Base64.") }
            return bytes
        }
        guard let name = try text(field) else { return nil }
        let path = resolved(name)
        do {
            return try Files.read(path, maximumBytes: 1 << 20)
        } catch {
            throw KubeconfigError.unreadable(file: path, field: pathOf(field), reason: error.reason + ".")
        }
    }

    /// A path of the file: relative ones start where the file is.
    func resolved(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(Files.parent(of: file))/\(path)"
    }
}
