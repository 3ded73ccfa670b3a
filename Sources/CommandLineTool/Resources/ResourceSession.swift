internal import Failures
internal import ResourceStore
internal import Resources
internal import Values

/// A command's work with a store: which one, which namespace, and where to write.
struct ResourceSession: Sendable {
    /// The store.
    var connection: ResourceConnection
    /// The types.
    var catalog: TypeCatalog
    /// Everything else.
    var services: ResourceServices
    /// Where to write.
    var streams: StandardStreams
    /// Where to warn.
    var warnings: WarningLog
    /// The namespace of the command line.
    var givenNamespace: String?

    /// The store.
    var store: any ResourceStore { connection.store }
    /// The namespace that is meant where none is said.
    var namespace: String { givenNamespace ?? connection.namespace }

    /// The namespace of objects of a type; nil for types of the whole cluster.
    func namespace(of type: ResourceType) -> String? { type.isNamespaced ? namespace : nil }

    /// What names an object in this namespace.
    func reference(_ name: ResourceTargets.Name) -> ResourceReference {
        ResourceReference(name.type.id, namespace: namespace(of: name.type), name: name.name)
    }

    /// What names an object that was read.
    func reference(_ object: TypedObject) -> ResourceReference {
        ResourceReference(object.type.id, namespace: object.object.namespace, name: object.object.name)
    }

    /// All objects of a type, page by page, and the version to watch from.
    func list(
        _ type: ResourceType, in namespace: String?, _ options: ListOptions
    ) async throws -> (objects: [ResourceObject], resourceVersion: String) {
        var options = options
        options.limit = 500
        var objects: [ResourceObject] = []
        while true {
            let page = try await store.list(type.id, in: namespace, options)
            objects += page.items
            guard let next = page.continuation else { return (objects, page.resourceVersion) }
            options.continuation = next
        }
    }

    /// The objects of a selection; what could not be read goes to `failed`, one by one.
    func objects(_ selection: ResourceSelection, failed: (Failure) -> Void) async throws -> [TypedObject] {
        var found: [TypedObject] = []
        for name in selection.targets.names {
            do {
                found.append(TypedObject(object: try await store.get(reference(name)), type: name.type))
            } catch let error as StoreError {
                failed(error.failure)
            }
        }
        for type in selection.targets.types {
            let namespace = selection.isInAllNamespaces ? nil : namespace(of: type)
            do {
                let list = try await list(type, in: namespace, selection.options)
                found += list.objects.map { TypedObject(object: $0, type: type) }
            } catch let error as StoreError where error.reason == .notFound && selection.targets.isCategory {
                continue
            } catch let error as StoreError {
                failed(error.failure)
            }
        }
        return found
    }

    /// Ends a command that did part of its work: a single failure is thrown, several are told one by one.
    func finish(_ failures: [Failure], of totalCount: Int, _ verb: String) throws {
        guard let first = failures.first else { return }
        guard failures.count > 1 || totalCount > 1 else { throw PlainFailure(failure: first) }
        for failure in failures { streams.report(failure) }
        throw ResourceFailure.incomplete(failedCount: failures.count, totalCount: totalCount, verb: verb)
    }
}

/// A failure that is thrown as it is.
struct PlainFailure: NamedError {
    let failure: Failure
}
