internal import Values

extension ResourceType {
    /// The most bytes of an object: what etcd takes by default.
    public static let maximumSizeBytes = 1_572_864
    /// The most bytes of all annotations of an object together.
    public static let maximumAnnotationBytes = 262_144

    /// What is wrong with the metadata of an object (ValidateObjectMeta of apimachinery).
    public func metadataViolations(_ object: ResourceObject) -> [SchemaViolation] {
        nameViolations(object) + namespaceViolations(object) + labelViolations(object)
            + annotationViolations(object) + ownerViolations(object) + finalizerViolations(object)
    }

    private var isNamespaceType: Bool { id.group.isEmpty && id.plural == "namespaces" }

    private func nameProblems(_ name: String) -> [String] {
        isNamespaceType ? NameRules.labelProblems(name) : NameRules.subdomainProblems(name)
    }

    private func nameViolations(_ object: ResourceObject) -> [SchemaViolation] {
        let prefix = object.metadata["generateName"]?.string ?? ""
        // A generated name goes on behind the prefix, which therefore may end with what a name must not end with.
        let prefixProblems = prefix.isEmpty ? [] : nameProblems(prefix + "x")
        let found = prefixProblems.map {
            SchemaViolation.invalid("metadata.generateName", GoText.quoted(prefix), $0)
        }
        guard !object.name.isEmpty else {
            return prefix.isEmpty
                ? [.required("metadata.name", "name or generateName is required")] : found
        }
        return found
            + nameProblems(object.name).map { .invalid("metadata.name", GoText.quoted(object.name), $0) }
    }

    private func namespaceViolations(_ object: ResourceObject) -> [SchemaViolation] {
        let namespace = object.namespace ?? ""
        guard isNamespaced else {
            return namespace.isEmpty ? [] : [.forbidden("metadata.namespace", "not allowed on this type")]
        }
        guard !namespace.isEmpty else { return [.required("metadata.namespace")] }
        return NameRules.labelProblems(namespace).map {
            .invalid("metadata.namespace", GoText.quoted(namespace), $0)
        }
    }

    private func labelViolations(_ object: ResourceObject) -> [SchemaViolation] {
        object.labels.sorted { $0.key < $1.key }.flatMap { key, value in
            NameRules.qualifiedNameProblems(key).map { .invalid("metadata.labels", GoText.quoted(key), $0) }
                + NameRules.labelValueProblems(value).map { .invalid("metadata.labels", GoText.quoted(value), $0) }
        }
    }

    private func annotationViolations(_ object: ResourceObject) -> [SchemaViolation] {
        let annotations = object.annotations
        var found: [SchemaViolation] = annotations.keys.sorted().flatMap { key in
            NameRules.qualifiedNameProblems(key.lowercased()).map {
                .invalid("metadata.annotations", GoText.quoted(key), $0)
            }
        }
        let sizeBytes = annotations.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        if sizeBytes > Self.maximumAnnotationBytes {
            found.append(.tooLong("metadata.annotations", bytes: Self.maximumAnnotationBytes))
        }
        return found
    }

    private func ownerViolations(_ object: ResourceObject) -> [SchemaViolation] {
        var found: [SchemaViolation] = []
        var controller: String?
        for owner in object.metadata["ownerReferences"]?.array ?? [] {
            for (field, detail) in [
                ("apiVersion", "version must not be empty"), ("kind", "kind must not be empty"),
                ("name", "name must not be empty"), ("uid", "uid must not be empty"),
            ] where (owner[field]?.string ?? "").isEmpty {
                found.append(.invalid("metadata.ownerReferences.\(field)", "\"\"", detail))
            }
            guard owner["controller"]?.bool == true else { continue }
            let name = owner["name"]?.string ?? ""
            if let first = controller {
                found.append(
                    .invalid(
                        "metadata.ownerReferences", GoText.value(object.metadata["ownerReferences"] ?? .null),
                        "Only one reference can have Controller set to true. Found \"true\" in references for \(first)"
                            + " and \(name)"))
            }
            controller = controller ?? name
        }
        return found
    }

    private func finalizerViolations(_ object: ResourceObject) -> [SchemaViolation] {
        object.finalizers.enumerated().flatMap { index, name in
            let path = "metadata.finalizers[\(index)]"
            let problems = NameRules.qualifiedNameProblems(name)
            // Custom resources may have finalizers without a domain; the types of Kubernetes itself may not.
            guard problems.isEmpty, origin == .kubernetes, !name.contains("/"), !Self.plainFinalizers.contains(name)
            else { return problems.map { SchemaViolation.invalid("metadata.finalizers", GoText.quoted(name), $0) } }
            return [
                .invalid(
                    path, GoText.quoted(name), "name is neither a standard finalizer name nor is it fully qualified")
            ]
        }
    }

    private static let plainFinalizers = ["orphan", "foregroundDeletion", "kubernetes"]
}
