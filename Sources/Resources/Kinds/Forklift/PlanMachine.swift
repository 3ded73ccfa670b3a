extension Schema {
    static let targetPowerState = text(
        "Whether the machine runs afterwards; auto is as it was.", oneOf: ["on", "off", "auto"])

    static let planMachineFields = fields {
        sourceReferenceFields
        Field.optional(
            "hooks",
            .list(
                "What runs before and after.",
                of: .object("A hook of a machine.") {
                    Field.required("step", .text("PreHook or PostHook."))
                    Field.required("hook", .objectReference("The Hook."))
                }))
        Field.optional("luks", .objectReference("The Secret with the passphrases of its encrypted disks."))
        Field.optional("nbdeClevis", .flag("Whether its disks are unlocked by Clevis; wins over luks."))
        Field.optional("rootDisk", .text("The disk or partition with its system."))
        Field.optional("instanceType", .text("The instance type of the new machine."))
        Field.optional("pvcNameTemplate", .text("The template of its claim names."))
        Field.optional("volumeNameTemplate", .text("The template of its volume names."))
        Field.optional("networkNameTemplate", .text("The template of its network interface names."))
        Field.optional("targetName", .text("The name of the new machine."))
        Field.optional("targetPowerState", .targetPowerState)
        Field.optional("deleteVmOnFailMigration", .flag("Whether it is deleted when its migration fails."))
        Field.optional("migrateSharedDisks", .flag("Whether its shared disks are copied."))
        Field.optional("enableNestedVirtualization", .flag("Whether it may run guests."))
        Field.optional("rdmAsLun", .flag("Whether its raw device mappings become LUNs."))
        Field.optional("scsiReservation", .flag("Whether its LUNs have persistent reservations."))
    }

    static let planMachine = object("A machine and what is special about it.") { planMachineFields }
}
