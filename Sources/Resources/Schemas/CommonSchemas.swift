internal import Values

extension Schema {
    /// A reference to another object, as core/v1 has it; only name and namespace are read.
    static func objectReference(_ description: String) -> Schema {
        object(description) {
            Field.optional("apiVersion", .text("The API version of the object."))
            Field.optional("fieldPath", .text("The part of the object that is meant."))
            Field.optional("kind", .text("The kind of the object."))
            Field.optional("name", .text("The name of the object."))
            Field.optional("namespace", .text("The namespace of the object."))
            Field.optional("resourceVersion", .text("The version of the object."))
            Field.optional("uid", .text("The uid of the object."))
        }.with { $0.isAtomic = true }
    }

    /// What Forklift identifies things of a source by.
    static func sourceReference(_ description: String) -> Schema {
        object(description) { sourceReferenceFields }
    }

    static let sourceReferenceFields = fields {
        Field.optional("id", .text("The identifier in the source; it wins over the name."))
        Field.optional("name", .text("The name in the source, or its path from the root of the inventory."))
        Field.optional("namespace", .text("The namespace, where the source has namespaces."))
        Field.optional("type", .text("The type, where the source has several of the same name."))
    }

    /// The source and the destination of a plan or a map.
    static let providerPair = object("Where machines come from and where they go.") {
        Field.required("source", .objectReference("The provider that has the machines."))
        Field.required("destination", .objectReference("The provider that gets them; its type is openshift."))
    }

    /// Conditions with Forklift's fields.
    static let conditions = list(
        "What is known about its state.",
        of: .object("One thing that is known.") {
            Field.required("type", .text("What it is about; there is one condition of a type."))
            Field.required("status", .text("True, False or Unknown."))
            Field.required("category", .text("Critical, Error, Warn, Required or Advisory."))
            Field.required("lastTransitionTime", .timestamp("When the status changed last."))
            Field.optional("reason", .text("One word for the reason."))
            Field.optional("message", .text("A sentence about it."))
            Field.optional("suggestion", .text("What to do about it."))
            Field.optional("items", .list("What it concerns.", of: .text()))
            Field.optional("durable", .flag("Whether it stays until it is removed on purpose."))
        })

    static let observedGeneration = integer("The generation that this status is about.", format: "int64")

    /// An amount as Kubernetes writes it: a number with a unit.
    static func quantity(_ description: String = "") -> Schema {
        Schema(.integerOrString, description).with {
            $0.pattern =
                #"^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|"#
                + #"([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$"#
        }
    }
}
