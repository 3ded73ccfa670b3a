import ResourceStore
import Resources
import Testing
import Values

extension ConformanceCase {
    static let updating = [
        ConformanceCase("replaces an object, with a higher version") { it in
            let old = try await it.create(it.widget("a", ["size": 1, "color": "red"]))
            let new = try await it.update(old.with { $0.setField("spec", ["size": 2]) })
            #expect(new.value["spec"] == ["size": 2])
            #expect(Int64(new.resourceVersion) ?? 0 > Int64(old.resourceVersion) ?? 0)
        },
        ConformanceCase("refuses to update what changed in between") { it in
            let old = try await it.create(it.widget("a"))
            _ = try await it.update(old.with { $0.setField("spec", ["size": 2]) })
            let error = try await it.refusal {
                _ = try await it.update(old.with { $0.setField("spec", ["size": 3]) })
            }
            #expect(error.reason == .conflict)
            #expect(
                error.message
                    == "Operation cannot be fulfilled on widgets.conformance.gantry.dev \"a\": the object has been"
                    + " modified; please apply your changes to the latest version and try again")
        },
        ConformanceCase("wants a version in an update of a custom type") { it in
            let old = try await it.create(it.widget("a"))
            let error = try await it.refusal { _ = try await it.update(old.with { $0.resourceVersion = "" }) }
            #expect(error.reason == .invalid)
            #expect(
                error.message.hasSuffix("metadata.resourceVersion: Invalid value: 0: must be specified for an update"))
        },
        ConformanceCase("takes an update of a built-in type without a version") { it in
            _ = try await it.create(it.configMap("a"))
            #expect(try await it.update(it.configMap("a", ["b": "2"])).value["data"] == ["b": "2"])
        },
        ConformanceCase("refuses to update what isn't there") { it in
            let error = try await it.refusal { _ = try await it.update(it.configMap("nope")) }
            #expect(error.reason == .notFound)
        },
        ConformanceCase("refuses another uid") { it in
            let old = try await it.create(it.configMap("a"))
            let other = "00000000-0000-4000-8000-000000000000"
            let error = try await it.refusal {
                _ = try await it.update(old.with { $0.metadata["uid"] = .string(other) })
            }
            #expect(error.reason == .conflict)
            #expect(error.message.contains("UID in precondition: \(other), UID in object meta: \(old.uid)"))
        },
        ConformanceCase("keeps a version when nothing changes") { it in
            let old = try await it.create(it.widget("a"))
            #expect(try await it.update(old).resourceVersion == old.resourceVersion)
        },
        ConformanceCase("counts generations for changes of the spec alone") { it in
            let first = try await it.create(it.widget("a"))
            let labelled = try await it.update(first.with { $0.metadata["labels"] = ["a": "b"] })
            #expect(labelled.generation == 1)
            let changed = try await it.update(labelled.with { $0.setField("spec", ["size": 2]) })
            #expect(changed.generation == 2)
            let reported = try await it.update(changed.with { $0.setField("status", ["phase": "x"]) }, .status)
            #expect(reported.generation == 2)
        },
        ConformanceCase("keeps the status out of updates of the rest") { it in
            let widget = try await it.create(it.widget("a"))
            let new = try await it.update(
                widget.with {
                    $0.setField("status", ["phase": "Lost"])
                    $0.setField("spec", ["size": 5])
                })
            #expect(new.value["status"] == nil)
            #expect(new.value["spec"] == ["size": 5])
        },
        ConformanceCase("keeps the rest out of updates of the status") { it in
            let widget = try await it.create(it.widget("a"))
            let new = try await it.update(
                widget.with {
                    $0.setField("status", ["phase": "Ready"])
                    $0.setField("spec", ["size": 5])
                    $0.metadata["labels"] = ["a": "b"]
                }, .status)
            #expect(new.value["status"] == ["phase": "Ready"])
            #expect(new.value["spec"] == ["size": 1])
            #expect(new.labels.isEmpty)
        },
        ConformanceCase("has no status where the type has none") { it in
            let object = try await it.create(it.configMap("a"))
            let error = try await it.refusal { _ = try await it.update(object, .status) }
            #expect([.notFound, .methodNotAllowed].contains(error.reason))
        },
        ConformanceCase("records who wrote which fields") { it in
            let widget = try await it.create(it.widget("a", ["size": 1, "color": "red"]), manager: "first")
            let new = try await it.update(
                widget.with { $0.setField("spec", ["size": 2, "color": "red"]) }, manager: "second")
            let entries = new.metadata["managedFields"]?.array ?? []
            let owners = Dictionary(
                uniqueKeysWithValues: entries.map { ($0["manager"]?.string ?? "", $0["fieldsV1"]?["f:spec"]) })
            #expect(owners["first"]??["f:color"] == [:])
            #expect(owners["first"]??["f:size"] == nil)
            #expect(owners["second"]??["f:size"] == [:])
            #expect(entries.allSatisfy { $0["operation"] == "Update" && $0["time"]?.string != nil })
        },
        ConformanceCase("records writers of the status apart") { it in
            let widget = try await it.create(it.widget("a"))
            let new = try await it.update(widget.with { $0.setField("status", ["phase": "x"]) }, .status)
            let entry = new.metadata["managedFields"]?.array?.first { $0["subresource"] == "status" }
            #expect(entry?["fieldsV1"]?["f:status"]?["f:phase"] == [:])
            #expect(entry?["fieldsV1"]?["f:spec"] == nil)
        },
    ]
}
