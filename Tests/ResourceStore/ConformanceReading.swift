import ResourceStore
import Resources
import Testing
import Values

extension ConformanceCase {
    static let reading = [
        ConformanceCase("reads back what was created") { it in
            let created = try await it.create(it.configMap("a", ["x": "1", "y": "ü\n"]))
            let read = try await it.get(StoreConformance.configMaps, "a")
            #expect(read.value.means(created.value))
            #expect(read.value["data"] == ["x": "1", "y": "ü\n"])
        },
        ConformanceCase("says NotFound of a name that isn't there") { it in
            let error = try await it.refusal { _ = try await it.get(StoreConformance.widgets, "nope") }
            #expect(error.reason == .notFound)
            #expect(error.message == "widgets.conformance.gantry.dev \"nope\" not found")
        },
        ConformanceCase("says NotFound of a type that isn't there") { it in
            let type = ResourceTypeID(group: "nosuch.gantry.dev", version: "v1", plural: "things")
            let error = try await it.refusal { _ = try await it.store.list(type, in: it.namespace, ListOptions()) }
            #expect(error.reason == .notFound)
            #expect(error.message == "the server could not find the requested resource")
        },
        ConformanceCase("lists in the order of names") { it in
            for name in ["b", "c", "a"] { _ = try await it.create(it.widget(name)) }
            #expect(try await it.list(StoreConformance.widgets).items.map(\.name) == ["a", "b", "c"])
        },
        ConformanceCase("lists one namespace only") { it in
            let other = ResourceObject([
                "apiVersion": "v1", "kind": "Namespace", "metadata": ["generateName": "other-"],
            ])
            let name = try await it.create(other).name
            _ = try await it.create(it.widget("here"))
            _ = try await it.create(it.widget("there").with { $0.namespace = name })
            #expect(try await it.list(StoreConformance.widgets).items.map(\.name) == ["here"])
            let all = try await it.store.list(StoreConformance.widgets, in: nil, ListOptions())
            #expect(all.items.contains { $0.namespace == name })
            _ = try await it.delete(.namespaces, name)
        },
        ConformanceCase("lists nothing where nothing is") { it in
            let list = try await it.list(StoreConformance.widgets)
            #expect(list.items.isEmpty)
            #expect(Int64(list.resourceVersion) ?? 0 > 0)
        },
        ConformanceCase("selects by labels") { it in
            _ = try await it.create(it.configMap("a", labels: ["app": "web", "tier": "x"]))
            _ = try await it.create(it.configMap("b", labels: ["app": "web"]))
            _ = try await it.create(it.configMap("c", labels: ["app": "db"]))
            for (selector, names) in [
                ("app=web", ["a", "b"]), ("app in (db,web),!tier", ["b", "c"]), ("app!=web", ["c"]), ("tier", ["a"]),
                ("app notin (db)", ["a", "b"]),
            ] {
                let list = try await it.list(StoreConformance.configMaps) {
                    $0.labelSelector = try LabelSelector(parsing: selector)
                    // The API server of a cluster puts this into every namespace.
                    $0.fieldSelector = try FieldSelector(parsing: "metadata.name!=kube-root-ca.crt")
                }
                #expect(list.items.map(\.name) == names, "\(selector)")
            }
        },
        ConformanceCase("selects by name and by type of secrets") { it in
            _ = try await it.create(it.widget("a"))
            _ = try await it.create(it.widget("b"))
            let list = try await it.list(StoreConformance.widgets) {
                $0.fieldSelector = try FieldSelector(parsing: "metadata.name=b")
            }
            #expect(list.items.map(\.name) == ["b"])
            let secret = ResourceObject([
                "apiVersion": "v1", "kind": "Secret", "type": "gantry.dev/x",
                "metadata": ["name": "s", "namespace": .string(it.namespace)],
            ])
            _ = try await it.create(secret)
            let secrets = try await it.list(StoreConformance.secrets) {
                $0.fieldSelector = try FieldSelector(parsing: "type=gantry.dev/x")
            }
            #expect(secrets.items.map(\.name) == ["s"])
        },
        ConformanceCase("refuses to select by a field that it doesn't know") { it in
            let error = try await it.refusal {
                _ = try await it.list(StoreConformance.widgets) {
                    $0.fieldSelector = try FieldSelector(parsing: "spec.size=1")
                }
            }
            #expect(error.reason == .badRequest)
            #expect(error.message.contains("field label not supported: spec.size"))
        },
        ConformanceCase("gives a list in pages") { it in
            for number in 0..<7 { _ = try await it.create(it.widget("w\(number)")) }
            var names: [String] = []
            var continuation: String?
            var pages = 0
            repeat {
                let page = try await it.list(StoreConformance.widgets) {
                    $0.limit = 3
                    $0.continuation = continuation
                }
                names += page.items.map(\.name)
                continuation = page.continuation
                pages += 1
            } while continuation != nil
            #expect(pages == 3)
            #expect(names == (0..<7).map { "w\($0)" })
        },
        ConformanceCase("keeps all pages of a list at the version of the first") { it in
            for name in ["a", "b", "d"] { _ = try await it.create(it.widget(name)) }
            let first = try await it.list(StoreConformance.widgets) { $0.limit = 1 }
            #expect(first.remainingCount == 2)
            _ = try await it.create(it.widget("c"))
            _ = try await it.delete(StoreConformance.widgets, "d")
            _ = try await it.patch(StoreConformance.widgets, "b", .merge(["spec": ["size": 9]]))
            let rest = try await it.list(StoreConformance.widgets) {
                $0.limit = 10
                $0.continuation = first.continuation
            }
            #expect(rest.items.map(\.name) == ["b", "d"])
            #expect(rest.items.first?.value["spec"]?["size"] == 1)
            #expect(rest.resourceVersion == first.resourceVersion)
        },
        ConformanceCase("refuses to list a version that isn't there yet") { it in
            let error = try await it.refusal {
                _ = try await it.list(StoreConformance.widgets) { $0.resourceVersion = "999999999" }
            }
            #expect(error.reason == .timeout)
            #expect(error.message.contains("Too large resource version"))
        },
        ConformanceCase("refuses a continue key that it didn't give out") { it in
            let error = try await it.refusal {
                _ = try await it.list(StoreConformance.widgets) {
                    $0.limit = 1
                    $0.continuation = "nonsense"
                }
            }
            #expect(error.reason == .badRequest)
        },
    ]
}
