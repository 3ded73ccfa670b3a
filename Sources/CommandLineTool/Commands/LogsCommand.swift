internal import Arguments
internal import ResourceStore
internal import Resources
internal import Values

/// `gantry logs`: what containers wrote.
func logsCommand(_ services: ResourceServices, _ streams: StandardStreams) -> Command {
    Command(
        "logs", "Shows what the containers of a Pod or a Job wrote.",
        discussion: "The embedded control plane runs no containers and says so; a cluster has their logs.",
        examples: [.init("gantry logs job/convert-web --tail 20 -f", "The end of a Job's log, and what follows.")]
    ) { arguments in
        let word = arguments.positional("POD", "The Pod, or job/NAME.")
        let container = arguments.option("container", short: "c", "NAME", "The container, where the Pod has several.")
        let follows = arguments.flag("follow", short: "f", "Goes on with what is written from now on.")
        let tail = arguments.option("tail", "LINES", "Only the last lines.", as: Int.self)
        let connection = ConnectionArguments(&arguments)
        return { values in
            let session = try await connection.session(values, services, streams)
            let pod = try await session.pod(try values[word])
            guard let logs = session.connection.logs else { throw ResourceFailure.noLogs }
            let request = LogRequest(
                namespace: session.namespace, pod: pod, container: try values[container], follows: try values[follows],
                tailLines: try values[tail])
            try await logs(request) { try streams.writeOutput($0) }
        }
    }
}

extension ResourceSession {
    /// The pod of a word: itself, or the newest of a Job.
    fileprivate func pod(_ word: String) async throws -> String {
        let parts = word.split(separator: "/", maxSplits: 1).map(String.init)
        let pods = try catalog.one("pods")
        let type = parts.count == 2 ? try catalog.one(parts[0]) : pods
        let name = parts.last ?? word
        _ = try await store.get(ResourceReference(type.id, namespace: namespace, name: name))
        guard type.kind == "Job" else { return name }
        var options = ListOptions()
        // What the Job controller puts on its pods (batch.kubernetes.io/job-name is the newer name of it).
        options.labelSelector.requirements = [.init("job-name", .isIn([name]))]
        let list = try await list(pods, in: namespace, options)
        let newest = list.objects.max { created($0) < created($1) }
        guard let newest else { throw ResourceFailure.noPods(job: name) }
        return newest.name
    }

    private func created(_ object: ResourceObject) -> String { object.metadata["creationTimestamp"]?.string ?? "" }
}
