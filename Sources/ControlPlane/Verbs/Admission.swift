public import EmbeddedStore
internal import ResourceStore
public import Resources
internal import Values

/// The embedded store's rules: what the API server of a cluster does to every write.
public struct ResourceRules: SchemaRules {
    /// Makes the rules.
    public init() {}

    /// The object without unknown fields, with defaults, and judged by its schema.
    public func admit(_ proposal: ProposedWrite) throws -> ResourceObject {
        var object = proposal.object
        if proposal.type.id == .namespaces, proposal.old == nil { object = NamespaceKeeper.prepared(object) }
        let admission = proposal.type.admit(object, replacing: proposal.old)
        if proposal.fieldValidation == .strict, !admission.unknownFields.isEmpty {
            throw UnknownFields.error(admission.unknownFields, proposal.type)
        }
        guard admission.violations.isEmpty else {
            throw StoreError.invalid(
                proposal.type.id, kind: proposal.type.kind, proposal.object.name,
                admission.violations.map {
                    StoreError.Cause(reason: $0.reason.rawValue, message: $0.message, field: $0.path)
                })
        }
        return admission.object
    }
}

/// Tells writers about fields that nobody will read.
enum UnknownFields {
    /// Warnings for a body, or a patch that has the form of an object; a strict writer gets an error instead.
    static func warnings(_ body: JSONValue, _ type: ResourceType, _ options: WriteOptions) throws -> [String] {
        guard options.fieldValidation != .ignore else { return [] }
        var copy = body
        let unknown = type.schema.prune(&copy)
        guard !unknown.isEmpty else { return [] }
        guard options.fieldValidation == .warn else { throw error(unknown, type) }
        return unknown.map(\.advice)
    }

    /// What a merge patch adds: null takes a field away, and `$` begins a directive of a strategic merge patch.
    static func added(by patch: JSONValue) -> JSONValue {
        switch patch {
        case .object(let fields):
            var kept = OrderedFields()
            for field in fields where !field.value.isNull && !field.key.hasPrefix("$") {
                kept[field.key] = added(by: field.value)
            }
            return .object(kept)
        case .array(let elements): return .array(elements.map(added))
        default: return patch
        }
    }

    static func error(_ fields: [UnknownField], _ type: ResourceType) -> StoreError {
        StoreError(
            .badRequest,
            "\(type.kind) in version \"\(type.id.version)\" cannot be handled as a \(type.kind): strict decoding error: "
                + fields.map(\.advice).joined(separator: ", "))
    }
}

extension ResourceType {
    /// Kubernetes' own types know strategic merge patches; custom resources don't.
    var isBuiltIn: Bool { !id.group.contains(".") || id.group.hasSuffix(".k8s.io") }
}
