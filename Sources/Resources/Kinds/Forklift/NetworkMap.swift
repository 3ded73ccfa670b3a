extension ResourceType {
    /// How networks of a source become networks of a target.
    public static let networkMap = ResourceType(
        id: .forklift("networkmaps"), kind: "NetworkMap",
        schema: .resource("How networks of a source become networks of a target.") {
            Field.optional("spec", .networkMapSpec)
            Field.optional("status", .mapStatus)
        },
        columns: [.condition("READY", "Ready"), .age()])
}

extension Schema {
    fileprivate static let networkMapSpec = object("The map.") {
        Field.required("provider", .providerPair)
        Field.required("map", .list("Network by network; one may be there several times.", of: .networkPair))
    }

    private static let networkPair = object("What becomes of a network.") {
        Field.required(
            "source",
            .object("The network of the source.") {
                sourceReferenceFields
                Field.optional(
                    "vlan",
                    .text(
                        "The VLAN that tells networks of one name apart, from 1 to 4094.",
                        pattern: "^([1-9]|[1-9][0-9]{1,2}|[1-3][0-9]{3}|40[0-8][0-9]|409[0-4])$"))
            })
        Field.required(
            "destination",
            .object("The network of the target.") {
                Field.required(
                    "type",
                    .text(
                        "The pod network, a network attachment, or no network interface at all.",
                        oneOf: ["pod", "multus", "ignored"]))
                Field.optional("namespace", .text("The namespace of the network attachment."))
                Field.optional("name", .text("The name of the network attachment."))
            })
    }

    static let mapStatus = object("How the map is.") {
        Field.optional("conditions", .conditions)
        Field.optional("observedGeneration", .observedGeneration)
        Field.optional("references", .list("The things of the source that it names.", of: .sourceReference("A thing.")))
    }
}
