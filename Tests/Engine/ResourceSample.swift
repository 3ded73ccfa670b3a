import Failures
import ResourceStore
import Resources
import Synchronization
import Values
import YAML

@testable import CommandLineTool

/// A store in memory with what the commands need of one, and services around it that remember what was asked.
final class ResourceSample: ResourceStore {
    /// What happens next: a watch takes one list of these each time it is opened.
    private struct State {
        var objects: [ResourceReference: ResourceObject] = [:]
        var version = 100
        var watches: [[WatchEvent]] = []
        var refusals: [String: StoreError] = [:]
        var calls: [String] = []
        var serves: [ServeOptions] = []
        var tokens: [TokenOptions] = []
        var input = ""
        var warnings: [String] = []
    }
    private let state = Mutex(State())

    /// 2026-08-21T10:00:00Z.
    static let now = 1_787_306_400.0

    /// The calls that change something, in their order.
    var calls: [String] { state.withLock(\.calls) }
    /// How the control plane was started.
    var serves: [ServeOptions] { state.withLock(\.serves) }
    /// The tokens that were asked for.
    var tokens: [TokenOptions] { state.withLock(\.tokens) }
    /// What stands on standard input.
    var input: String {
        get { state.withLock(\.input) }
        set { state.withLock { $0.input = newValue } }
    }

    /// What the server warns of.
    var warnings: [String] {
        get { state.withLock(\.warnings) }
        set { state.withLock { $0.warnings = newValue } }
    }

    /// Puts objects there, written as YAML.
    func add(_ yaml: String) throws {
        for value in try YAML.parse(yaml) { put(ResourceObject(value)) }
    }

    /// Makes every change of an object of that name fail.
    func refuse(_ name: String, _ error: StoreError) { state.withLock { $0.refusals[name] = error } }

    /// Scripts what the next watch sees; objects are put in place as it happens.
    func willWatch(_ events: WatchEvent...) { state.withLock { $0.watches.append(events) } }

    private func put(_ object: ResourceObject) {
        guard let type = Self.types.first(where: { $0.kind == object.kind }) else { return }
        let reference = ResourceReference(type.id, namespace: object.namespace, name: object.name)
        state.withLock { $0.objects[reference] = object }
    }

    var services: ResourceServices {
        ResourceServices(
            connect: { [self] _, _, warn in
                ResourceConnection(store: WarningSample(sample: self, warn: warn), namespace: "default")
            },
            types: { Self.types + ResourceRegistry.all.filter { type in !Self.types.contains { $0.id == type.id } } },
            definitions: { [["kind": "CustomResourceDefinition"]] },
            serve: { [self] options, ready, _ in
                state.withLock { $0.serves.append(options) }
                try ready(ServeStart(url: "https://127.0.0.1:6443", kubeconfig: "\(options.dataFolder)/kubeconfig"))
            },
            createToken: { [self] options in
                state.withLock { $0.tokens.append(options) }
                return "token-of-\(options.user)"
            },
            readStandardInput: { [self] in Array(input.utf8) }, now: { Self.now })
    }

    func get(_ reference: ResourceReference) throws -> ResourceObject {
        guard let object = state.withLock({ $0.objects[reference] }) else { throw Self.missing(reference) }
        return object
    }

    func list(_ type: ResourceTypeID, in namespace: String?, _ options: ListOptions) throws -> ResourceList {
        let (objects, version) = state.withLock { ($0.objects, $0.version) }
        let chosen = objects.filter { reference, object in
            reference.type == type && (namespace == nil || reference.namespace == namespace)
                && options.fieldSelector.matches(object) && options.labelSelector.matches(object.labels)
        }
        let sorted = chosen.values.sorted { ($0.namespace ?? "", $0.name) < ($1.namespace ?? "", $1.name) }
        // Pages of two, so that every list of three takes more than one.
        let start = options.continuation.flatMap { Int($0) } ?? 0
        let page = options.limit == nil ? sorted[...] : sorted.dropFirst(start).prefix(2)
        let next = options.limit != nil && start + 2 < sorted.count ? String(start + 2) : nil
        return ResourceList(items: Array(page), resourceVersion: String(version), continuation: next)
    }

    func watch(
        _ type: ResourceTypeID, in namespace: String?, _ options: WatchOptions
    ) throws -> AsyncThrowingStream<WatchEvent, any Error> {
        let events = state.withLock { $0.watches.isEmpty ? nil : $0.watches.removeFirst() }
        return AsyncThrowingStream { continuation in
            for event in events ?? [] { continuation.yield(event) }
            // A script that ends is a server that forgot the versions; without one nothing ever happens.
            if events != nil { continuation.finish(throwing: StoreError(.expired, "too old")) }
        }
    }

    func create(_ object: ResourceObject, _ type: ResourceTypeID, _ options: WriteOptions) throws -> ResourceObject {
        var object = object
        if object.name.isEmpty, let prefix = object.metadata["generateName"]?.string { object.name = prefix + "abcde" }
        let reference = ResourceReference(type, namespace: object.namespace, name: object.name)
        try record("create", reference, options.isDryRun)
        guard (try? get(reference)) == nil else {
            throw StoreError(.alreadyExists, "\(type.groupResource) \"\(object.name)\" already exists")
        }
        return keep(object, options.isDryRun)
    }

    func update(
        _ object: ResourceObject, _ type: ResourceTypeID, _ part: ResourcePart, _ options: WriteOptions
    ) -> ResourceObject { keep(object, options.isDryRun) }

