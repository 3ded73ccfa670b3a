import HTTPClient
import Informers
import KubernetesStore
import ResourceStore
import Resources
import Testing
import Values

/// All that needs a real API server: started once for them.
@Suite("Real kube-apiserver", .kubernetesServer)
enum KubernetesServerSuites {}

extension KubernetesServerSuites {
    /// What the client, informers and leases do against a real kube-apiserver.
    @Suite("Client, informers and leases on a real kube-apiserver", .timeLimit(.minutes(3)))
    struct KubernetesServerTests {
        private static let configMaps = ResourceTypeID(group: "", version: "v1", plural: "configmaps")
        private static let namespaces = ResourceTypeID(group: "", version: "v1", plural: "namespaces")
        private static let leases = ResourceTypeID(group: "coordination.k8s.io", version: "v1", plural: "leases")

        private func configMap(_ name: String, _ namespace: String, _ data: JSONValue = [:]) -> ResourceObject {
            ResourceObject([
                "apiVersion": "v1", "kind": "ConfigMap",
                "metadata": ["name": .string(name), "namespace": .string(namespace)], "data": data,
            ])
        }

        /// A namespace of the test's own.
        private func namespace(_ store: KubernetesStore) async throws -> String {
            let object = ResourceObject([
                "apiVersion": "v1", "kind": "Namespace", "metadata": ["generateName": "gantry-"],
            ])
            return try await store.create(object, Self.namespaces, .init()).name
        }

        @Test("Objects are created, read, changed in all ways and deleted")
        func life() async throws {
            let store = try KubernetesTestServer.store()
            let namespace = try await namespace(store)
            let reference = ResourceReference(Self.configMaps, namespace: namespace, name: "a")
            let created = try await store.create(configMap("a", namespace, ["k": "1"]), Self.configMaps, .init())
            #expect(!created.uid.isEmpty)
            var changed = created
            changed.setField("data", ["k": "2"])
            let updated = try await store.update(changed, Self.configMaps, .main, .init())
            #expect(updated.resourceVersion != created.resourceVersion)
            let conflict = await #expect(throws: StoreError.self) {
                try await store.update(changed, Self.configMaps, .main, .init())
            }
            #expect(conflict?.reason == .conflict)
            let applied: JSONValue = ["apiVersion": "v1", "kind": "ConfigMap", "data": ["s": "4"]]
            let patches: [(Patch, JSONValue)] = [
                (.merge(["data": ["m": "1"]]), ["k": "2", "m": "1"]),
                (.json([["op": "remove", "path": "/data/m"]]), ["k": "2"]),
                (.strategicMerge(["data": ["k": "3"]]), ["k": "3"]),
                (.apply(applied), ["k": "3", "s": "4"]),
            ]
            for (patch, data) in patches {
                let result = try await store.patch(reference, patch, .main, .init(fieldManager: "test"))
                #expect(result.value["data"]?.object?.sorted() == data.object)
            }
            var dryRun = DeleteOptions()
            dryRun.isDryRun = true
            _ = try await store.delete(reference, dryRun)
            guard case .gone(let last) = try await store.delete(reference, .init()) else {
                Issue.record("It did not go.")
                return
            }
            #expect(last.uid == created.uid)
            let missing = await #expect(throws: StoreError.self) { try await store.get(reference) }
            #expect(missing?.reason == .notFound)
        }

