public import Resources

extension FieldSelector {
    /// Refuses fields that the API can't select by: all but names for custom types, a few more for built-in ones.
    public func check(for type: ResourceTypeID) throws(StoreError) {
        let known = ["metadata.name", "metadata.namespace"] + Self.builtIn(type)
        for requirement in requirements where !known.contains(requirement.path) {
            throw StoreError(.badRequest, "field label not supported: \(requirement.path)")
        }
    }

    private static func builtIn(_ type: ResourceTypeID) -> [String] {
        switch (type.group, type.plural) {
        case ("", "secrets"): ["type"]
        case ("", "namespaces"): ["status.phase"]
        case ("", "pods"):
            [
                "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName",
                "spec.hostNetwork", "status.phase", "status.podIP", "status.nominatedNodeName",
            ]
        case ("", "events"), ("events.k8s.io", "events"):
            [
                "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid",
                "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason",
                "reportingComponent", "source", "type",
            ]
        case ("batch", "jobs"): ["status.successful"]
        default: []
        }
    }
}
