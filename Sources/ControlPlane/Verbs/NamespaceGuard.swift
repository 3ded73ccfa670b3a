internal import ResourceStore
internal import Resources

/// Lets objects into namespaces that are there, and not into those that are being deleted.
struct NamespaceGuard: Sendable {
    let store: any ResourceStore
    /// Nil where the server has no namespaces; then anything goes.
    let type: ResourceType?

    func check(_ name: String, creating created: ResourceType) async throws {
        guard let type else { return }
        let namespace = try await store.get(ResourceReference(type.id, namespace: nil, name: name))
        guard namespace.deletionTimestamp != nil else { return }
        throw StoreError(
            .forbidden,
            "\(created.id.groupResource) is forbidden: unable to create new content in namespace \(name) because it "
                + "is being terminated")
    }
}
