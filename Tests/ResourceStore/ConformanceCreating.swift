import ResourceStore
import Resources
import Testing
import Values

extension ConformanceCase {
    static let creating = [
        ConformanceCase("sets uid, version and time of what is created") { it in
            let widget = try await it.create(it.widget("a"))
            #expect(widget.uid.count == 36)
            #expect(Int64(widget.resourceVersion) ?? 0 > 0)
            #expect(widget.metadata["creationTimestamp"]?.string?.hasSuffix("Z") == true)
            #expect(widget.generation == 1)
        },
        ConformanceCase("makes a name from generateName") { it in
            let object = it.widget("").with {
                $0.metadata["name"] = nil
                $0.metadata["generateName"] = "made-"
            }
            let names = [try await it.create(object).name, try await it.create(object).name]
            #expect(names.allSatisfy { $0.hasPrefix("made-") && $0.count == 10 })
            #expect(names[0] != names[1])
        },
        ConformanceCase("refuses a name that is taken") { it in
            _ = try await it.create(it.widget("a"))
            let error = try await it.refusal { _ = try await it.create(it.widget("a")) }
            #expect(error.reason == .alreadyExists)
            #expect(error.message == "widgets.conformance.gantry.dev \"a\" already exists")
        },
        ConformanceCase("refuses an object without a name") { it in
            let error = try await it.refusal {
                _ = try await it.create(it.widget("").with { $0.metadata["name"] = nil })
            }
            #expect(error.reason == .invalid)
            #expect(error.message.contains("name or generateName is required"))
        },
        ConformanceCase("refuses a name that is none") { it in
            let error = try await it.refusal { _ = try await it.create(it.widget("Bad_Name")) }
            #expect(error.reason == .invalid)
            #expect(error.causes.map(\.field) == ["metadata.name"])
            #expect(error.message.contains("a lowercase RFC 1123 subdomain must consist of"))
        },
        ConformanceCase("refuses a label that is none") { it in
            let error = try await it.refusal { _ = try await it.create(it.configMap("a", labels: ["a": "-"])) }
            #expect(error.reason == .invalid)
            #expect(error.message.contains("a valid label must be an empty string or consist of"))
        },
        ConformanceCase("refuses a version in what is created") { it in
            let error = try await it.refusal {
                _ = try await it.create(it.widget("a").with { $0.resourceVersion = "5" })
            }
            #expect(error.message == "resourceVersion should not be set on objects to be created")
        },
        ConformanceCase("refuses a namespace that isn't there") { it in
            let error = try await it.refusal {
                _ = try await it.create(it.widget("a").with { $0.namespace = "missing-namespace" })
            }
            #expect(error.reason == .notFound)
            #expect(error.message == "namespaces \"missing-namespace\" not found")
        },
        ConformanceCase("drops the status of what is created") { it in
            let widget = try await it.create(it.widget("a").with { $0.setField("status", ["phase": "Ready"]) })
            #expect(widget.value["status"] == nil)
        },
        ConformanceCase("keeps nothing of a dry run") { it in
            let widget = try await it.create(it.widget("a"), dryRun: true)
            #expect(widget.uid.count == 36)
            #expect(try await it.isGone(StoreConformance.widgets, "a"))
        },
        ConformanceCase("makes data of a secret's stringData") { it in
            let secret = ResourceObject([
                "apiVersion": "v1", "kind": "Secret", "metadata": ["name": "s", "namespace": .string(it.namespace)],
                "stringData": ["user": "admin"],
            ])
            let created = try await it.create(secret)
            #expect(created.value["data"] == ["user": "YWRtaW4="])
            #expect(created.value["stringData"] == nil)
            #expect(created.value["type"] == "Opaque")
        },
        ConformanceCase("refuses an object of more than 1.5 MiB") { it in
            let text = JSONValue.string(String(repeating: "x", count: 3_200_000))
            let error = try await it.refusal { _ = try await it.create(it.widget("big", ["color": text])) }
            #expect([.tooLarge, .internalError].contains(error.reason))
        },
    ]
}
