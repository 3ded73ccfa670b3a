internal import ResourceStore
internal import Resources

/// Who follows the changes of a type: what it wants, and where it is told.
struct Watcher: Sendable {
    typealias Stream = AsyncThrowingStream<WatchEvent, any Error>

    var type: Int
    var interest: Interest
    var allowsBookmarks: Bool
    /// When it ends, on the monotonic clock.
    var deadline: ContinuousClock.Instant
    var continuation: Stream.Continuation

    /// Tells of a change, if it is of interest; false when the reader is too slow to be told more.
    func tell(_ change: Change) -> Bool {
        guard change.id.type == type, let event = interest.event(for: change) else { return true }
        return send(event)
    }

    func send(_ event: WatchEvent) -> Bool {
        if case .dropped = continuation.yield(event) { return false }
        return true
    }
}

/// Which objects of a type.
struct Interest: Sendable {
    var namespace: String?
    var labels: LabelSelector
    var fields: FieldSelector

    func includes(_ object: StoredObject) -> Bool {
        if let namespace, object.namespace != namespace { return false }
        if !labels.requirements.isEmpty, !labels.matches(object.object.labels) { return false }
        return fields.requirements.isEmpty || fields.matches(object.object)
    }

    /// What a change looks like to whoever sees only these objects; nil when it can't be seen.
    func event(for change: Change) -> WatchEvent? {
        let before = change.old.flatMap { includes($0) ? $0 : nil }
        let after = change.new.flatMap { includes($0) ? $0 : nil }
        switch (before, after) {
        case (nil, nil): return nil
        case (nil, let after?): return .added(after.object)
        case (.some, let after?): return .modified(after.object)
        case (let before?, nil):
            if let gone = change.gone { return .deleted(gone) }
            var last = before.object
            last.resourceVersion = String(change.version)
            return .deleted(last)
        }
    }
}
