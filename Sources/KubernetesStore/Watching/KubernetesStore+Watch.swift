public import ResourceStore
public import Resources

extension KubernetesStore {
    /// Follows changes, over as many connections as it takes.
    ///
    /// A connection that ends is opened anew after the last version seen. The reader pulls: one that is slow slows the
    /// server, which ends the watch in time; when its version is gone by then, `StoreError.expired` is thrown.
    public func watch(
        _ type: ResourceTypeID, in namespace: String?, _ options: WatchOptions
    ) async throws -> AsyncThrowingStream<WatchEvent, any Error> {
        var options = options
        var initial: [ResourceObject] = []
        // Events that begin with all there is come in no order of versions, so a watch that broke off in their middle
        // could not go on; a list and a watch after it can.
        if options.resourceVersion == nil || options.resourceVersion == "0" {
            var listing = ListOptions()
            listing.labelSelector = options.labelSelector
            listing.fieldSelector = options.fieldSelector
            listing.resourceVersion = options.resourceVersion
            let list = try await self.list(type, in: namespace, listing)
            initial = list.items
            options.resourceVersion = list.resourceVersion
        }
        let reader = WatchReader(
            connection, path: try ResourcePath.of(type, namespace: namespace), options, initial: initial)
        // Opened before it is returned, so that a refusal is thrown here.
        try await reader.open()
        return AsyncThrowingStream { try await reader.next() }
    }
}
