internal import HTTPServer
internal import ResourceStore
internal import Resources
internal import Values

/// Streams changes, a JSON object per line, until the client goes or the time is up.
struct WatchVerb: Sendable {
    let store: any ResourceStore
    let type: ResourceType
    let namespace: String?
    let answers: ObjectAnswers

    func answer(_ request: HTTPRequest) throws -> HTTPResponse {
        var options = WatchOptions()
        (options.labelSelector, options.fieldSelector) = try request.selectors(of: type)
        options.allowsBookmarks = request.parameter("allowWatchBookmarks") == "true"
        options.resourceVersion = request.parameter("resourceVersion").flatMap { $0.isEmpty || $0 == "0" ? nil : $0 }
        let announcesEnd = request.parameter("sendInitialEvents") == "true" && options.allowsBookmarks
        // Without a wish: between half an hour and an hour, as Kubernetes does, so that clients don't come back at once.
        let seconds = try request.number("timeoutSeconds").flatMap { $0 > 0 ? $0 : nil } ?? Int.random(in: 1800...3600)
        let run = options
        return HTTPResponse(
            headers: [("Content-Type", "application/json"), ("Cache-Control", "no-cache, private")],
            body: .stream { writer in
                try await within(seconds: seconds) { try await follow(run, announcesEnd, writer) }
            })
    }

    /// Ends in good order when the time is up.
    private func within(seconds: Int, _ work: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await work() }
            group.addTask { try await Task.sleep(for: .seconds(seconds)) }
            try await group.next()
            group.cancelAll()
        }
    }

    private func follow(_ wanted: WatchOptions, _ announcesEnd: Bool, _ writer: HTTPBodyWriter) async throws {
        var options = wanted
        var isFirst = true
        do {
            if options.resourceVersion == nil || announcesEnd {
                let list = try await initial(options)
                for item in list.items { try await send("ADDED", item, &isFirst, writer) }
                if announcesEnd { try await bookmark(list.resourceVersion, isEndOfInitial: true, writer) }
                options.resourceVersion = list.resourceVersion
            }
            for try await event in try await store.watch(type.id, in: namespace, options) {
                switch event {
                case .added(let object): try await send("ADDED", object, &isFirst, writer)
                case .modified(let object): try await send("MODIFIED", object, &isFirst, writer)
                case .deleted(let object): try await send("DELETED", object, &isFirst, writer)
                case .bookmark(let version) where options.allowsBookmarks:
                    try await bookmark(version, isEndOfInitial: false, writer)
                case .bookmark: break
                }
            }
        } catch let error as StoreError {
            try await line("ERROR", error.status, writer)
        }
    }

    private func initial(_ options: WatchOptions) async throws -> ResourceList {
        var list = ListOptions()
        list.labelSelector = options.labelSelector
        list.fieldSelector = options.fieldSelector
        return try await store.list(type.id, in: namespace, list)
    }

    private func send(
        _ word: String, _ object: ResourceObject, _ isFirst: inout Bool, _ writer: HTTPBodyWriter
    ) async throws {
        let shown = answers.event(object, isFirst: isFirst)
        isFirst = false
        try await line(word, shown, writer)
    }

    private func bookmark(_ version: String, isEndOfInitial: Bool, _ writer: HTTPBodyWriter) async throws {
        var metadata: JSONValue = ["resourceVersion": .string(version)]
        if isEndOfInitial { metadata.setField("annotations", ["k8s.io/initial-events-end": "true"]) }
        try await line(
            "BOOKMARK",
            ["kind": .string(type.kind), "apiVersion": .string(type.id.apiVersion), "metadata": metadata], writer)
    }

    private func line(_ word: String, _ object: JSONValue, _ writer: HTTPBodyWriter) async throws {
        let event: JSONValue = ["type": .string(word), "object": object]
        try await writer.write(event.jsonBytes() + [10])
    }
}
