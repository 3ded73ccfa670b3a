extension Schema {
    /// Where pods run, as core/v1 has it.
    static func affinity(_ description: String, isAtomic: Bool = true) -> Schema {
        object(description) {
            Field.optional("nodeAffinity", .nodeAffinity)
            Field.optional("podAffinity", .podAffinity("Beside which pods."))
            Field.optional("podAntiAffinity", .podAffinity("Away from which pods."))
        }.with { $0.isAtomic = isAtomic }
    }

    private static let nodeAffinity = object("On which nodes.") {
        Field.optional(
            "preferredDuringSchedulingIgnoredDuringExecution",
            .list(
                "Where it had better run.",
                of: .object("A preference.") {
                    Field.required("preference", .nodeSelectorTerm)
                    Field.required("weight", .integer("How much it counts.", format: "int32"))
                }))
        Field.optional(
            "requiredDuringSchedulingIgnoredDuringExecution",
            .object("Where it has to run.") {
                Field.required("nodeSelectorTerms", .list("One of these holds.", of: .nodeSelectorTerm))
            }.with { $0.isAtomic = true })
    }

    private static let nodeSelectorTerm = object("Conditions on a node; all hold.") {
        Field.optional("matchExpressions", .list("Conditions on its labels.", of: .selectorRequirement))
        Field.optional("matchFields", .list("Conditions on its fields.", of: .selectorRequirement))
    }.with { $0.isAtomic = true }

    private static let selectorRequirement = object("One condition.") {
        Field.required("key", .text("The label or field."))
        Field.required("operator", .text("In, NotIn, Exists, DoesNotExist, Gt or Lt."))
        Field.optional("values", .list("The values.", of: .text()))
    }

    private static func podAffinity(_ description: String) -> Schema {
        object(description) {
            Field.optional(
                "preferredDuringSchedulingIgnoredDuringExecution",
                .list(
                    "Where it had better run.",
                    of: .object("A preference.") {
                        Field.required("podAffinityTerm", .podAffinityTerm)
                        Field.required("weight", .integer("How much it counts.", format: "int32"))
                    }))
            Field.optional(
                "requiredDuringSchedulingIgnoredDuringExecution", .list("Where it has to run.", of: .podAffinityTerm))
        }
    }

    private static let podAffinityTerm = object("Which pods, and how near.") {
        Field.optional("labelSelector", .labelSelector("The pods."))
        Field.optional("matchLabelKeys", .list("Labels that have to be the same.", of: .text()))
        Field.optional("mismatchLabelKeys", .list("Labels that have to differ.", of: .text()))
        Field.optional("namespaceSelector", .labelSelector("The namespaces of the pods."))
        Field.optional("namespaces", .list("The namespaces of the pods, by name.", of: .text()))
        Field.required("topologyKey", .text("The label of nodes that says what near is."))
    }

    /// A label selector of the API machinery.
    static func labelSelector(_ description: String) -> Schema {
        object(description) {
            Field.optional("matchExpressions", .list("Conditions; all hold.", of: .selectorRequirement))
            Field.optional("matchLabels", .map("Labels with their values; all are there."))
        }.with { $0.isAtomic = true }
    }
}
