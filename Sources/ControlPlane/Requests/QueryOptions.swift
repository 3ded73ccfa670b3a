internal import HTTPServer
internal import ResourceStore
internal import Resources

/// The options that travel in the query.
extension HTTPRequest {
    func selectors(of type: ResourceType) throws -> (LabelSelector, FieldSelector) {
        let labels = try LabelSelector(parsing: parameter("labelSelector") ?? "")
        let fields = try FieldSelector(parsing: parameter("fieldSelector") ?? "")
        for requirement in fields.requirements where !SelectableFields.allows(requirement.path, of: type) {
            throw StoreError(.badRequest, "field label not supported: \(requirement.path)")
        }
        return (labels, fields)
    }

    func listOptions(of type: ResourceType) throws -> ListOptions {
        var options = ListOptions()
        (options.labelSelector, options.fieldSelector) = try selectors(of: type)
        if let limit = try number("limit"), limit > 0 { options.limit = limit }
        options.continuation = parameter("continue").flatMap { $0.isEmpty ? nil : $0 }
        options.resourceVersion = parameter("resourceVersion").flatMap { $0.isEmpty ? nil : $0 }
        return options
    }

    func writeOptions() throws -> WriteOptions {
        var options = WriteOptions(fieldManager: parameter("fieldManager") ?? defaultManager)
        options.isDryRun = try isDryRun(query.filter { $0.name == "dryRun" }.map(\.value))
        options.isForced = parameter("force") == "true"
        if let word = parameter("fieldValidation"), !word.isEmpty {
            guard let validation = WriteOptions.FieldValidation(rawValue: word) else {
                throw StoreError(
                    .invalid,
                    "fieldValidation: Unsupported value: \"\(word)\": supported values: \"Ignore\", \"Strict\", \"Warn\""
                )
            }
            options.fieldValidation = validation
        }
        return options
    }

    func isDryRun(_ words: [String]) throws -> Bool {
        for word in words where word != "All" && !word.isEmpty {
            throw StoreError(.invalid, "dryRun: Unsupported value: \"\(word)\": supported values: \"All\"")
        }
        return words.contains("All")
    }

    func number(_ name: String) throws -> Int? {
        guard let text = parameter(name), !text.isEmpty else { return nil }
        guard let number = Int(text), number >= 0 else {
            throw StoreError(.badRequest, "\(name): Invalid value: \"\(text)\": a whole number is expected")
        }
        return number
    }

    /// Kubernetes takes the program's name of the user agent, too.
    private var defaultManager: String {
        String((headers["user-agent"] ?? "unknown").prefix { $0 != "/" && $0 != " " }.prefix(128))
    }
}

/// Which fields selectors may name: as few as Kubernetes has, so that what works here works there.
enum SelectableFields {
    private static let ofPlural: [String: Set<String>] = [
        "secrets": ["type"], "namespaces": ["status.phase"], "pods": ["status.phase", "spec.nodeName"],
        "jobs": ["status.successful"],
        "events": [
            "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid",
            "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason", "type",
            "source", "reportingComponent",
        ],
    ]

    static func allows(_ path: String, of type: ResourceType) -> Bool {
        path == "metadata.name" || path == "metadata.namespace" || ofPlural[type.id.plural]?.contains(path) ?? false
    }
}
