extension ResourceType {
    /// The server that reads a provider's OVA files.
    public static let ovaProviderServer = ResourceType(
        id: .forklift("ovaproviderservers"), kind: "OVAProviderServer",
        schema: .providerServer("The server that reads a provider's OVA files."), columns: providerServerColumns)

    /// The server that reads a provider's Hyper-V files.
    public static let hyperVProviderServer = ResourceType(
        id: .forklift("hypervproviderservers"), kind: "HyperVProviderServer",
        schema: .providerServer("The server that reads a provider's Hyper-V files.", isProviderImmutable: false),
        columns: providerServerColumns)

    private static let providerServerColumns: [PrinterColumn] = [
        .text("PHASE", ".status.phase"), .text("SERVICE", ".status.service.name"),
    ]
}

extension Schema {
    fileprivate static func providerServer(_ description: String, isProviderImmutable: Bool = true) -> Schema {
        resource(description) {
            Field.optional(
                "spec",
                .object("What it serves.") {
                    Field.required(
                        "provider",
                        .objectReference("The provider; it stays the same.").with {
                            $0.isImmutable = isProviderImmutable
                        })
                })
            Field.optional(
                "status",
                .object("How it is.") {
                    Field.optional("conditions", .conditions)
                    Field.optional("phase", .text("The phase it is in."))
                    Field.optional("service", .objectReference("The Service that reaches it."))
                })
        }
    }
}
