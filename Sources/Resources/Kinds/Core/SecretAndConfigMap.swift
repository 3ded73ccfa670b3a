internal import Values

extension ResourceType {
    /// Data that few may read.
    public static let secret = ResourceType(
        id: .core("secrets"), kind: "Secret", hasStatus: false,
        schema: .resource("Data that few may read, such as credentials.") {
            Field.optional("type", .text("What the data is for.", default: "Opaque").with { $0.isImmutable = true })
            Field.optional("data", .map("The data in base64.", of: .text(format: "byte")))
            Field.optional("stringData", .map("Data as text; it moves to data when written."))
            Field.optional("immutable", .flag("Whether the data never changes."))
        },
        columns: [.text("Type", ".type"), .age("Age")], origin: .kubernetes)

    /// Data that many may read.
    public static let configMap = ResourceType(
        id: .core("configmaps"), kind: "ConfigMap", shortNames: ["cm"], hasStatus: false,
        schema: .resource("Data that is no secret.") {
            Field.optional("data", .map("The data as text."))
            Field.optional("binaryData", .map("Data that is no text, in base64.", of: .text(format: "byte")))
            Field.optional("immutable", .flag("Whether the data never changes."))
        },
        columns: [.age("Age")], origin: .kubernetes)
}