        @Test("More objects than a page has are listed whole, and page by page when asked")
        func paging() async throws {
            let store = try KubernetesTestServer.store()
            let namespace = try await namespace(store)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<520 {
                    group.addTask {
                        _ = try await store.create(configMap("c\(number)", namespace), Self.configMaps, .init())
                    }
                }
                try await group.waitForAll()
            }
            let all = try await store.list(Self.configMaps, in: namespace, .init()).items.filter {
                $0.name.hasPrefix("c")
            }
            #expect(all.count == 520)
            #expect(all.allSatisfy { $0.kind == "ConfigMap" && $0.apiVersion == "v1" })
            var options = ListOptions()
            options.limit = 100
            let page = try await store.list(Self.configMaps, in: namespace, options)
            #expect(page.items.count == 100)
            #expect(page.continuation != nil)
            #expect((page.remainingCount ?? 0) >= 420)
        }

        @Test("A watch tells what happens after a version")
        func watching() async throws {
            let store = try KubernetesTestServer.store()
            let namespace = try await namespace(store)
            let list = try await store.list(Self.configMaps, in: namespace, .init())
            var options = WatchOptions()
            options.resourceVersion = list.resourceVersion
            options.fieldSelector.requirements = [.init("metadata.name", "w")]
            let events = try await store.watch(Self.configMaps, in: namespace, options)
            var object = try await store.create(configMap("w", namespace), Self.configMaps, .init())
            object.setField("data", ["x": "y"])
            _ = try await store.update(object, Self.configMaps, .main, .init())
            _ = try await store.delete(ResourceReference(Self.configMaps, namespace: namespace, name: "w"), .init())
            var seen: [String] = []
            for try await event in events {
                switch event {
                case .added: seen.append("added")
                case .modified: seen.append("modified")
                case .deleted: seen.append("deleted")
                case .bookmark: continue
                }
                if seen.count == 3 { break }
            }
            #expect(seen == ["added", "modified", "deleted"])
        }

        @Test("A watch that was given a time ends by itself")
        func watchTimeout() async throws {
            let store = try KubernetesTestServer.store()
            var options = WatchOptions()
            options.timeoutSeconds = 1
            let started = ContinuousClock.now
            for try await _ in try await store.watch(Self.namespaces, in: nil, options) {}
            #expect((ContinuousClock.now - started) / .seconds(1) < 5)
        }

        @Test("A foreign token isn't known, and nobody isn't allowed")
        func strangers() async throws {
            let file = try #require(KubernetesTestServer.kubeconfig)
            var cluster = try Kubeconfig(file: file).connection()
            cluster.http.identity = nil
            cluster.credentials = .token("nobody")
            let error = await #expect(throws: StoreError.self) {
                try await KubernetesStore(cluster).list(Self.namespaces, in: nil, .init())
            }
            #expect(error?.reason == .unauthorized)
            cluster.credentials = .none
            let anonymous = await #expect(throws: StoreError.self) {
                try await KubernetesStore(cluster).list(Self.namespaces, in: nil, .init())
            }
            #expect(anonymous?.reason == .forbidden)
        }

        @Test("An informer follows a cluster")
        func informer() async throws {
            let store = try KubernetesTestServer.store()
            let namespace = try await namespace(store)
            let informer = Informer(store, .init(Self.configMaps, namespace: namespace))
            let running = Task { try await informer.run() }
            defer { running.cancel() }
            try await informer.waitUntilSynced()
            _ = try await store.create(configMap("i", namespace), Self.configMaps, .init())
            let key = ResourceKey(namespace: namespace, name: "i")
            try await eventually { informer.cache.object(key) != nil }
            _ = try await store.delete(ResourceReference(Self.configMaps, namespace: namespace, name: "i"), .init())
            try await eventually { informer.cache.object(key) == nil }
        }

        @Test("Leaders follow one another by a Lease of the cluster")
        func leaders() async throws {
            let store = try KubernetesTestServer.store()
            let namespace = try await namespace(store)
            func epoch(_ identity: String) async throws -> Int64 {
                var options = LeaderElector.Options(namespace: namespace, name: "gantry", identity: identity)
                options.retrySeconds = 0.1
                let elector = LeaderElector(store, options)
                return try await elector.run { epoch in
                    let fenced = FencedStore(store, elector.leadership, epoch: epoch)
                    let object = configMap("l\(epoch)", namespace)
                    _ = try await fenced.create(object, Self.configMaps, .init())
                    return epoch
                }
            }
            #expect(try await epoch("a") == 1)
            #expect(try await epoch("b") == 2)
            let lease = try await store.get(ResourceReference(Self.leases, namespace: namespace, name: "gantry"))
            #expect(lease.value["spec"]?["holderIdentity"] == "")
        }
    }
}
