/// The kinds of `v2v.kubevirt.io/v1beta1`, as models of values.
public enum VMImport {}

extension ResourceType {
    /// One machine, imported: the API of vm-import-operator.
    public static let virtualMachineImport = ResourceType(
        id: .vmImport("virtualmachineimports"), kind: "VirtualMachineImport", shortNames: ["vmimports"],
        categories: ["all"],
        schema: .resource("One machine, imported.") {
            Field.optional("spec", .importSpec)
            Field.optional("status", .importStatus)
        },
        columns: [
            .condition("READY", "Succeeded"), .condition("PROCESSING", "Processing"), .condition("VALID", "Valid"),
            .text("VM", ".status.targetVmName"), .age(),
        ])
}

extension Schema {
    fileprivate static let importSpec = object("What is imported, and how.") {
        Field.required("providerCredentialsSecret", .importReference("The Secret with the source's credentials."))
        Field.optional("resourceMapping", .importReference("The ResourceMapping."))
        Field.required("source", .importSource)
        Field.optional("warm", .flag("Whether it is copied while it runs; vSphere only."))
        Field.optional("finalizeDate", .timestamp("When the machine is stopped and the copy ended; never if unset."))
        Field.optional("targetVmName", .text("The name of the new machine."))
        Field.optional("startVm", .flag("Whether the new machine is started."))
    }

    private static func importReference(_ description: String) -> Schema {
        object(description) {
            Field.required("name", .text("Its name."))
            Field.optional("namespace", .text("Its namespace; that of the import if unset."))
        }
    }

    private static let importSource = object("The machine; of one source exactly.") {
        Field.optional(
            "ovirt",
            .object("A machine of oVirt.") {
                Field.optional(
                    "vm",
                    .object("The machine.") {
                        namedThing
                        Field.optional("cluster", .object("The cluster that has it.") { namedThing })
                    })
                Field.optional("mappings", .importMappings("Mappings that win over the ResourceMapping."))
            })
        Field.optional(
            "vmware",
            .object("A machine of vSphere.") {
                Field.optional("vm", .object("The machine.") { namedThing })
                Field.optional("mappings", .importMappings("Mappings that win over the ResourceMapping."))
            })
    }

    fileprivate static let importStatus = object("How it is going.") {
        Field.optional("targetVmName", .text("The name of the new machine."))
        Field.optional("conditions", .list("What is known about its state.", of: .importCondition))
        Field.optional(
            "dataVolumes",
            .list(
                "The volumes of the new machine.",
                of: .object("A volume.") { Field.required("name", .text("The DataVolume.")) }))
        Field.optional(
            "warmImport",
            .object("The copies while it runs.") {
                Field.optional("nextStageTime", .timestamp("When the next begins."))
                Field.optional("successes", .integer("How many copies worked."))
                Field.optional("failures", .integer("How many failed."))
                Field.optional("consecutiveFailures", .integer("How many failed in a row."))
                Field.optional("rootSnapshot", .text("The snapshot that the first copy is of."))
            })
    }

    private static let importCondition = object("One thing that is known.") {
        Field.required("type", .text("Succeeded, Valid, MappingRulesVerified or Processing."))
        Field.required("status", .text("True, False or Unknown."))
        Field.optional("reason", .text("One word for the reason."))
        Field.optional("message", .text("A sentence about it."))
        Field.optional("lastHeartbeatTime", .timestamp("When it was looked at last."))
        Field.optional("lastTransitionTime", .timestamp("When the status changed last."))
    }
}
