internal import ResourceStore
internal import Resources

/// Follows the objects of a type for as long as it takes: lists, watches from there, and lists anew when it must.
struct ResourceFollower: Sendable {
    /// The session.
    var session: ResourceSession
    /// The type.
    var type: ResourceType
    /// The namespace; nil for all.
    var namespace: String?
    /// Which of its objects.
    var options = ListOptions()

    /// What there is to see.
    enum Sight {
        /// All there are, at the beginning and after every gap.
        case all([ResourceObject])
        /// One change.
        case change(WatchEvent)
    }

    /// Tells what there is until the closure has seen enough.
    func run(_ isEnough: (Sight) throws -> Bool) async throws {
        while true {
            let list = try await session.list(type, in: namespace, options)
            if try isEnough(.all(list.objects)) { return }
            if try await watch(from: list.resourceVersion, isEnough) { return }
            // A server that ends watches at once must not be asked in a tight loop.
            try await Task.sleep(for: .milliseconds(500))
        }
    }

    /// Watches until enough was seen, going on where a server ended the stream; false when versions are gone.
    private func watch(from resourceVersion: String, _ isEnough: (Sight) throws -> Bool) async throws -> Bool {
        var options = WatchOptions()
        options.labelSelector = self.options.labelSelector
        options.fieldSelector = self.options.fieldSelector
        options.resourceVersion = resourceVersion
        do {
            for try await event in try await session.store.watch(type.id, in: namespace, options) {
                if try isEnough(.change(event)) { return true }
            }
        } catch let error as StoreError where error.reason == .expired || error.reason == .unavailable {
            return false
        }
        try Task.checkCancellation()
        return false
    }
}

/// Runs something that must be done by a deadline; false when it wasn't.
func isDone(
    withinSeconds seconds: Double, _ body: @escaping @Sendable () async throws -> Void
) async throws -> Bool {
    try await withThrowingTaskGroup(of: Bool.self) { group in
        group.addTask {
            try await body()
            return true
        }
        group.addTask {
            try await Task.sleep(for: .seconds(seconds))
            return false
        }
        defer { group.cancelAll() }
        return try await group.next() ?? false
    }
}
