internal import Values

extension ResourceType {
    /// A virtual machine of KubeVirt.
    public static let virtualMachine = ResourceType(
        id: ResourceTypeID(group: "kubevirt.io", version: "v1", plural: "virtualmachines"), kind: "VirtualMachine",
        shortNames: ["vm", "vms"], categories: ["all"],
        schema: .resource("A virtual machine.") {
            Field.required(
                "spec",
                .open("What it is.") {
                    Field.optional("running", .flag("Whether it runs; runStrategy is the better way to say so."))
                    Field.optional("runStrategy", .text("Always, Halted, Manual, RerunOnFailure or Once."))
                    Field.optional("instancetype", .open("The instance type."))
                    Field.optional("preference", .open("The preference."))
                    Field.optional("dataVolumeTemplates", .list("Its volumes.", of: .open("A DataVolume.")))
                    Field.required(
                        "template",
                        .open("The instance that is made of it.") {
                            Field.optional("metadata", .open("Labels and annotations.").with { $0.isNullable = true })
                            Field.optional("spec", .open("Its hardware, networks and volumes."))
                        })
                })
            Field.optional(
                "status",
                .open("How it is.") {
                    Field.optional("created", .flag("Whether there is an instance."))
                    Field.optional("ready", .flag("Whether it runs and is ready."))
                    Field.optional("printableStatus", .text("A word for it."))
                    Field.optional("conditions", .list("What is known.", of: .open("A condition.")))
                })
        },
        columns: [
            .age("Age"), .text("Status", ".status.printableStatus"), .condition("Ready", "Ready"),
        ], origin: .operators)

    /// A volume that the Containerized Data Importer fills.
    public static let dataVolume = ResourceType(
        id: ResourceTypeID(group: "cdi.kubevirt.io", version: "v1beta1", plural: "datavolumes"), kind: "DataVolume",
        shortNames: ["dv", "dvs"], categories: ["all"],
        schema: .resource("A volume that is filled.") {
            Field.required(
                "spec",
                .open("What it asks for.") {
                    Field.optional("source", .open("Where its bytes come from."))
                    Field.optional("storage", .claimSpec)
                    Field.optional("pvc", .claimSpec)
                    Field.optional("contentType", .text("What it holds.", oneOf: ["kubevirt", "archive"]))
                    Field.optional("preallocation", .flag("Whether space is taken at once."))
                    Field.optional("finalCheckpoint", .flag("Whether the last checkpoint is the end."))
                })
            Field.optional(
                "status",
                .open("How it is.") {
                    Field.optional("phase", .text("The phase it is in."))
                    Field.optional("progress", .text("How far it is, in per cent."))
                    Field.optional("restartCount", .integer("How often its pod began anew.", format: "int32"))
                    Field.optional("claimName", .text("The claim."))
                    Field.optional("conditions", .list("What is known.", of: .open("A condition.")))
                })
        },
        columns: [
            .text("Phase", ".status.phase"), .text("Progress", ".status.progress"),
            PrinterColumn("Restarts", "integer", ".status.restartCount"), .age("Age"),
        ], origin: .operators)

    /// A network that Multus attaches pods to.
    public static let networkAttachmentDefinition = ResourceType(
        id: ResourceTypeID(group: "k8s.cni.cncf.io", version: "v1", plural: "network-attachment-definitions"),
        kind: "NetworkAttachmentDefinition", singular: "network-attachment-definition",
        shortNames: ["net-attach-def"], hasStatus: false,
        schema: .resource("A network that pods are attached to.", keepsUnknown: true) {
            Field.optional(
                "spec",
                .object("The network.") { Field.optional("config", .text("Its CNI configuration, as JSON text.")) })
        }, columns: [.age()], origin: .operators)
}
