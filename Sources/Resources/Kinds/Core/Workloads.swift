internal import Values

extension ResourceType {
    /// Containers that run together.
    public static let pod = ResourceType(
        id: .core("pods"), kind: "Pod", shortNames: ["po"], categories: ["all"],
        schema: .resource("Containers that run together.") {
            Field.optional("spec", .podSpec)
            Field.optional(
                "status",
                .open("How they are.") {
                    Field.optional("phase", .text("Pending, Running, Succeeded, Failed or Unknown."))
                    Field.optional("message", .text("A sentence about it."))
                    Field.optional("reason", .text("One word for the reason."))
                    Field.optional("podIP", .text("Its address."))
                    Field.optional("startTime", .moment("When it began."))
                    Field.optional("conditions", .list("What is known.", of: .open("A condition."), keys: ["type"]))
                    Field.optional("containerStatuses", .list("How each container is.", of: .open("A container.")))
                })
        },
        columns: [
            .text("Status", ".status.phase"), .age("Age"), .text("IP", ".status.podIP", priority: 1),
            .text("Node", ".spec.nodeName", priority: 1),
        ], origin: .kubernetes)

    /// Pods that run to their end.
    public static let job = ResourceType(
        id: ResourceTypeID(group: "batch", version: "v1", plural: "jobs"), kind: "Job", categories: ["all"],
        schema: .resource("Pods that run to their end.") {
            Field.optional(
                "spec",
                .open("What runs.") {
                    Field.optional("activeDeadlineSeconds", .integer("How long it may take.", format: "int64"))
                    Field.optional("backoffLimit", .integer("How often it is tried again.", format: "int32"))
                    Field.optional("completions", .integer("How many pods have to succeed.", format: "int32"))
                    Field.optional("parallelism", .integer("How many pods run at once.", format: "int32"))
                    Field.optional("suspend", .flag("Whether it waits."))
                    Field.optional("ttlSecondsAfterFinished", .integer("When it goes away.", format: "int32"))
                    Field.required(
                        "template",
                        .open("The pods.") {
                            Field.optional("metadata", .open("Their labels and annotations."))
                            Field.optional("spec", .podSpec)
                        })
                })
            Field.optional(
                "status",
                .open("How it is.") {
                    Field.optional("active", .integer("How many pods run.", format: "int32"))
                    Field.optional("failed", .integer("How many pods failed.", format: "int32"))
                    Field.optional("succeeded", .integer("How many pods succeeded.", format: "int32"))
                    Field.optional("startTime", .moment("When it began."))
                    Field.optional("completionTime", .moment("When it ended."))
                    Field.optional("conditions", .list("What is known.", of: .open("A condition."), keys: ["type"]))
                })
        },
        columns: [
            PrinterColumn("Completions", "integer", ".status.succeeded"), .text("Duration", ".status.completionTime"),
            .age("Age"),
        ], origin: .kubernetes)
}

extension Schema {
    private static let container = open("A container.") {
        Field.required("name", .text("Its name."))
        Field.optional("image", .text("Its image."))
        Field.optional("command", .list("What it runs.", of: .text()))
        Field.optional("args", .list("The arguments.", of: .text()))
        Field.optional("env", .list("Its environment.", of: .open("A variable."), keys: ["name"]))
        Field.optional("volumeMounts", .list("Its mounts.", of: .open("A mount."), keys: ["mountPath"]))
    }

    fileprivate static let podSpec = open("What runs.") {
        Field.required("containers", .list("The containers.", of: container, keys: ["name"]))
        Field.optional("initContainers", .list("What runs before them.", of: container, keys: ["name"]))
        Field.optional("volumes", .list("Volumes to mount.", of: .open("A volume."), keys: ["name"]))
        Field.optional("restartPolicy", .text("Always, OnFailure or Never."))
        Field.optional("serviceAccountName", .text("The service account."))
        Field.optional("nodeName", .text("The node."))
        Field.optional("nodeSelector", .map("Labels of nodes that may run it."))
        Field.optional("affinity", .affinity("Where it runs."))
    }
}
