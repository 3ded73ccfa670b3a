extension ResourceType {
    /// How storage of a source becomes storage classes of a target.
    public static let storageMap = ResourceType(
        id: .forklift("storagemaps"), kind: "StorageMap",
        schema: .resource("How storage of a source becomes storage classes of a target.") {
            Field.optional("spec", .storageMapSpec)
            Field.optional("status", .mapStatus)
        },
        columns: [.condition("READY", "Ready"), .age()])
}

extension Schema {
    fileprivate static let storageMapSpec = object("The map.") {
        Field.required("provider", .providerPair)
        Field.required("map", .list("Storage by storage.", of: .storagePair))
    }

    private static let storagePair = object("What becomes of a storage.") {
        Field.required("source", .sourceReference("The datastore, storage domain, volume type or storage class."))
        Field.required(
            "destination",
            .object("The storage of the target.") {
                Field.required("storageClass", .text("The storage class."))
                Field.optional(
                    "volumeMode", .text("Files or blocks; the class's own if unset.", oneOf: ["Filesystem", "Block"]))
                Field.optional(
                    "accessMode",
                    .text(
                        "How nodes may use it; the class's own if unset.",
                        oneOf: ["ReadWriteOnce", "ReadWriteMany", "ReadOnlyMany"]))
            })
        Field.optional("offloadPlugin", .offloadPlugin)
    }

    private static let offloadPlugin = object("How the storage array copies by itself.") {
        Field.optional(
            "vsphereXcopyConfig",
            .object("By XCOPY of the ESXi hosts.") {
                Field.required("secretRef", .text("The Secret with the array's credentials."))
                Field.required(
                    "storageVendorProduct",
                    .text(
                        "The array.",
                        oneOf: [
                            "flashsystem", "vantara", "ontap", "primera3par", "pureFlashArray", "powerflex", "powermax",
                            "powerstore", "infinibox",
                        ]))
                Field.optional("dedicatedMigrationHosts", .list("The ESXi hosts that copy.", of: .text()))
            })
        Field.optional(
            "csiVolumeImport",
            .object("By importing volumes into the CSI driver.") {
                Field.required("secretRef", .text("The Secret with the array's credentials."))
                Field.required("storageVendorProduct", .text("The array.", oneOf: ["primera3par", "ontap"]))
            })
    }
}
