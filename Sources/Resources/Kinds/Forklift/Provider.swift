extension ResourceType {
    /// A source of machines, or a cluster that gets them.
    public static let provider = ResourceType(
        id: .forklift("providers"), kind: "Provider",
        schema: .resource("A source of machines, or a cluster that gets them.") {
            Field.optional("spec", .providerSpec)
            Field.optional("status", .providerStatus)
        },
        columns: [
            .text("TYPE", ".spec.type"), .text("STATUS", ".status.phase"), .condition("READY", "Ready"),
            .condition("CONNECTED", "ConnectionTestSucceeded"), .condition("INVENTORY", "InventoryCreated"),
            .text("URL", ".spec.url"), .age(),
        ])
}

extension Schema {
    fileprivate static let providerSpec = object("What it is and how to reach it.") {
        Field.required(
            "type",
            .text("openshift, vsphere, ovirt, openstack, ova, ec2, hyperv, nutanix, or a source that only Gantry has."))
        Field.optional("url", .text("The address of its API; empty for the cluster that the resource is in."))
        Field.required("secret", .objectReference("The Secret with the credentials."))
        Field.optional("settings", .map("Settings of this type of provider, such as sdkEndpoint and vddkInitImage."))
    }

    fileprivate static let providerStatus = object("How it is.") {
        Field.optional("phase", .text("ValidationFailed, ConnectionFailed, Staging or Ready."))
        Field.optional("conditions", .conditions)
        Field.optional("observedGeneration", .observedGeneration)
        Field.optional("fingerprint", .text("The SHA-1 thumbprint of its certificate."))
        Field.optional("service", .objectReference("The Service of the server that reads its files."))
        Field.optional("secretResourceVersion", .text("The version of the Secret that was read last."))
    }
}
