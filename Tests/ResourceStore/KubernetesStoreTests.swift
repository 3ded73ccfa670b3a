import Failures
import HTTPClient
@testable import KubernetesStore
import ResourceStore
import Resources
import Synchronization
import Testing
import Values

/// Against a server that answers what a script says; what a real one says is in KubernetesServerTests.
@Suite("Kubernetes client", .timeLimit(.minutes(1)))
struct KubernetesStoreTests {
    private static let plans = ResourceTypeID(group: "forklift.konveyor.io", version: "v1beta1", plural: "plans")
    private static let secrets = ResourceTypeID(group: "", version: "v1", plural: "secrets")

    private func withServer(
        _ script: [JSONValue], credentials: Credentials = .none,
        onWarning: @escaping @Sendable (String) -> Void = { _ in },
        _ body: (KubernetesStore, () async throws -> [JSONValue]) async throws -> Void
    ) async throws {
        try await HTTPClientTestServer.run { server in
            let client = try server.client()
            _ = try await client.fetch(
                HTTPRequest("POST", server.address + "/script", body: JSONValue.array(script).jsonBytes()))
            var options = APIConnection.Options()
            options.onWarning = onWarning
            let cluster = ClusterConnection(
                server: server.address, http: try server.configuration(), credentials: credentials)
            try await body(try KubernetesStore(cluster, options)) {
                let answer = try await client.fetch(HTTPRequest("GET", server.address + "/requests"))
                return try JSONValue.parse(answer.body).array ?? []
            }
        }
    }

    private func status(_ code: Int, _ reason: String, headers: JSONValue = [:], details: JSONValue = [:]) -> JSONValue
    {
        let status: JSONValue = [
            "kind": "Status", "apiVersion": "v1", "status": "Failure", "message": "the message",
            "reason": .string(reason), "code": .integer(Int64(code)), "details": details,
        ]
        return ["status": .integer(Int64(code)), "headers": headers, "body": .string(status.jsonText())]
    }

    private func answer(_ value: JSONValue, headers: JSONValue = [:]) -> JSONValue {
        ["body": .string(value.jsonText()), "headers": headers]
    }

    private func plan(_ name: String, _ version: String) -> JSONValue {
        [
            "apiVersion": "forklift.konveyor.io/v1beta1", "kind": "Plan",
            "metadata": ["name": .string(name), "namespace": "n", "resourceVersion": .string(version)],
        ]
    }

    private func event(_ type: String, _ object: JSONValue) -> JSONValue {
        .string((["type": .string(type), "object": object] as JSONValue).jsonText() + "\n")
    }

    private let reference = ResourceReference(plans, namespace: "n", name: "p")

    @Test(
        "An error of the server is told in its words",
        arguments: [
            (404, "NotFound", StoreError.Reason.notFound), (409, "AlreadyExists", .alreadyExists),
            (409, "Conflict", .conflict), (410, "Gone", .expired), (410, "Expired", .expired),
            (422, "Invalid", .invalid), (403, "Forbidden", .forbidden), (400, "SomethingNew", .badRequest),
        ])
    func errors(code: Int, word: String, reason: StoreError.Reason) async throws {
        let cause: JSONValue = ["reason": "FieldValueInvalid", "message": "bad", "field": "spec.x"]
        try await withServer([status(code, word, details: ["causes": [cause]])]) { store, requests in
            let error = await #expect(throws: StoreError.self) { try await store.get(reference) }
            #expect(error?.reason == reason)
            #expect(error?.message == "the message")
            #expect(error?.causes == [.init(reason: "FieldValueInvalid", message: "bad", field: "spec.x")])
            let asked = try await requests()
            #expect(asked.count == 1)
        }
    }

    @Test("A server that has too much to do is asked again when it wants that, and no other writes are repeated")
    func repeating() async throws {
        let busy = status(429, "TooManyRequests", headers: ["Retry-After": "1"])
        let broken: JSONValue = ["status": 500, "body": "broken"]
        let script = [busy, answer(plan("p", "1")), broken, answer(plan("p", "1")), broken]
        try await withServer(script) { store, requests in
            let started = ContinuousClock.now
            let object = ResourceObject(plan("p", ""))
            _ = try await store.create(object, Self.plans, .init())
            #expect(ContinuousClock.now - started >= .seconds(1))
            _ = try await store.get(reference)
            await #expect(throws: StoreError.self) { try await store.create(object, Self.plans, .init()) }
            let asked = try await requests()
            #expect(asked.compactMap { $0["method"]?.string } == ["POST", "POST", "GET", "GET", "POST"])
        }
    }

