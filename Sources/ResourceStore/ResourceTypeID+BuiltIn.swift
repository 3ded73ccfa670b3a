public import Resources

extension ResourceTypeID {
    /// Whether the API server itself knows the type; all others come from CustomResourceDefinitions.
    ///
    /// Built-in types take strategic merge patches and unconditional updates, others don't.
    public var isBuiltIn: Bool { Self.builtInGroups.contains(group) }

    /// Whether its objects count changes of what is wanted (`metadata.generation`).
    public var countsGenerations: Bool {
        guard isBuiltIn else { return true }
        return ["apps", "batch"].contains(group) || (group.isEmpty && plural == "pods")
    }

    /// The type of namespaces.
    public static let namespaces = ResourceTypeID(group: "", version: "v1", plural: "namespaces")

    private static let builtInGroups: Set<String> = [
        "", "admissionregistration.k8s.io", "apiextensions.k8s.io", "apiregistration.k8s.io", "apps",
        "authentication.k8s.io", "authorization.k8s.io", "autoscaling", "batch", "certificates.k8s.io",
        "coordination.k8s.io", "discovery.k8s.io", "events.k8s.io", "flowcontrol.apiserver.k8s.io",
        "networking.k8s.io", "node.k8s.io", "policy", "rbac.authorization.k8s.io", "resource.k8s.io",
        "scheduling.k8s.io", "storage.k8s.io",
    ]
}
