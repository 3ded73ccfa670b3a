public import ResourceStore
public import Resources
internal import Values

extension KubernetesStore {
    /// Lists objects: the page that is asked for, or all of them, page by page.
    public func list(
        _ type: ResourceTypeID, in namespace: String?, _ options: ListOptions
    ) async throws -> ResourceList {
        guard options.limit == nil, options.continuation == nil else {
            return try await page(type, namespace, options)
        }
        var pageOptions = options
        // With a version the answer comes from the server's cache, which has no pages; a limit would take it to etcd.
        pageOptions.limit = options.resourceVersion == nil ? Self.pageCount : nil
        var list = try await page(type, namespace, pageOptions)
        while let continuation = list.continuation {
            pageOptions.continuation = continuation
            pageOptions.resourceVersion = nil
            do {
                let next = try await page(type, namespace, pageOptions)
                list.items += next.items
                (list.continuation, list.remainingCount) = (next.continuation, next.remainingCount)
            } catch let error as StoreError where error.reason == .expired {
                // The snapshot was compacted while we read it: all at once is slower, and consistent.
                return try await page(type, namespace, options)
            }
        }
        return list
    }

    /// The objects of a page, as kubectl has it.
    private static let pageCount = 500

    private func page(
        _ type: ResourceTypeID, _ namespace: String?, _ options: ListOptions
    ) async throws -> ResourceList {
        var call = APICall("GET", try ResourcePath.of(type, namespace: namespace))
        call.add("labelSelector", options.labelSelector.queryText)
        call.add("fieldSelector", options.fieldSelector.queryText)
        call.add("limit", options.limit.map(String.init))
        call.add("continue", options.continuation)
        call.add("resourceVersion", options.resourceVersion)
        return try ResourceList(answer: try await connection.value(call))
    }
}

extension ResourceList {
    /// Reads a list; the elements of built-in lists don't say what they are, so the list says it for them.
    fileprivate init(answer: JSONValue) throws {
        guard let kind = answer["kind"]?.string, kind.hasSuffix("List") else {
            throw StoreError(.internalError, "The server answered with something else than a list.")
        }
        let elementKind = JSONValue.string(String(kind.dropLast(4)))
        let apiVersion = answer["apiVersion"]
        let items = (answer["items"]?.array ?? []).map { item in
            guard item["kind"] == nil else { return ResourceObject(item) }
            var fields = OrderedFields()
            fields["apiVersion"] = apiVersion
            fields["kind"] = elementKind
            for field in item.object ?? OrderedFields() { fields[field.key] = field.value }
            return ResourceObject(.object(fields))
        }
        let metadata = answer["metadata"]
        self.init(
            items: items, resourceVersion: metadata?["resourceVersion"]?.string ?? "",
            continuation: (metadata?["continue"]?.string).flatMap { $0.isEmpty ? nil : $0 },
            remainingCount: metadata?["remainingItemCount"]?.integer.map(Int.init))
    }
}
