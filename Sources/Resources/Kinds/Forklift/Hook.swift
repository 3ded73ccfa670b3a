extension ResourceType {
    /// What runs before or after a machine migrates.
    public static let hook = ResourceType(
        id: .forklift("hooks"), kind: "Hook",
        schema: .resource("What runs before or after a machine migrates.") {
            Field.optional(
                "spec",
                .object("What runs.") {
                    Field.optional("serviceAccount", .text("The service account of its pod."))
                    Field.optional("image", .text("The image that runs."))
                    Field.optional("playbook", .text("An Ansible playbook in base64."))
                    Field.optional("deadline", .integer("How long it may take, in seconds.", format: "int64"))
                    Field.optional("aap", .automationPlatform)
                })
            Field.optional("status", .conditionsOnly)
        },
        columns: [.condition("Ready", "Ready"), .text("Image", ".spec.image"), .age("Age")])
}

extension Schema {
    fileprivate static let automationPlatform = object("A job template of an Ansible Automation Platform.") {
        Field.required("jobTemplateId", .integer("The job template."))
        Field.optional("url", .text("The address of the platform; the one of the controller if unset."))
        Field.optional("tokenSecret", .objectReference("The Secret with the token, under the key token."))
        Field.optional("timeout", .integer("How long the job may take, in seconds.", format: "int64"))
    }

    /// The status of kinds that have nothing but conditions.
    static let conditionsOnly = object("How it is.") {
        Field.optional("conditions", .conditions)
        Field.optional("observedGeneration", .observedGeneration)
    }
}
