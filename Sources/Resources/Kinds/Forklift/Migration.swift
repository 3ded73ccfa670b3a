extension ResourceType {
    /// A run of a plan.
    public static let migration = ResourceType(
        id: .forklift("migrations"), kind: "Migration",
        schema: .resource("A run of a plan.") {
            Field.optional("spec", .migrationSpec)
            Field.optional("status", .migrationStatus)
        },
        columns: [
            .condition("READY", "Ready"), .condition("RUNNING", "Running"), .condition("SUCCEEDED", "Succeeded"),
            .condition("FAILED", "Failed"), .age(),
        ])
}

extension Schema {
    fileprivate static let migrationSpec = object("What is run.") {
        Field.required("plan", .objectReference("The Plan."))
        Field.optional("cancel", .list("Machines to stop migrating.", of: .sourceReference("A machine of the plan.")))
        Field.optional("cutover", .timestamp("When warm migrations stop the machine and end."))
        Field.optional(
            "vmCutover",
            .list(
                "When single machines do so.",
                of: .object("The time of a machine; it wins.") {
                    Field.required("id", .text("The machine's identifier.").with { $0.minimumLength = 1 })
                    Field.required("cutover", .timestamp("When it stops and ends."))
                }))
        Field.optional("resumeConversion", .flag("Whether conversions that failed are tried again."))
    }

    fileprivate static let migrationStatus = object("How it is going.") {
        Field.optional("conditions", .conditions)
        Field.optional("observedGeneration", .observedGeneration)
        Field.optional("started", .timestamp("When it began."))
        Field.optional("completed", .timestamp("When it ended."))
        Field.optional("vms", .list("The machines.", of: .machineStatus))
    }
}
