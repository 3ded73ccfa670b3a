import ResourceStore
import Resources
import Testing
import Values

extension ConformanceCase {
    static let watching = [
        ConformanceCase("tells all changes after a version, in order") { it in
            let version = try await it.list(StoreConformance.widgets).resourceVersion
            _ = try await it.create(it.widget("a"))
            _ = try await it.patch(StoreConformance.widgets, "a", .merge(["spec": ["size": 2]]))
            _ = try await it.delete(StoreConformance.widgets, "a")
            let events = try await it.events(3, StoreConformance.widgets, after: version)
            #expect(events.map(\.words) == ["added a", "modified a", "deleted a"])
        },
        ConformanceCase("tells changes as they come") { it in
            let version = try await it.list(StoreConformance.widgets).resourceVersion
            async let events = it.events(2, StoreConformance.widgets, after: version)
            try await Task.sleep(for: .milliseconds(100))
            _ = try await it.create(it.widget("a"))
            _ = try await it.create(it.widget("b"))
            #expect(try await events.map(\.words) == ["added a", "added b"])
        },
        ConformanceCase("begins with all there is when no version is named") { it in
            for name in ["a", "b"] { _ = try await it.create(it.widget(name)) }
            let events = try await it.events(2, StoreConformance.widgets, after: nil)
            #expect(events.map(\.words).sorted() == ["added a", "added b"])
        },
        ConformanceCase("gives deleted objects as they were last, at the version of their end") { it in
            let last = try await it.create(it.widget("a", ["size": 4]))
            _ = try await it.delete(StoreConformance.widgets, "a")
            guard
                case .deleted(let gone) = try await it.events(1, StoreConformance.widgets, after: last.resourceVersion)
                    .first
            else {
                Issue.record("no deletion was told")
                return
            }
            #expect(gone.value["spec"] == ["size": 4])
            #expect(Int64(gone.resourceVersion) ?? 0 > Int64(last.resourceVersion) ?? 0)
        },
        ConformanceCase("tells what comes to match a selector as added, and what stops as deleted") { it in
            let version = try await it.list(StoreConformance.configMaps).resourceVersion
            _ = try await it.create(it.configMap("a"))
            for label: JSONValue in ["yes", "no", "yes"] {
                _ = try await it.patch(
                    StoreConformance.configMaps, "a", .merge(["metadata": ["labels": ["on": label]]]))
            }
            _ = try await it.delete(StoreConformance.configMaps, "a")
            let selector = try LabelSelector(parsing: "on=yes")
            let events = try await it.events(4, StoreConformance.configMaps, after: version) {
                $0.labelSelector = selector
            }
            #expect(events.map(\.words) == ["added a", "deleted a", "added a", "deleted a"])
        },
        ConformanceCase("watches one object by its name") { it in
            let version = try await it.list(StoreConformance.widgets).resourceVersion
            for name in ["a", "b", "c"] { _ = try await it.create(it.widget(name)) }
            let selector = try FieldSelector(parsing: "metadata.name=b")
            let events = try await it.events(1, StoreConformance.widgets, after: version) {
                $0.fieldSelector = selector
            }
            #expect(events.map(\.words) == ["added b"])
        },
        ConformanceCase("says Expired of a version that is too old") { it in
            let error = try await it.refusal { _ = try await it.events(1, StoreConformance.widgets, after: "1") }
            #expect(error.reason == .expired)
            #expect(error.message.hasPrefix("too old resource version: 1 ("))
        },
        ConformanceCase("ends a watch when its time is up") { it in
            let version = try await it.list(StoreConformance.widgets).resourceVersion
            let events = try await it.events(1, StoreConformance.widgets, after: version) { $0.timeoutSeconds = 1 }
            #expect(events.isEmpty)
        },
        ConformanceCase("tells nothing of a dry run") { it in
            let version = try await it.list(StoreConformance.widgets).resourceVersion
            _ = try await it.create(it.widget("a"), dryRun: true)
            _ = try await it.create(it.widget("b"))
            let events = try await it.events(1, StoreConformance.widgets, after: version)
            #expect(events.map(\.words) == ["added b"])
        },
        ConformanceCase("tells of other namespaces only who watches all") { it in
            let version = try await it.list(StoreConformance.widgets).resourceVersion
            let other = ResourceObject([
                "apiVersion": "v1", "kind": "Namespace", "metadata": ["generateName": "other-"],
            ])
            let name = try await it.create(other).name
            _ = try await it.create(it.widget("there").with { $0.namespace = name })
            _ = try await it.create(it.widget("here"))
            let events = try await it.events(1, StoreConformance.widgets, after: version)
            #expect(events.map(\.words) == ["added here"])
            _ = try await it.delete(.namespaces, name)
        },
    ]
}
