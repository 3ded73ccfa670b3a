internal import Values

extension ResourceType {
    /// Something that happened to an object.
    public static let event = ResourceType(
        id: .core("events"), kind: "Event", shortNames: ["ev"], hasStatus: false,
        schema: .resource("Something that happened to an object.") {
            Field.required("involvedObject", .objectReference("The object."))
            Field.optional("related", .objectReference("Another object that it is about."))
            Field.optional("reason", .text("One word for it."))
            Field.optional("message", .text("A sentence about it."))
            Field.optional("type", .text("Normal or Warning."))
            Field.optional("action", .text("What was done."))
            Field.optional("count", .integer("How often it happened.", format: "int32"))
            Field.optional("firstTimestamp", .moment("When it happened first."))
            Field.optional("lastTimestamp", .moment("When it happened last."))
            Field.optional("eventTime", .moment("When it happened."))
            Field.optional("source", .eventSource)
            Field.optional("reportingComponent", .text("Who noticed."))
            Field.optional("reportingInstance", .text("Which of them noticed."))
            Field.optional("series", .eventSeries.with { $0.isNullable = true })
        },
        columns: [
            .text("Last Seen", ".lastTimestamp"), .text("Type", ".type"), .text("Reason", ".reason"),
            .text("Object", ".involvedObject.name"), .text("Message", ".message"),
        ], origin: .kubernetes)

    /// Something that happened to an object, in the newer API.
    public static let newEvent = ResourceType(
        id: ResourceTypeID(group: "events.k8s.io", version: "v1", plural: "events"), kind: "Event", shortNames: ["ev"],
        hasStatus: false,
        schema: .resource("Something that happened to an object.") {
            Field.optional("regarding", .objectReference("The object."))
            Field.optional("related", .objectReference("Another object that it is about."))
            Field.optional("reason", .text("One word for it."))
            Field.optional("note", .text("A sentence about it."))
            Field.optional("type", .text("Normal or Warning."))
            Field.optional("action", .text("What was done."))
            Field.optional("eventTime", .moment("When it happened."))
            Field.optional("reportingController", .text("Who noticed."))
            Field.optional("reportingInstance", .text("Which of them noticed."))
            Field.optional("series", .eventSeries.with { $0.isNullable = true })
            Field.optional("deprecatedCount", .integer("How often it happened.", format: "int32"))
            Field.optional("deprecatedFirstTimestamp", .moment("When it happened first."))
            Field.optional("deprecatedLastTimestamp", .moment("When it happened last."))
            Field.optional("deprecatedSource", .eventSource)
        },
        columns: [
            .text("Last Seen", ".deprecatedLastTimestamp"), .text("Type", ".type"), .text("Reason", ".reason"),
            .text("Object", ".regarding.name"), .text("Message", ".note"),
        ], origin: .kubernetes)
}

extension Schema {
    /// A time that clients of Kubernetes write as null when there is none.
    static func moment(_ description: String) -> Schema { timestamp(description).with { $0.isNullable = true } }

    fileprivate static let eventSource = object("Who noticed.") {
        Field.optional("component", .text("The program."))
        Field.optional("host", .text("The node."))
    }

    fileprivate static let eventSeries = open("Events that belong together.") {
        Field.optional("count", .integer("How many there were.", format: "int32"))
        Field.optional("lastObservedTime", .moment("When the last one happened."))
    }
}
