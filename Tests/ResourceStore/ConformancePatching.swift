import ResourceStore
import Resources
import Testing
import Values

extension ConformanceCase {
    static let patching = [
        ConformanceCase("merges a JSON merge patch; null removes") { it in
            _ = try await it.create(it.widget("a", ["size": 1, "color": "red", "options": ["x": "1", "y": "2"]]))
            let patch: JSONValue = ["spec": ["color": nil, "options": ["x": nil, "z": "3"]]]
            let new = try await it.patch(StoreConformance.widgets, "a", .merge(patch))
            #expect(new.value["spec"]?.means(["size": 1, "options": ["y": "2", "z": "3"]]) == true)
        },
        ConformanceCase("refuses a merge patch with a version of the past") { it in
            let old = try await it.create(it.widget("a"))
            _ = try await it.patch(StoreConformance.widgets, "a", .merge(["spec": ["size": 2]]))
            let error = try await it.refusal {
                let patch: JSONValue = [
                    "metadata": ["resourceVersion": .string(old.resourceVersion)], "spec": ["size": 3],
                ]
                _ = try await it.patch(StoreConformance.widgets, "a", .merge(patch))
            }
            #expect(error.reason == .conflict)
        },
        ConformanceCase("does the operations of a JSON patch in order") { it in
            _ = try await it.create(it.widget("a", ["size": 1, "tags": ["a", "b"]]))
            let patch: JSONValue = [
                ["op": "test", "path": "/spec/size", "value": 1],
                ["op": "replace", "path": "/spec/size", "value": 2],
                ["op": "add", "path": "/spec/tags/-", "value": "c"],
                ["op": "remove", "path": "/spec/tags/0"],
                ["op": "copy", "from": "/spec/tags/0", "path": "/spec/color"],
            ]
            let new = try await it.patch(StoreConformance.widgets, "a", .json(patch))
            #expect(new.value["spec"]?.means(["size": 2, "tags": ["b", "c"], "color": "b"]) == true)
        },
        ConformanceCase("does nothing of a JSON patch whose test fails") { it in
            let old = try await it.create(it.widget("a"))
            let error = try await it.refusal {
                let patch: JSONValue = [
                    ["op": "replace", "path": "/spec/size", "value": 2],
                    ["op": "test", "path": "/spec/size", "value": 7],
                ]
                _ = try await it.patch(StoreConformance.widgets, "a", .json(patch))
            }
            #expect(error.reason == .invalid)
            #expect(try await it.get(StoreConformance.widgets, "a").resourceVersion == old.resourceVersion)
        },
        ConformanceCase("merges a strategic patch into a built-in type") { it in
            _ = try await it.create(it.configMap("a", ["x": "1", "y": "2"]))
            let patch: JSONValue = ["data": ["x": nil, "z": "3"], "metadata": ["finalizers": ["gantry.dev/a"]]]
            _ = try await it.patch(StoreConformance.configMaps, "a", .strategicMerge(patch))
            let second: JSONValue = ["metadata": ["finalizers": ["gantry.dev/b"]]]
            let new = try await it.patch(StoreConformance.configMaps, "a", .strategicMerge(second))
            #expect(new.value["data"] == ["y": "2", "z": "3"])
            #expect(Set(new.finalizers) == ["gantry.dev/a", "gantry.dev/b"])
            let third: JSONValue = [
                "metadata": ["$deleteFromPrimitiveList/finalizers": ["gantry.dev/a", "gantry.dev/b"]]
            ]
            #expect(try await it.patch(StoreConformance.configMaps, "a", .strategicMerge(third)).finalizers.isEmpty)
        },
        ConformanceCase("refuses a strategic patch of a custom type") { it in
            _ = try await it.create(it.widget("a"))
            let error = try await it.refusal {
                _ = try await it.patch(StoreConformance.widgets, "a", .strategicMerge(["spec": ["size": 2]]))
            }
            #expect(error.reason == .unsupportedMediaType)
        },
        ConformanceCase("patches the status alone") { it in
            _ = try await it.create(it.widget("a"))
            let patch: JSONValue = ["status": ["phase": "Ready"], "spec": ["size": 9]]
            let new = try await it.patch(StoreConformance.widgets, "a", .merge(patch), .status)
            #expect(new.value["status"] == ["phase": "Ready"])
            #expect(new.value["spec"] == ["size": 1])
        },
        ConformanceCase("refuses a patch of what isn't there") { it in
            let error = try await it.refusal {
                _ = try await it.patch(StoreConformance.widgets, "nope", .merge(["spec": ["size": 2]]))
            }
            #expect(error.reason == .notFound)
        },
        ConformanceCase("refuses a patch that changes the name") { it in
            _ = try await it.create(it.widget("a"))
            let error = try await it.refusal {
                _ = try await it.patch(StoreConformance.widgets, "a", .merge(["metadata": ["name": "b"]]))
            }
            #expect([.badRequest, .invalid].contains(error.reason))
        },
        ConformanceCase("loses no one of many patches at once") { it in
            _ = try await it.create(it.widget("a", ["options": [:]]))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        let patch: JSONValue = ["spec": ["options": ["k\(number)": "x"]]]
                        _ = try await it.patch(StoreConformance.widgets, "a", .merge(patch))
                    }
                }
                try await group.waitForAll()
            }
            let options = try await it.get(StoreConformance.widgets, "a").value["spec"]?["options"]?.object
            #expect(options?.count == 20)
        },
    ]
}
