internal import HTTPClient
public import ResourceStore
public import Resources
public import Values

/// The resources of a cluster, over its API.
///
/// Beside `StoreError` it throws `HTTPClientError.untrusted` and `KubeconfigError`, which no second try mends.
public struct KubernetesStore: ResourceStore {
    /// The connection, for what isn't a resource: logs, discovery, versions.
    public let connection: APIConnection

    /// Wraps a connection.
    public init(_ connection: APIConnection) { self.connection = connection }

    /// Connects to a cluster; nothing is sent yet.
    public init(_ cluster: ClusterConnection, _ options: APIConnection.Options = APIConnection.Options()) throws {
        connection = try APIConnection(cluster, options)
    }

    /// Reads one object.
    public func get(_ reference: ResourceReference) async throws -> ResourceObject {
        try await object(APICall("GET", try ResourcePath.of(reference)))
    }

    /// Creates an object.
    public func create(
        _ object: ResourceObject, _ type: ResourceTypeID, _ options: WriteOptions
    ) async throws -> ResourceObject {
        var call = APICall("POST", try ResourcePath.of(type, namespace: object.namespace))
        call.body = object.value.jsonBytes()
        call.add(options)
        return try await self.object(call)
    }

    /// Replaces an object, or its status alone.
    public func update(
        _ object: ResourceObject, _ type: ResourceTypeID, _ part: ResourcePart, _ options: WriteOptions
    ) async throws -> ResourceObject {
        let reference = ResourceReference(type, namespace: object.namespace, name: object.name)
        var call = APICall("PUT", try ResourcePath.of(reference, part))
        call.body = object.value.jsonBytes()
        call.isUrgent = part == .status
        call.add(options)
        return try await self.object(call)
    }

    /// Changes an object, or its status alone.
    public func patch(
        _ reference: ResourceReference, _ patch: Patch, _ part: ResourcePart, _ options: WriteOptions
    ) async throws -> ResourceObject {
        var call = APICall("PATCH", try ResourcePath.of(reference, part))
        call.isUrgent = part == .status
        call.add(options)
        let value: JSONValue
        switch patch {
        case .merge(let change): (value, call.contentType) = (change, "application/merge-patch+json")
        case .json(let steps): (value, call.contentType) = (steps, "application/json-patch+json")
        case .strategicMerge(let change): (value, call.contentType) = (change, "application/strategic-merge-patch+json")
        case .apply(let wanted):
            (value, call.contentType) = (wanted, "application/apply-patch+yaml")
            call.add("force", options.isForced ? "true" : "false")
        }
        call.body = value.jsonBytes()
        return try await object(call)
    }

    /// Deletes an object.
    ///
    /// API servers answer the deletion of most types with a Status alone, so the object is read before.
    public func delete(_ reference: ResourceReference, _ options: DeleteOptions) async throws -> Deletion {
        let last = try await get(reference)
        var call = APICall("DELETE", try ResourcePath.of(reference))
        call.body = options.body.jsonBytes()
        let answer = try await object(call)
        guard answer.kind != "Status" else { return .gone(last) }
        // A pod has no finalizers and still stays until its grace is over.
        let grace = answer.metadata["deletionGracePeriodSeconds"]?.integer ?? 0
        let stays = answer.deletionTimestamp != nil && (!answer.finalizers.isEmpty || grace > 0)
        return stays ? .pending(answer) : .gone(answer)
    }

    private func object(_ call: APICall) async throws -> ResourceObject {
        ResourceObject(try await connection.value(call))
    }
}

extension APIConnection {
    /// Sends a request and reads the answer as JSON.
    /// - Throws: as `send`; `StoreError` when the answer isn't JSON.
    public func value(_ call: APICall) async throws -> JSONValue {
        let response = try await fetch(call)
        do {
            return try JSONValue.parse(response.body)
        } catch {
            throw StoreError(.internalError, "The server's answer is not JSON: \(error)")
        }
    }
}

extension APICall {
    fileprivate mutating func add(_ options: WriteOptions) {
        add("fieldManager", options.fieldManager)
        add("dryRun", options.isDryRun ? "All" : nil)
        add("fieldValidation", options.fieldValidation.rawValue)
    }
}

extension DeleteOptions {
    fileprivate var body: JSONValue {
        var preconditions = OrderedFields()
        preconditions["uid"] = uid.map { .string($0) }
        preconditions["resourceVersion"] = resourceVersion.map { .string($0) }
        var fields = OrderedFields()
        fields["kind"] = "DeleteOptions"
        fields["apiVersion"] = "v1"
        fields["propagationPolicy"] = .string(propagation.rawValue)
        if !preconditions.isEmpty { fields["preconditions"] = .object(preconditions) }
        if isDryRun { fields["dryRun"] = ["All"] }
        return .object(fields)
    }
}