    func patch(
        _ reference: ResourceReference, _ patch: Patch, _ part: ResourcePart, _ options: WriteOptions
    ) throws -> ResourceObject {
        guard case .apply(let value) = patch else { throw StoreError(.unsupportedMediaType, "only apply") }
        try record(options.isForced ? "force" : "apply", reference, options.isDryRun)
        guard let before = try? get(reference) else { return keep(ResourceObject(value), options.isDryRun) }
        var after = before
        after.setField("spec", value["spec"])
        return after == before ? before : keep(after, options.isDryRun)
    }

    func delete(_ reference: ResourceReference, _ options: DeleteOptions) throws -> Deletion {
        try record("delete \(options.propagation.rawValue)", reference, options.isDryRun)
        let object = try get(reference)
        if !object.finalizers.isEmpty { return .pending(object) }
        state.withLock { $0.objects[reference] = options.isDryRun ? object : nil }
        return .gone(object)
    }

    private func record(_ verb: String, _ reference: ResourceReference, _ isDryRun: Bool) throws {
        let name = "\(verb) \(reference.type.plural) \(reference.namespace ?? "-")/\(reference.name)"
        state.withLock { $0.calls.append(name + (isDryRun ? " dry" : "")) }
        if let refusal = state.withLock({ $0.refusals[reference.name] }) { throw refusal }
    }

    private func keep(_ object: ResourceObject, _ isDryRun: Bool) -> ResourceObject {
        var object = object
        object.resourceVersion = state.withLock { state in
            state.version += 1
            return String(state.version)
        }
        if !isDryRun { put(object) }
        return object
    }

    private static func missing(_ reference: ResourceReference) -> StoreError {
        StoreError(.notFound, "\(reference.type.groupResource) \"\(reference.name)\" not found")
    }

    static let types: [ResourceType] = [
        ResourceType(
            id: ResourceTypeID(group: "forklift.konveyor.io", version: "v1beta1", plural: "providers"),
            kind: "Provider", categories: ["all"],
            schema: Schema(
                .object(
                    [
                        Schema.Property(
                            "spec",
                            Schema(
                                .object(
                                    [
                                        Schema.Property("type", typeSchema), Schema.Property("url", Schema(.string)),
                                        Schema.Property("settings", Schema(.map(of: Schema(.string)))),
                                        Schema.Property(
                                            "secrets",
                                            Schema(
                                                .array(
                                                    of: Schema(
                                                        .object(
                                                            [Schema.Property("name", Schema(.string))], required: [],
                                                            keepsUnknown: false))))),
                                    ], required: ["type"], keepsUnknown: false))),
                        Schema.Property("apiVersion", Schema(.string)), Schema.Property("kind", Schema(.string)),
                        Schema.Property("metadata", Schema(.any)), Schema.Property("status", Schema(.any)),
                    ], required: [], keepsUnknown: false)),
            columns: [
                .init("Type", "string", ".spec.type"),
                .init("Ready", "string", ".status.conditions[?(@.type=='Ready')].status"),
                .init("URL", "string", ".spec.url", priority: 1),
                .init("Age", "date", ".metadata.creationTimestamp"),
            ]),
        core("Secret", "secrets", ["sec"]), core("Pod", "pods", ["po"]), core("Event", "events", ["ev"]),
        ResourceType(
            id: ResourceTypeID(group: "", version: "v1", plural: "namespaces"), kind: "Namespace", shortNames: ["ns"],
            isNamespaced: false, schema: Schema(.any)),
    ]

    private static var typeSchema: Schema {
        var schema = Schema(.string)
        schema.enumeration = ["ova", "vsphere", "openshift"]
        return schema
    }

    private static func core(_ kind: String, _ plural: String, _ shortNames: [String]) -> ResourceType {
        ResourceType(
            id: ResourceTypeID(group: "", version: "v1", plural: plural), kind: kind, shortNames: shortNames,
            schema: Schema(.any))
    }
}

/// The sample as a server that warns with every write.
private struct WarningSample: ResourceStore {
    let sample: ResourceSample
    let warn: @Sendable (String) -> Void

    func get(_ reference: ResourceReference) async throws -> ResourceObject { try sample.get(reference) }

    func list(_ type: ResourceTypeID, in namespace: String?, _ options: ListOptions) async throws -> ResourceList {
        try sample.list(type, in: namespace, options)
    }

    func watch(
        _ type: ResourceTypeID, in namespace: String?, _ options: WatchOptions
    ) async throws -> AsyncThrowingStream<WatchEvent, any Error> { try sample.watch(type, in: namespace, options) }

    func create(
        _ object: ResourceObject, _ type: ResourceTypeID, _ options: WriteOptions
    ) async throws -> ResourceObject { try sample.create(object, type, options) }

    func update(
        _ object: ResourceObject, _ type: ResourceTypeID, _ part: ResourcePart, _ options: WriteOptions
    ) async throws -> ResourceObject { sample.update(object, type, part, options) }

    func patch(
        _ reference: ResourceReference, _ patch: Patch, _ part: ResourcePart, _ options: WriteOptions
    ) async throws -> ResourceObject {
        for warning in sample.warnings { warn(warning) }
        return try sample.patch(reference, patch, part, options)
    }

    func delete(_ reference: ResourceReference, _ options: DeleteOptions) async throws -> Deletion {
        try sample.delete(reference, options)
    }
}