    @Test("Tries end when the budget is used up")
    func budget() {
        let budget = RetryBudget()
        #expect((0..<100).filter { _ in budget.spend() }.count == 20)
        for _ in 0..<10 { budget.earn() }
        #expect((0..<100).filter { _ in budget.spend() }.count <= 1)
    }

    @Test("Paths, queries and bodies are the API's")
    func requests() async throws {
        let object = ResourceObject(plan("p", "7"))
        let answers = (0..<6).map { _ in answer(plan("p", "8")) }
        try await withServer(answers) { store, requests in
            var options = WriteOptions(fieldManager: "me")
            options.isDryRun = true
            options.isForced = true
            _ = try await store.update(object, Self.plans, .status, options)
            let patches: [Patch] = [.merge(["a": 1]), .json([]), .strategicMerge([:]), .apply([:])]
            for patch in patches { _ = try await store.patch(reference, patch, .main, options) }
            _ = try await store.get(ResourceReference(Self.secrets, namespace: nil, name: "a:b"))
            let seen = try await requests()
            let base = "/apis/forklift.konveyor.io/v1beta1/namespaces/n/plans/p"
            let query = "?fieldManager=me&dryRun=All&fieldValidation=Warn"
            #expect(seen[0]["method"] == "PUT")
            #expect(seen[0]["path"] == .string("\(base)/status\(query)"))
            #expect(seen[1]["path"] == .string(base + query))
            #expect(seen[1]["body"] == "{\"a\":1}")
            #expect(seen[4]["path"] == .string("\(base)\(query)&force=true"))
            #expect(
                seen[1...4].compactMap { $0["fields"]?["content-type"]?.string } == [
                    "application/merge-patch+json", "application/json-patch+json",
                    "application/strategic-merge-patch+json", "application/apply-patch+yaml",
                ])
            #expect(seen[5]["path"] == "/api/v1/secrets/a%3Ab")
        }
    }

    @Test("A name that leads elsewhere is never sent", arguments: ["", "..", "a/b", "%2e"])
    func unsafeNames(name: String) {
        #expect(throws: StoreError.self) {
            try ResourcePath.of(ResourceReference(Self.plans, namespace: "n", name: name))
        }
    }

    @Test("A list is read page by page, and anew when its snapshot is gone")
    func paging() async throws {
        func page(_ names: [String], next: String?) -> JSONValue {
            var metadata: OrderedFields = OrderedFields()
            metadata["resourceVersion"] = "50"
            metadata["continue"] = next.map { .string($0) }
            let items = names.map { ["metadata": ["name": .string($0)]] as JSONValue }
            return answer([
                "kind": "SecretList", "apiVersion": "v1", "metadata": .object(metadata), "items": .array(items),
            ])
        }
        let script = [
            page(["a"], next: "x/y"), page(["b"], next: nil), page(["a"], next: "z"), status(410, "Expired"),
            page(["c"], next: nil),
        ]
        try await withServer(script) { store, requests in
            let list = try await store.list(Self.secrets, in: "n", .init())
            #expect(list.items.map(\.name) == ["a", "b"])
            #expect(list.items.map(\.kind) == ["Secret", "Secret"])
            #expect(list.items[0].apiVersion == "v1")
            #expect(list.resourceVersion == "50")
            #expect(try await store.list(Self.secrets, in: "n", .init()).items.map(\.name) == ["c"])
            let paths = try await requests().compactMap { $0["path"]?.string }
            #expect(paths[1].hasSuffix("/secrets?limit=500&continue=x%2Fy"))
            #expect(paths[4].hasSuffix("/secrets"))
        }
    }

    @Test("A watch goes on after the last version when it is cut, bookmarks included, until it is expired")
    func watching() async throws {
        let half = JSONValue.string("{\"type\":\"MODIFIED\",\"obj")
        let expired: JSONValue = ["kind": "Status", "code": 410, "reason": "Expired", "message": "too old"]
        let script: [JSONValue] = [
            ["chunks": [event("ADDED", plan("a", "11")), event("MODIFIED", plan("a", "12")), half], "cut": true],
            ["status": 503],
            ["chunks": [event("BOOKMARK", plan("", "20"))]],
            ["chunks": [event("DELETED", plan("a", "21")), event("ERROR", expired)]],
        ]
        try await withServer(script) { store, requests in
            var options = WatchOptions()
            options.resourceVersion = "10"
            var seen: [String] = []
            let error = await #expect(throws: StoreError.self) {
                for try await event in try await store.watch(Self.plans, in: nil, options) {
                    switch event {
                    case .added(let object): seen.append("+\(object.resourceVersion)")
                    case .modified(let object): seen.append("~\(object.resourceVersion)")
                    case .deleted(let object): seen.append("-\(object.resourceVersion)")
                    case .bookmark(let version): seen.append("=\(version)")
                    }
                }
            }
            #expect(error?.reason == .expired)
            #expect(seen == ["+11", "~12", "=20", "-21"])
            let versions = try await requests().compactMap { request -> Substring? in
                request["path"]?.string?.split(separator: "&").first { $0.contains("resourceVersion=") }
            }
            #expect(versions.map { $0.split(separator: "=").last } == ["10", "12", "12", "20"])
        }
    }

    @Test("A refused watch is refused at once")
    func refusedWatch() async throws {
        try await withServer([status(403, "Forbidden")]) { store, _ in
            var options = WatchOptions()
            options.resourceVersion = "1"
            let error = await #expect(throws: StoreError.self) { try await store.watch(Self.plans, in: nil, options) }
            #expect(error?.reason == .forbidden)
        }
    }

    @Test("A watch ends with its task")
    func cancelledWatch() async throws {
        try await withServer([["chunks": [event("ADDED", plan("a", "2"))], "wait": 20]]) { store, _ in
            let watching = Task {
                var options = WatchOptions()
                options.resourceVersion = "1"
                for try await _ in try await store.watch(Self.plans, in: nil, options) {}
            }
            try await Task.sleep(for: .milliseconds(300))
            let started = ContinuousClock.now
            watching.cancel()
            _ = await watching.result
            #expect(ContinuousClock.now - started < .seconds(2))
        }
    }

    @Test("A refused token is asked for once more")
    func refusedToken() async throws {
        let refused = status(401, "Unauthorized")
        let script = [refused, answer(plan("p", "1")), refused, refused]
        try await withServer(script, credentials: .token("t")) { store, requests in
            _ = try await store.get(reference)
            let error = await #expect(throws: StoreError.self) { try await store.get(reference) }
            #expect(error?.reason == .unauthorized)
            #expect(error?.description.contains("Bearer") == false)
            let asked = try await requests()
            #expect(asked.allSatisfy { $0["fields"]?["authorization"] == "Bearer t" })
        }
    }

    @Test("Warnings are handed on")
    func warnings() async throws {
        let told = EventLog()
        let header: JSONValue = ["Warning": "299 - \"unknown field \\\"spec.x\\\"\""]
        try await withServer([answer(plan("p", "1"), headers: header)], onWarning: { told.add($0) }) { store, _ in
            _ = try await store.get(reference)
            #expect(told.events == ["unknown field \"spec.x\""])
        }
    }

    @Test("Deleting tells what is gone from what will go")
    func deleting() async throws {
        var held = ResourceObject(plan("p", "2"))
        held.finalizers = ["x"]
        held.metadata["deletionTimestamp"] = "2026-01-01T00:00:00Z"
        let script = [
            answer(plan("p", "1")), answer(["kind": "Status", "apiVersion": "v1", "status": "Success"]),
            answer(plan("p", "1")), answer(held.value),
        ]
        try await withServer(script) { store, requests in
            #expect(try await store.delete(reference, .init()) == .gone(ResourceObject(plan("p", "1"))))
            var options = DeleteOptions()
            options.uid = "u"
            options.propagation = .foreground
            #expect(try await store.delete(reference, options) == .pending(held))
            let body = try JSONValue.parse(try await requests()[3]["body"]?.string ?? "")
            #expect(body["propagationPolicy"] == "Foreground")
            #expect(body["preconditions"]?["uid"] == "u")
        }
    }

    @Test("Requests keep to the rate, and urgent ones pass others")
    func rate() async throws {
        let rate = RequestRate(perSecond: 20, burst: 2)
        let log = EventLog()
        let started = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<8 {
                group.addTask {
                    try await rate.acquire(.normal)
                    log.add("normal \(number)")
                }
            }
            try await Task.sleep(for: .milliseconds(20))
            group.addTask {
                try await rate.acquire(.urgent)
                log.add("urgent")
            }
            try await group.waitForAll()
        }
        #expect(ContinuousClock.now - started >= .milliseconds(300))
        #expect((log.events.firstIndex(of: "urgent") ?? 9) <= 4)
    }

    @Test("Selectors are written as the API reads them")
    func selectors() {
        var labels = LabelSelector()
        labels.requirements = [
            .init("a", .isIn(["x"])), .init("b", .isNotIn(["y", "z"])), .init("c", .exists), .init("d", .isMissing),
            .init("e", .isGreater(than: 3)),
        ]
        #expect(labels.queryText == "a in (x),b notin (y,z),c,!d,e>3")
        var fields = FieldSelector()
        fields.requirements = [.init("metadata.name", "a,b=c"), .init("type", "x", isEqual: false)]
        #expect(fields.queryText == "metadata.name=a\\,b\\=c,type!=x")
        #expect(LabelSelector().queryText == nil)
    }
}
