internal import Values

extension ResourceType {
    /// An inspection or conversion of a guest's disks.
    public static let conversion = ResourceType(
        id: .forklift("conversions"), kind: "Conversion",
        schema: .resource("An inspection or conversion of a guest's disks.") {
            Field.optional("spec", .conversionSpec)
            Field.optional("status", .conversionStatus)
        },
        columns: [
            .text("TYPE", ".spec.type"), .text("PHASE", ".status.phase"), .text("STAGE", ".status.stage"),
            .condition("READY", "Ready"), .age(),
        ])
}

extension Schema {
    fileprivate static let conversionSpec = object("What is converted, and how.") {
        Field.required(
            "type", .text("What is done.", oneOf: ["DeepInspection", "Inspection", "InPlace", "Remote"]))
        Field.required("vm", .sourceReference("The machine."))
        Field.required(
            "connection",
            .object("How to reach the source.") {
                Field.required("secret", .objectReference("The Secret with the credentials."))
            })
        Field.optional("destination", .objectReference("The provider that gets the machine; this cluster if unset."))
        Field.optional("disks", .list("The claims with its disks.", of: .conversionDisk))
        Field.optional(
            "diskEncryption",
            .object("How encrypted disks are unlocked.") {
                Field.required("type", .text("By passphrase or by Clevis.", oneOf: ["LUKS", "Clevis"]))
                Field.optional("secret", .objectReference("The Secret with the passphrases."))
            })
        Field.optional("image", .text("The image that converts."))
        Field.optional("targetNamespace", .text("The namespace of its pod."))
        Field.optional("xfsCompatibility", .flag("Whether old XFS file systems are read.", default: false))
        Field.optional("settings", .map("More settings, handed on as environment variables."))
        Field.optional("vddkImage", .text("The image with VMware's disk library."))
        Field.optional("localMigration", .flag("Whether it converts in the cluster that the machine stays in."))
        Field.optional("podSettings", .conversionPod)
        Field.optional("extraVolumes", .list("More volumes of its pod.", of: .podVolume))
        Field.optional("extraMounts", .list("Where these volumes are mounted.", of: .volumeMount))
    }

    private static let conversionDisk = object("A claim with a disk.") {
        Field.required("name", .text("The claim."))
        Field.optional("namespace", .text("The claim's namespace."))
        Field.optional("volumeMode", .text("Filesystem or Block."))
        Field.optional("mountPath", .text("Where it is mounted, when it holds files."))
        Field.optional("devicePath", .text("Where it is a device, when it holds blocks."))
    }

    private static let conversionPod = object("The pod that converts.") {
        Field.optional("transferNetworkAnnotations", .map("Annotations that attach it to a network."))
        Field.optional("nodeSelector", .map("Labels of the nodes that may run it."))
        Field.optional("serviceAccount", .text("Its service account."))
        Field.optional("affinity", .affinity("Where it runs.", isAtomic: false))
        Field.optional("generateName", .text("What its name begins with."))
        Field.optional("requestKVM", .flag("Whether it asks for a device of KVM.", default: true))
    }

    /// A volume of a pod; its source is handed on to Kubernetes, which knows its fields.
    private static let podVolume = open("A volume of core/v1.") { Field.required("name", .text("Its name.")) }

    private static let volumeMount = object("Where a volume is mounted.") {
        Field.required("name", .text("The volume."))
        Field.required("mountPath", .text("The path in the pod."))
        Field.optional("mountPropagation", .text("None, HostToContainer or Bidirectional."))
        Field.optional("readOnly", .flag("Whether it can't be written to."))
        Field.optional("recursiveReadOnly", .text("Whether mounts below it can't be written to either."))
        Field.optional("subPath", .text("The part of the volume that is mounted."))
        Field.optional("subPathExpr", .text("The same, with environment variables in it."))
    }
}
