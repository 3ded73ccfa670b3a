extension Schema {
    static let conversionStatus = object("How it is going.") {
        Field.optional("conditions", .conditions)
        Field.optional("observedGeneration", .observedGeneration)
        Field.optional(
            "phase", .text("The phase it is in.", oneOf: ["Pending", "Running", "Succeeded", "Failed", "Canceled"]))
        Field.optional(
            "stage",
            .text(
                "What it is doing.",
                oneOf: [
                    "CreatingPod", "PodRunning", "CreatingSnapshot", "WaitingForSnapshot", "RemovingSnapshot",
                    "WaitingForSnapshotRemoval", "FetchingResults", "Finished",
                ]))
        Field.optional("message", .text("A sentence about it."))
        Field.optional("pod", .objectReference("Its pod."))
        Field.optional("startTime", .timestamp("When it began."))
        Field.optional("completionTime", .timestamp("When it ended."))
        Field.optional(
            "snapshot",
            .object("The snapshot that it reads.") {
                Field.optional("moref", .text("The snapshot."))
                Field.optional("owned", .flag("Whether it made the snapshot and removes it."))
                Field.optional("createTaskId", .text("The source's task that made it."))
                Field.optional("removeTaskId", .text("The source's task that removes it."))
            })
        Field.optional("inspectionResult", .inspectionResult)
    }

    private static let inspectionResult = object("What inspection found.") {
        Field.optional("allChecksPassed", .flag("Whether nothing stands in the way."))
        Field.optional(
            "osInfo",
            .object("The operating system.") {
                Field.optional("name", .text("Its name."))
                Field.optional("distro", .text("Its distribution."))
                Field.optional("version", .text("Its version."))
                Field.optional("arch", .text("The architecture it is for."))
            })
        Field.optional(
            "concerns",
            .list(
                "What may stand in the way.",
                of: .object("A concern.") {
                    Field.required("id", .text("Its identifier."))
                    Field.required("category", .text("How bad it is."))
                    Field.required("label", .text("A few words."))
                    Field.required("message", .text("A sentence."))
                }))
        Field.optional(
            "filesystems",
            .list(
                "The file systems.",
                of: .object("A file system.") {
                    Field.required("device", .text("Its device."))
                    Field.required("type", .text("Its type."))
                    Field.optional("uuid", .text("Its identifier."))
                }))
        Field.optional(
            "mountpoints",
            .list(
                "Where they are mounted.",
                of: .object("A mount.") {
                    Field.required("device", .text("The device."))
                    Field.required("mountPoint", .text("The path."))
                }))
    }
}
