extension ResourceType.PrinterColumn {
    /// The status of a condition.
    static func condition(_ name: String, _ type: String, _ description: String = "") -> Self {
        Self(name, "string", ".status.conditions[?(@.type=='\(type)')].status", description: description)
    }

    static func text(_ name: String, _ path: String, priority: Int = 0, _ description: String = "") -> Self {
        Self(name, "string", path, priority: priority, description: description)
    }

    /// How long ago it was created.
    static func age(_ name: String = "AGE") -> Self {
        Self(name, "date", ".metadata.creationTimestamp", description: "How long ago it was created.")
    }
}

extension ResourceTypeID {
    static func forklift(_ plural: String) -> Self {
        Self(group: "forklift.konveyor.io", version: "v1beta1", plural: plural)
    }

    static func vmImport(_ plural: String) -> Self {
        Self(group: "v2v.kubevirt.io", version: "v1beta1", plural: plural)
    }

    static func core(_ plural: String) -> Self { Self(group: "", version: "v1", plural: plural) }
}
