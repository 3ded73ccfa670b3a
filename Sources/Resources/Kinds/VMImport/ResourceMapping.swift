extension ResourceType {
    /// Mappings that many imports share.
    public static let resourceMapping = ResourceType(
        id: .vmImport("resourcemappings"), kind: "ResourceMapping",
        schema: .resource("Mappings that many imports share.") {
            Field.optional(
                "spec",
                .object("The mappings.") {
                    Field.optional("ovirt", .importMappings("Mappings for oVirt."))
                    Field.optional("vmware", .importMappings("Mappings for vSphere."))
                })
            Field.optional("status", .open("Nothing."))
        }, columns: [.age()])

    /// Settings of the importer.
    public static let vmImportConfig = ResourceType(
        id: .vmImport("vmimportconfigs"), kind: "VMImportConfig", isNamespaced: false,
        schema: .resource("Settings of the importer.") {
            Field.optional(
                "spec",
                .object("The settings.") {
                    Field.optional(
                        "imagePullPolicy", .text("When images are pulled.", oneOf: ["Always", "IfNotPresent", "Never"]))
                    Field.optional("infra", .open("Where its pods run."))
                })
            Field.optional(
                "status",
                .open("How it is.") {
                    Field.optional("phase", .text("The phase it is in."))
                    Field.optional("operatorVersion", .text("The version of the operator."))
                    Field.optional("targetVersion", .text("The version that is wanted."))
                    Field.optional("observedVersion", .text("The version that runs."))
                })
        }, columns: [.text("PHASE", ".status.phase"), .age()])
}

extension Schema {
    static let namedThing = fields {
        Field.optional("id", .text("Its identifier in the source."))
        Field.optional("name", .text("Its name in the source."))
    }

    /// Mappings of networks, storage and disks, of either source.
    ///
    /// The documentation of the original writes targets as plain names and its API as objects: both are taken, and
    /// what stands beside the name of a source is kept.
    static func importMappings(_ description: String) -> Schema {
        object(description) {
            Field.optional("networkMappings", .list("Network by network.", of: .networkMapping))
            Field.optional("storageMappings", .list("Storage by storage.", of: .storageMapping))
            Field.optional(
                "diskMappings", .list("Disk by disk; of an import only, and before its storage.", of: .storageMapping))
        }
    }

    private static let networkMapping = object("What becomes of a network.") {
        Field.required("source", .open("The network of the source.") { namedThing })
        Field.optional(
            "target", .anything("The network attachment: its name, or an object with its name and namespace."))
        Field.optional("type", .text("pod or multus; pod if unset."))
    }

    private static let storageMapping = object("What becomes of a storage or a disk.") {
        Field.required("source", .open("The storage or disk of the source.") { namedThing })
        Field.optional(
            "target",
            .anything("The storage class: its name, or an object with its name; an empty name is the default class."))
        Field.optional("volumeMode", .text("Filesystem or Block."))
        Field.optional("accessMode", .text("ReadWriteOnce, ReadWriteMany or ReadOnlyMany."))
    }
}
