extension Schema {
    /// The metadata of every object (ObjectMeta of Kubernetes' API).
    public static let objectMetadata = object("What names the object and says who made it.") {
        Field.optional("annotations", .map("Notes for tools; not for selecting."))
        Field.optional("creationTimestamp", .timestamp("When it was created.").with { $0.isNullable = true })
        Field.optional(
            "deletionGracePeriodSeconds", .integer("How long it may take to stop when it is deleted.", format: "int64"))
        Field.optional("deletionTimestamp", .timestamp("When it is to be gone.").with { $0.isNullable = true })
        Field.optional(
            "finalizers", .list("Who has to agree before it is gone.", of: .text()).with { $0.isSet = true })
        Field.optional("generateName", .text("What a generated name begins with, when there is no name."))
        Field.optional("generation", .integer("Counts changes of what is wanted.", format: "int64"))
        Field.optional("labels", .map("Labels to select objects by."))
        Field.optional("managedFields", .list("Who set which fields.", of: managedFieldsEntry))
        Field.optional("name", .text("The name, once per type and namespace."))
        Field.optional("namespace", .text("The namespace it lives in."))
        Field.optional("ownerReferences", .list("The objects it goes with.", of: ownerReference, keys: ["uid"]))
        Field.optional("resourceVersion", .text("The version of the object, for noticing changes of others."))
        Field.optional("selfLink", .text("Not used any more."))
        Field.optional("uid", .text("What identifies it over all time."))
    }

    private static let ownerReference = object("An object that this one belongs to.") {
        Field.required("apiVersion", .text("The API version of the owner."))
        Field.optional("blockOwnerDeletion", .flag("Whether the owner stays until this one is gone."))
        Field.optional("controller", .flag("Whether the owner manages it."))
        Field.required("kind", .text("The kind of the owner."))
        Field.required("name", .text("The name of the owner."))
        Field.required("uid", .text("The uid of the owner."))
    }.with { $0.isAtomic = true }

    private static let managedFieldsEntry = object("The fields that one manager set.") {
        Field.optional("apiVersion", .text("The version that the fields are written in."))
        Field.optional("fieldsType", .text("FieldsV1."))
        Field.optional("fieldsV1", .open("The fields."))
        Field.optional("manager", .text("Who set them."))
        Field.optional("operation", .text("Apply or Update."))
        Field.optional("subresource", .text("The subresource that was written."))
        Field.optional("time", .timestamp("When."))
    }

    /// The schema of a whole object: its type, its metadata, and the fields that are its own.
    static func resource(_ description: String, keepsUnknown: Bool = false, @FieldBuilder _ content: () -> [Field])
        -> Schema
    {
        object(description, keepsUnknown: keepsUnknown) {
            Field.optional("apiVersion", .text("The group and version of the API."))
            Field.optional("kind", .text("The kind of the object."))
            Field.optional("metadata", .objectMetadata)
            content()
        }
    }
}
