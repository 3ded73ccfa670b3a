internal import Values

extension ResourceType {
    /// A claim for storage.
    public static let persistentVolumeClaim = ResourceType(
        id: .core("persistentvolumeclaims"), kind: "PersistentVolumeClaim", shortNames: ["pvc"],
        schema: .resource("A claim for storage.") {
            Field.optional("spec", .claimSpec)
            Field.optional(
                "status",
                .open("What it got.") {
                    Field.optional("phase", .text("Pending, Bound or Lost."))
                    Field.optional("accessModes", .list("How nodes may use it.", of: .text()))
                    Field.optional("capacity", .map("How much it is.", of: .quantity()))
                })
        },
        columns: [
            .text("Status", ".status.phase"), .text("Volume", ".spec.volumeName"),
            .text("Capacity", ".status.capacity.storage"), .text("Access Modes", ".status.accessModes"),
            .text("StorageClass", ".spec.storageClassName"), .age("Age"),
            .text("VolumeMode", ".spec.volumeMode", priority: 1),
        ], origin: .kubernetes)

    /// A class of storage.
    public static let storageClass = ResourceType(
        id: ResourceTypeID(group: "storage.k8s.io", version: "v1", plural: "storageclasses"), kind: "StorageClass",
        shortNames: ["sc"], isNamespaced: false, hasStatus: false,
        schema: .resource("A class of storage.", keepsUnknown: true) {
            Field.required("provisioner", .text("Who makes its volumes.").with { $0.isImmutable = true })
            Field.optional("parameters", .map("What it is told.").with { $0.isImmutable = true })
            Field.optional("reclaimPolicy", .text("What becomes of volumes: Delete or Retain.", default: "Delete"))
            Field.optional("volumeBindingMode", .text("Immediate or WaitForFirstConsumer.", default: "Immediate"))
            Field.optional("allowVolumeExpansion", .flag("Whether volumes may grow."))
            Field.optional("mountOptions", .list("Options of mounts.", of: .text()))
        },
        columns: [
            .text("Provisioner", ".provisioner"), .text("ReclaimPolicy", ".reclaimPolicy"),
            .text("VolumeBindingMode", ".volumeBindingMode"),
            PrinterColumn("AllowVolumeExpansion", "boolean", ".allowVolumeExpansion"), .age("Age"),
        ], origin: .kubernetes)
}

extension Schema {
    /// What a claim asks for; DataVolumes ask the same.
    static let claimSpec = open("What it asks for.") {
        Field.optional("accessModes", .list("How nodes may use it.", of: .text()))
        Field.optional("volumeMode", .text("Filesystem or Block."))
        Field.optional("storageClassName", .text("The storage class."))
        Field.optional("volumeName", .text("The volume."))
        Field.optional(
            "resources",
            .open("How much it asks for.") {
                Field.optional("requests", .map("The least.", of: .quantity()))
                Field.optional("limits", .map("The most.", of: .quantity()))
            })
        Field.optional("selector", .labelSelector("The volumes that will do."))
        Field.optional("dataSource", .open("Where its content comes from."))
        Field.optional("dataSourceRef", .open("Where its content comes from."))
    }
}
