internal import Arguments
internal import Resources
internal import Values

/// Finds fields that a type doesn't have, with what their authors may have meant.
struct UnknownFields {
    /// The sentences: `unknown field "spec.targetNamspace"; did you mean 'targetNamespace'?`.
    private(set) var sentences: [String] = []

    /// Looks through an object; its schema may leave out what every object has.
    init(_ object: ResourceObject, _ type: ResourceType) {
        var schema = type.schema
        if case .object(var properties, let required, let keepsUnknown) = schema.kind {
            for name in ["apiVersion", "kind", "metadata"] where !properties.contains(where: { $0.name == name }) {
                properties.append(Schema.Property(name, Schema(.any)))
            }
            schema.kind = .object(properties, required: required, keepsUnknown: keepsUnknown)
        }
        look(at: object.value, schema, path: "")
        look(atMetadata: object.metadata)
    }

    private mutating func look(at value: JSONValue, _ schema: Schema, path: String) {
        switch schema.kind {
        case .object(let properties, _, let keepsUnknown):
            guard let fields = value.object else { return }
            // No properties at all: a place for anything.
            for field in fields {
                let inner = path.isEmpty ? field.key : "\(path).\(field.key)"
                if let property = properties.first(where: { $0.name == field.key }) {
                    look(at: field.value, property.schema, path: inner)
                } else if !keepsUnknown {
                    add(inner, field.key, among: properties.map(\.name))
                }
            }
        case .array(let element):
            for (index, item) in (value.array ?? []).enumerated() { look(at: item, element, path: "\(path)[\(index)]") }
        case .map(let element):
            for field in value.object ?? OrderedFields() {
                look(at: field.value, element, path: "\(path).\(field.key)")
            }
        default: break
        }
    }

    /// The fields of metadata (metav1.ObjectMeta), which are the same for every type.
    private static let metadataFields = [
        "annotations", "creationTimestamp", "deletionGracePeriodSeconds", "deletionTimestamp", "finalizers",
        "generateName", "generation", "labels", "managedFields", "name", "namespace", "ownerReferences",
        "resourceVersion", "selfLink", "uid",
    ]

    private mutating func look(atMetadata metadata: OrderedFields) {
        for field in metadata where !Self.metadataFields.contains(field.key) {
            add("metadata.\(field.key)", field.key, among: Self.metadataFields)
        }
    }

    private mutating func add(_ path: String, _ name: String, among known: [String]) {
        let sentence = "unknown field \"\(path)\""
        guard !sentences.contains(where: { $0.hasPrefix(sentence) }) else { return }
        let near = similar(to: name, among: known).first.map { "; did you mean '\($0)'?" } ?? ""
        sentences.append(sentence + near)
    }
}
