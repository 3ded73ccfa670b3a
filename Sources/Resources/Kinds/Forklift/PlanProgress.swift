extension Schema {
    static let planStatus = object("How it is going.") {
        Field.optional("conditions", .conditions)
        Field.optional("observedGeneration", .observedGeneration)
        Field.optional("netAppShiftDestination", .flag("Whether NetApp Shift copies the disks."))
        Field.optional(
            "migration",
            .object("The last run, and those before it.") {
                Field.optional("started", .timestamp("When it began."))
                Field.optional("completed", .timestamp("When it ended."))
                Field.optional("history", .list("The runs.", of: .planSnapshot))
                Field.optional("vms", .list("The machines.", of: .machineStatus))
            })
    }

    private static let planSnapshot = object("The objects of a run as they were.") {
        Field.optional("conditions", .conditions)
        Field.required(
            "provider",
            .object("The providers.") {
                Field.required("source", .snapshotReference)
                Field.required("destination", .snapshotReference)
            })
        Field.required("plan", .snapshotReference)
        Field.required(
            "map",
            .object("The maps.") {
                Field.required("network", .snapshotReference)
                Field.required("storage", .snapshotReference)
            })
        Field.required("migration", .snapshotReference)
    }

    private static let snapshotReference = object("An object as it was.") {
        Field.required("namespace", .text("Its namespace."))
        Field.required("name", .text("Its name."))
        Field.required("uid", .text("Its uid."))
        Field.required("generation", .integer("Its generation.", format: "int64"))
    }

    /// The progress of a machine, in plans and migrations alike.
    static let machineStatus = object("How a machine is coming on.") {
        planMachineFields
        Field.optional("started", .timestamp("When it began."))
        Field.optional("completed", .timestamp("When it ended."))
        Field.required("phase", .text("The phase it is in."))
        Field.required("pipeline", .list("The steps.", of: .pipelineStep))
        Field.optional("error", .stepProblem("Why it failed."))
        Field.optional("warm", .warmProgress)
        Field.optional("restorePowerState", .text("On, Off or Unknown: how the source was."))
        Field.optional("firmware", .text("The firmware that conversion found."))
        Field.optional("operatingSystem", .text("The operating system that conversion found."))
        Field.optional("detectedBootDisk", .integer("The number of the disk that it boots from."))
        Field.optional("newName", .text("Its new name, where the old one can't be."))
        Field.optional("disksCopied", .flag("Whether all disks are there."))
        Field.optional("conditions", .conditions)
    }

    private static let pipelineStep = object("A step.") {
        taskFields
        Field.optional("tasks", .list("Its tasks, one for a disk.", of: .object("A task.") { taskFields }))
    }

    private static let taskFields = fields {
        Field.required("name", .text("What it is called."))
        Field.optional("description", .text("What it does."))
        Field.optional("phase", .text("Pending, Running or Completed."))
        Field.optional("reason", .text("Why it is in this phase."))
        Field.required(
            "progress",
            .object("How far it is.") {
                Field.required("total", .integer("The whole.", format: "int64"))
                Field.required("completed", .integer("What is done.", format: "int64"))
            })
        Field.optional("annotations", .map("More about it, such as the unit of its progress."))
        Field.optional("started", .timestamp("When it began."))
        Field.optional("completed", .timestamp("When it ended."))
        Field.optional("error", .stepProblem("Why it failed."))
        Field.optional("warning", .stepProblem("What is not quite right."))
    }

    private static func stepProblem(_ description: String) -> Schema {
        object(description) {
            Field.required("phase", .text("The phase in which it happened."))
            Field.required("reasons", .list("The reasons.", of: .text()))
        }
    }

    private static let warmProgress = object("The copies while it runs.") {
        Field.required("successes", .integer("How many copies worked."))
        Field.required("failures", .integer("How many failed."))
        Field.required("consecutiveFailures", .integer("How many failed in a row."))
        Field.optional("nextPrecopyAt", .timestamp("When the next begins."))
        Field.optional("precopies", .list("The copies.", of: .precopy))
    }

    private static let precopy = object("One copy.") {
        Field.optional("start", .timestamp("When it began."))
        Field.optional("end", .timestamp("When it ended."))
        Field.optional("snapshot", .text("The snapshot it is of."))
        Field.optional("createTaskId", .text("The source's task that made the snapshot."))
        Field.optional("removeTaskId", .text("The source's task that removes it."))
        Field.optional(
            "deltas",
            .list(
                "What has changed on each disk since.",
                of: .object("The changes of a disk.") {
                    Field.required("disk", .text("The disk."))
                    Field.required("deltaId", .text("The change id."))
                }))
    }
}
