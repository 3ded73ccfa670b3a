extension ResourceType {
    /// Fills a claim from an image of OpenStack.
    public static let openstackVolumePopulator = ResourceType(
        id: .forklift("openstackvolumepopulators"), kind: "OpenstackVolumePopulator", shortNames: ["osvp", "osvps"],
        hasStatus: false,
        schema: .populator(
            "Fills a claim from an image of OpenStack.", status: ["progress"],
            spec: fields {
                Field.required("identityUrl", .text("The address of the identity service."))
                Field.required("secretName", .text("The Secret with the credentials."))
                Field.required("imageId", .text("The image."))
                Field.optional("transferNetwork", .objectReference("The network attachment to copy over."))
            }))

    /// Fills a claim from a disk of oVirt.
    public static let ovirtVolumePopulator = ResourceType(
        id: .forklift("ovirtvolumepopulators"), kind: "OvirtVolumePopulator", shortNames: ["ovvp", "ovvps"],
        hasStatus: false,
        schema: .populator(
            "Fills a claim from a disk of oVirt.", status: ["progress"],
            spec: fields {
                Field.required("engineUrl", .text("The address of the engine."))
                Field.required("engineSecretName", .text("The Secret with the credentials."))
                Field.required("diskId", .text("The disk."))
                Field.optional("transferNetwork", .objectReference("The network attachment to copy over."))
            }))

    /// Fills a claim by letting the storage array copy a disk of vSphere.
    public static let vSphereXcopyVolumePopulator = ResourceType(
        id: .forklift("vspherexcopyvolumepopulators"), kind: "VSphereXcopyVolumePopulator",
        shortNames: ["vxvp", "vxvps"], hasStatus: false,
        schema: .populator(
            "Fills a claim by letting the storage array copy a disk of vSphere.",
            status: [
                "progress", "xcopyUsed", "vibVersion", "copyDurationSeconds", "result", "storageVendor", "cloneMethod",
                "storageProtocol", "provisionedBytes", "allocatedBytes",
            ],
            spec: fields {
                Field.required("vmId", .text("The machine."))
                Field.required("vmdkPath", .text("The disk's file in its datastore."))
                Field.required("secretName", .text("The Secret with the credentials."))
                Field.required("storageVendorProduct", .text("The array."))
                Field.optional("migrationHost", .text("The ESXi host that copies."))
            }))
}

extension Schema {
    /// The schema of a populator, whose status is nothing but texts about the copy.
    fileprivate static func populator(_ description: String, status: [String], spec: [Field]) -> Schema {
        resource(description) {
            Field.required("spec", .object("What is copied.") { spec })
            Field.optional(
                "status",
                .object("How it is going.") {
                    status.map { Field.optional($0, .text("The copy: \($0).")) }
                })
        }
    }
}
