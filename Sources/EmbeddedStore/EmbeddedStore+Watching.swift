public import ResourceStore
public import Resources

extension EmbeddedStore {
    /// Follows changes after a resource version.
    ///
    /// Without one it begins with all there is, and a bookmark (where those are allowed) that says where that ends.
    public func watch(
        _ type: ResourceTypeID, in namespace: String?, _ options: WatchOptions
    ) async throws -> AsyncThrowingStream<WatchEvent, any Error> {
        let number = try types.number(type)
        try options.fieldSelector.check(for: type)
        let after = try Self.version(options.resourceVersion)
        let scope = types.all[number].isNamespaced ? namespace : nil
        let interest = Interest(namespace: scope, labels: options.labelSelector, fields: options.fieldSelector)
        let seconds = options.timeoutSeconds ?? settings.watchSeconds
        return try shared.read { state in
            let first = try state.firstEvents(number, interest, after, options.allowsBookmarks)
            let (stream, continuation) = Watcher.Stream.makeStream(
                bufferingPolicy: .bufferingOldest(first.count + settings.watchBufferCount))
            let watcher = Watcher(
                type: number, interest: interest, allowsBookmarks: options.allowsBookmarks,
                deadline: .now + .seconds(seconds), continuation: continuation)
            for event in first { _ = watcher.send(event) }
            let id = shared.addWatcher(watcher, in: &state)
            continuation.onTermination = { [shared] reason in
                // The store's own ending has removed it already, under the lock that this would wait for.
                if case .cancelled = reason { shared.removeWatcher(id) }
            }
            nudgeWriter()
            return stream
        }
    }
}

extension StoreState {
    /// What a new watcher is told first.
    fileprivate func firstEvents(
        _ type: Int, _ interest: Interest, _ after: Int64?, _ allowsBookmarks: Bool
    ) throws(StoreError) -> [WatchEvent] {
        guard let after else {
            let all = tables[type].slice(interest.namespace).filter(interest.includes)
            let end: [WatchEvent] = allowsBookmarks ? [.bookmark(resourceVersion: String(version))] : []
            return all.map { .added($0.object) } + end
        }
        guard after <= version else { throw StoreError.tooNew(after, current: version) }
        guard after >= history.floor else { throw StoreError.tooOld(after, oldest: history.floor) }
        return history.after(after).filter { $0.id.type == type }.compactMap(interest.event)
    }
}
