import ResourceStore
import Resources
import Testing
import Values

extension ConformanceCase {
    static let applying = [
        ConformanceCase("creates what is applied and isn't there") { it in
            let new = try await it.apply(it.widget("a", ["size": 1]), manager: "one")
            #expect(new.uid.count == 36)
            let entry = new.metadata["managedFields"]?.array?.first
            #expect(entry?["operation"] == "Apply")
            #expect(entry?["manager"] == "one")
            #expect(entry?["fieldsV1"]?["f:spec"]?["f:size"] == [:])
        },
        ConformanceCase("says who owns a field that another applies") { it in
            _ = try await it.apply(it.widget("a", ["size": 1]), manager: "one")
            let error = try await it.refusal { _ = try await it.apply(it.widget("a", ["size": 2]), manager: "two") }
            #expect(error.reason == .conflict)
            #expect(error.message == "Apply failed with 1 conflict: conflict with \"one\": .spec.size")
            #expect(
                error.causes == [
                    StoreError.Cause(
                        reason: "FieldManagerConflict", message: "conflict with \"one\"", field: ".spec.size")
                ])
        },
        ConformanceCase("says with which version a field was updated") { it in
            _ = try await it.create(it.widget("a", ["size": 1]), manager: "curl")
            let error = try await it.refusal { _ = try await it.apply(it.widget("a", ["size": 2]), manager: "two") }
            #expect(
                error.message
                    == "Apply failed with 1 conflict: conflict with \"curl\" using conformance.gantry.dev/v1: .spec.size"
            )
        },
        ConformanceCase("takes fields over by force") { it in
            _ = try await it.apply(it.widget("a", ["size": 1, "color": "red"]), manager: "one")
            let new = try await it.apply(it.widget("a", ["size": 2]), manager: "two", force: true)
            #expect(new.value["spec"]?.means(["size": 2, "color": "red"]) == true)
            let one = new.metadata["managedFields"]?.array?.first { $0["manager"] == "one" }
            #expect(one?["fieldsV1"]?["f:spec"]?["f:size"] == nil)
        },
        ConformanceCase("shares a field that two apply with one value") { it in
            _ = try await it.apply(it.widget("a", ["size": 1]), manager: "one")
            _ = try await it.apply(it.widget("a", ["size": 1, "color": "red"]), manager: "two")
            let new = try await it.apply(it.widget("a", ["color": "blue"]), manager: "one", force: true)
            #expect(new.value["spec"]?.means(["size": 1, "color": "blue"]) == true)
        },
        ConformanceCase("removes what is applied no more") { it in
            _ = try await it.apply(it.widget("a", ["size": 1, "color": "red", "options": ["x": "1"]]), manager: "one")
            let new = try await it.apply(it.widget("a", ["size": 1]), manager: "one")
            #expect(new.value["spec"]?["color"] == nil)
            #expect(new.value["spec"]?["options"]?["x"] == nil)
        },
        ConformanceCase("leaves fields of others alone") { it in
            _ = try await it.apply(it.widget("a", ["size": 1]), manager: "one")
            _ = try await it.patch(StoreConformance.widgets, "a", .merge(["spec": ["color": "red"]]), manager: "other")
            let new = try await it.apply(it.widget("a", ["size": 2]), manager: "one")
            #expect(new.value["spec"]?.means(["size": 2, "color": "red"]) == true)
        },
        ConformanceCase("merges applied lists by their keys") { it in
            let mine: JSONValue = ["parts": [["name": "a", "size": 1], ["name": "b", "size": 1]]]
            _ = try await it.apply(it.widget("w", mine), manager: "one")
            _ = try await it.apply(it.widget("w", ["parts": [["name": "c", "size": 3]]]), manager: "two")
            let new = try await it.apply(it.widget("w", ["parts": [["name": "a", "size": 2]]]), manager: "one")
            let parts = new.value["spec"]?["parts"]?.array ?? []
            let sizes = Dictionary(
                uniqueKeysWithValues: parts.map { ($0["name"]?.string ?? "", $0["size"]?.integer ?? 0) })
            #expect(sizes == ["a": 2, "c": 3])
            let fields = new.metadata["managedFields"]?.array?.first { $0["manager"] == "one" }?["fieldsV1"]
            #expect(fields?["f:spec"]?["f:parts"]?["k:{\"name\":\"a\"}"]?["f:size"] == [:])
        },
        ConformanceCase("names elements of lists in conflicts") { it in
            _ = try await it.apply(it.widget("w", ["parts": [["name": "a", "size": 1]]]), manager: "one")
            let error = try await it.refusal {
                _ = try await it.apply(it.widget("w", ["parts": [["name": "a", "size": 2]]]), manager: "two")
            }
            #expect(error.causes.map(\.field) == [".spec.parts[name=\"a\"].size"])
        },
        ConformanceCase("changes nothing when the same is applied again") { it in
            let old = try await it.apply(it.widget("a", ["size": 1]), manager: "one")
            #expect(
                try await it.apply(it.widget("a", ["size": 1]), manager: "one").resourceVersion == old.resourceVersion)
        },
        ConformanceCase("refuses managedFields in what is applied") { it in
            let error = try await it.refusal {
                let fields: JSONValue = [
                    ["manager": "x", "operation": "Apply", "apiVersion": "v1", "fieldsType": "FieldsV1"]
                ]
                _ = try await it.apply(it.widget("a").with { $0.metadata["managedFields"] = fields }, manager: "one")
            }
            #expect(error.reason == .badRequest)
            #expect(error.message == "metadata.managedFields must be nil")
        },
        ConformanceCase("applies the status alone") { it in
            _ = try await it.create(it.widget("a"))
            let wanted = it.widget("a", ["size": 7]).with { $0.setField("status", ["phase": "Ready"]) }
            let new = try await it.patch(StoreConformance.widgets, "a", .apply(wanted.value), .status, manager: "one")
            #expect(new.value["status"] == ["phase": "Ready"])
            #expect(new.value["spec"] == ["size": 1])
        },
        ConformanceCase("lets kubectl take over what it applied on the client's side") { it in
            let text = it.configMap("a", ["x": "1"]).value.jsonText()
            let applied = it.configMap("a", ["x": "1"]).with {
                $0.metadata["annotations"] = ["kubectl.kubernetes.io/last-applied-configuration": .string(text)]
            }
            _ = try await it.create(applied, manager: "kubectl-client-side-apply")
            let new = try await it.apply(it.configMap("a", ["x": "2"]), manager: "kubectl")
            #expect(new.value["data"] == ["x": "2"])
        },
        ConformanceCase("takes managedFields that a writer sends, and forgets them when one empty entry is sent") {
            it in
            let old = try await it.create(it.configMap("a"), manager: "first")
            let moved = old.with { object in
                var entries = object.metadata["managedFields"]?.array ?? []
                entries[0].setField("manager", "moved")
                object.metadata["managedFields"] = .array(entries)
            }
            let new = try await it.update(moved, manager: "second")
            #expect(new.metadata["managedFields"]?.array?.map { $0["manager"] } == ["moved"])
            let reset = try await it.update(new.with { $0.metadata["managedFields"] = [[:]] }, manager: "second")
            #expect(reset.metadata["managedFields"] == nil)
        },
    ]
}
