extension ResourceType {
    /// An ESXi host that disks are copied from directly.
    public static let host = ResourceType(
        id: .forklift("hosts"), kind: "Host",
        schema: .resource("An ESXi host that disks are copied from directly.") {
            Field.optional(
                "spec",
                .object("The host and how to reach it.") {
                    Schema.sourceReferenceFields
                    Field.required("provider", .objectReference("The provider that it belongs to."))
                    Field.required("ipAddress", .text("The address that disks are copied from."))
                    Field.required("secret", .objectReference("The Secret with its credentials."))
                })
            Field.optional("status", .conditionsOnly)
        },
        columns: [.condition("READY", "Ready"), .condition("CONNECTED", "ConnectionTestSucceeded"), .age()])
}
