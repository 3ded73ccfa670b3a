import ResourceStore
import Resources
import Testing
import Values

/// One behaviour that every store has, named by a sentence.
struct ConformanceCase: Sendable, CustomTestStringConvertible {
    let sentence: String
    let run: @Sendable (StoreConformance) async throws -> Void

    init(_ sentence: String, _ run: @escaping @Sendable (StoreConformance) async throws -> Void) {
        self.sentence = sentence
        self.run = run
    }

    var testDescription: String { sentence }

    static let all = reading + creating + updating + patching + applying + deleting + watching
}

/// What a case works with: a store, and a namespace that it has to itself.
struct StoreConformance: Sendable {
    let store: any ResourceStore
    let namespace: String

    static let configMaps = ResourceTypeID(group: "", version: "v1", plural: "configmaps")
    static let secrets = ResourceTypeID(group: "", version: "v1", plural: "secrets")
    static let widgets = ResourceTypeID(group: "conformance.gantry.dev", version: "v1", plural: "widgets")

    func reference(_ type: ResourceTypeID, _ name: String) -> ResourceReference {
        ResourceReference(type, namespace: type == .namespaces ? nil : namespace, name: name)
    }

    func configMap(_ name: String, _ data: JSONValue = ["a": "1"], labels: JSONValue? = nil) -> ResourceObject {
        var object = ResourceObject([
            "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": .string(name)], "data": data,
        ])
        object.namespace = namespace
        if let labels { object.metadata["labels"] = labels }
        return object
    }

    func widget(_ name: String, _ spec: JSONValue = ["size": 1]) -> ResourceObject {
        var object = ResourceObject([
            "apiVersion": "conformance.gantry.dev/v1", "kind": "Widget", "metadata": ["name": .string(name)],
            "spec": spec,
        ])
        object.namespace = namespace
        return object
    }

    func create(_ object: ResourceObject, dryRun: Bool = false, manager: String = "test") async throws -> ResourceObject
    {
        var options = WriteOptions(fieldManager: manager)
        options.isDryRun = dryRun
        return try await store.create(object, type(of: object), options)
    }

    func update(
        _ object: ResourceObject, _ part: ResourcePart = .main, manager: String = "test"
    ) async throws -> ResourceObject {
        try await store.update(object, type(of: object), part, WriteOptions(fieldManager: manager))
    }

    func get(_ type: ResourceTypeID, _ name: String) async throws -> ResourceObject {
        try await store.get(reference(type, name))
    }

    func patch(
        _ type: ResourceTypeID, _ name: String, _ patch: Patch, _ part: ResourcePart = .main, manager: String = "test",
        force: Bool = false
    ) async throws -> ResourceObject {
        var options = WriteOptions(fieldManager: manager)
        options.isForced = force
        return try await store.patch(reference(type, name), patch, part, options)
    }

    func apply(_ object: ResourceObject, manager: String, force: Bool = false) async throws -> ResourceObject {
        try await patch(type(of: object), object.name, .apply(object.value), manager: manager, force: force)
    }

    func delete(
        _ type: ResourceTypeID, _ name: String, _ propagation: DeleteOptions.Propagation = .background
    ) async throws -> Deletion {
        var options = DeleteOptions()
        options.propagation = propagation
        return try await store.delete(reference(type, name), options)
    }

    func type(of object: ResourceObject) -> ResourceTypeID {
        switch object.kind {
        case "Widget": Self.widgets
        case "Secret": Self.secrets
        case "Namespace": .namespaces
        default: Self.configMaps
        }
    }

    /// The error that work ends with.
    func refusal(
        of work: () async throws -> Void, _ location: SourceLocation = #_sourceLocation
    ) async throws -> StoreError {
        let error = await #expect(throws: StoreError.self, sourceLocation: location) { try await work() }
        return try #require(error, sourceLocation: location)
    }

    /// Waits until something holds; controllers of a real server take their time.
    func eventually(
        _ what: Comment, _ location: SourceLocation = #_sourceLocation, _ holds: () async throws -> Bool
    ) async throws {
        let deadline = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < deadline {
            if try await holds() { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record(what, sourceLocation: location)
    }

    func isGone(_ type: ResourceTypeID, _ name: String) async throws -> Bool {
        do {
            _ = try await get(type, name)
            return false
        } catch let error as StoreError where error.reason == .notFound { return true }
    }

    /// The first events of a watch that aren't bookmarks.
    func events(
        _ count: Int, _ type: ResourceTypeID, after version: String?, _ change: (inout WatchOptions) -> Void = { _ in }
    ) async throws -> [WatchEvent] {
        var options = WatchOptions()
        options.resourceVersion = version
        options.timeoutSeconds = 20
        change(&options)
        var seen: [WatchEvent] = []
        for try await event in try await store.watch(type, in: namespace, options) {
            if case .bookmark = event { continue }
            seen.append(event)
            if seen.count == count { break }
        }
        return seen
    }

    func list(_ type: ResourceTypeID, _ change: (inout ListOptions) throws -> Void = { _ in }) async throws
        -> ResourceList
    {
        var options = ListOptions()
        try change(&options)
        return try await store.list(type, in: namespace, options)
    }
}

extension WatchEvent {
    /// `added a`, for comparing.
    var words: String {
        switch self {
        case .added(let object): "added \(object.name)"
        case .modified(let object): "modified \(object.name)"
        case .deleted(let object): "deleted \(object.name)"
        case .bookmark: "bookmark"
        }
    }
}

extension ResourceObject {
    func with(_ change: (inout ResourceObject) -> Void) -> ResourceObject {
        var copy = self
        change(&copy)
        return copy
    }
}
