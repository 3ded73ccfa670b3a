internal import Arguments
internal import Failures
internal import ResourceStore
internal import Resources

/// `gantry describe`: everything about a resource, for people.
func describeCommand(_ services: ResourceServices, _ streams: StandardStreams) -> Command {
    Command(
        "describe", "Shows everything about resources for people, with conditions and events.",
        examples: [.init("gantry describe plan web", "One plan, with what happened to it.")]
    ) { arguments in
        let words = arguments.positionals("TYPE", "The type, with names behind it; or TYPE/NAME.")
        let selection = SelectionArguments(&arguments)
        let connection = ConnectionArguments(&arguments)
        return { values in
            let session = try await connection.session(values, services, streams)
            let chosen = try selection.selection(try values[words], values, session)
            var failures: [Failure] = []
            let objects = try await session.objects(chosen, failed: { failures.append($0) })
            if objects.isEmpty, failures.isEmpty { streams.writeError("No resources found.\n") }
            for (index, object) in objects.enumerated() {
                let events = await session.events(of: object)
                let page = try DescriptionPage(object: object, events: events, now: services.now()).text
                try streams.writeOutput((index == 0 ? "" : "\n\n") + page)
            }
            try session.finish(failures, of: objects.count + failures.count, "described")
        }
    }
}

extension ResourceSession {
    /// The events about an object, oldest first, or why there are none to see.
    fileprivate func events(of object: TypedObject) async -> Result<[ResourceObject], PlainFailure> {
        var options = ListOptions()
        options.fieldSelector.requirements = [
            .init("involvedObject.name", object.object.name), .init("involvedObject.kind", object.type.kind),
        ]
        if !object.object.uid.isEmpty {
            options.fieldSelector.requirements.append(.init("involvedObject.uid", object.object.uid))
        }
        options.limit = 500
        do {
            let type = ResourceTypeID(group: "", version: "v1", plural: "events")
            let list = try await store.list(type, in: object.object.namespace ?? "default", options)
            return .success(list.items)
        } catch {
            return .failure(PlainFailure(failure: failure(of: error)))
        }
    }
}
