internal import Arguments
internal import ResourceStore
internal import Resources
internal import Values

/// `gantry wait`: waits until resources are as one wants them.
func waitCommand(_ services: ResourceServices, _ streams: StandardStreams) -> Command {
    Command(
        "wait", "Waits until resources have a condition or a value, or are gone.",
        examples: [
            .init("gantry wait plan/web --for=condition=Ready --timeout 5m", "Waits until a plan is ready."),
            .init(
                "gantry wait migrations --all --for=jsonpath={.status.completed}", "Waits for a value, whatever it is."),
        ]
    ) { arguments in
        let words = arguments.positionals("TYPE", "The type, with names behind it; or TYPE/NAME.")
        let condition = arguments.requiredOption(
            "for", "WHAT", "condition=TYPE[=STATUS], jsonpath=PATH[=VALUE], create or delete.", as: WaitCondition.self)
        let timeout = arguments.option(
            "timeout", "TIME", "How long to wait for all of them.", as: DurationValue.self)
        let isAll = arguments.flag("all", "All objects of the type in the namespace.")
        let selection = SelectionArguments(&arguments)
        let connection = ConnectionArguments(&arguments)
        return { values in
            let session = try await connection.session(values, services, streams)
            let chosen = try selection.selection(try values[words], values, session)
            let hasSelector = try values[selection.labels] != nil || values[selection.fields] != nil
            guard try !chosen.targets.names.isEmpty || hasSelector || values[isAll] else {
                throw values.error(
                    what: "Which objects of the type?", why: "Neither names nor labels are given.",
                    remedy: "Give names, -l, or --all if all are meant.")
            }
            let wanted = try values[condition]
            try await wait(for: wanted, chosen, seconds: try values[timeout]?.seconds ?? 30, session)
        }
    }
}

private func wait(
    for condition: WaitCondition, _ selection: ResourceSelection, seconds: Double, _ session: ResourceSession
) async throws {
    let isReached = try await isDone(withinSeconds: seconds) {
        let objects = try await goals(condition, selection, session)
        guard !objects.isEmpty || condition == .deletion else { throw ResourceFailure.nothingToWaitFor }
        for object in objects {
            try await WaitGoal(session: session, object: object, condition: condition).reach()
            try session.streams.writeOutput(printable("\(object.label) \(condition.outcome)") + "\n")
        }
    }
    guard isReached else {
        throw ResourceFailure.timedOut(what: "What --for=\(condition.argumentText) asks for", seconds: seconds)
    }
}

/// The objects to wait for; those that are named need not be there yet, or any more.
private func goals(
    _ condition: WaitCondition, _ selection: ResourceSelection, _ session: ResourceSession
) async throws -> [TypedObject] {
    var objects: [TypedObject] = []
    for name in selection.targets.names {
        var object = ResourceObject([:])
        object.name = name.name
        object.namespace = session.namespace(of: name.type)
        // A name that isn't there fails at once, unless that is what is waited for.
        if condition.needsObject { object = try await session.store.get(session.reference(name)) }
        objects.append(TypedObject(object: object, type: name.type))
    }
    var typesOnly = selection
    typesOnly.targets.names = []
    var failure: PlainFailure?
    objects += try await session.objects(typesOnly) { failure = PlainFailure(failure: $0) }
    if let failure { throw failure }
    return objects
}
