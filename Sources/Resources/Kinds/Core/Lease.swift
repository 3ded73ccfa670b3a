extension ResourceType {
    /// Who leads, and until when.
    public static let lease = ResourceType(
        id: ResourceTypeID(group: "coordination.k8s.io", version: "v1", plural: "leases"), kind: "Lease",
        hasStatus: false,
        schema: .resource("Who leads, and until when.") {
            Field.optional(
                "spec",
                .open("The lease.") {
                    Field.optional("holderIdentity", .text("Who has it.").with { $0.isNullable = true })
                    Field.optional("leaseDurationSeconds", .integer("How long it lasts unrenewed.", format: "int32"))
                    Field.optional("acquireTime", .moment("When it was taken."))
                    Field.optional("renewTime", .moment("When it was renewed last."))
                    Field.optional("leaseTransitions", .integer("How often it changed hands.", format: "int32"))
                })
        },
        columns: [.text("Holder", ".spec.holderIdentity"), .age("Age")], origin: .kubernetes)
}
