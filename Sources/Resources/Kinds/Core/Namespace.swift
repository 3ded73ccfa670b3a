extension ResourceType {
    /// A namespace.
    public static let namespace = ResourceType(
        id: .core("namespaces"), kind: "Namespace", shortNames: ["ns"], isNamespaced: false,
        schema: .resource("A room for resources, with permissions of its own.") {
            Field.optional(
                "spec",
                .open("What is wanted.") { Field.optional("finalizers", .list("Who has to agree.", of: .text())) })
            Field.optional("status", .open("How it is.") { Field.optional("phase", .text("Active or Terminating.")) })
        },
        columns: [.text("Status", ".status.phase"), .age("Age")], origin: .kubernetes)
}
