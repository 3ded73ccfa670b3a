import ResourceStore
import Resources
import Testing
import Values

extension StoreConformance {
    /// A widget that another owns.
    func dependent(_ name: String, of owner: ResourceObject, blocking: Bool = false) -> ResourceObject {
        widget(name).with {
            $0.metadata["ownerReferences"] = [
                [
                    "apiVersion": .string(owner.apiVersion), "kind": .string(owner.kind), "name": .string(owner.name),
                    "uid": .string(owner.uid), "blockOwnerDeletion": .bool(blocking),
                ]
            ]
        }
    }
}

extension ConformanceCase {
    static let deleting = [
        ConformanceCase("deletes at once what nothing holds") { it in
            _ = try await it.create(it.widget("a"))
            guard case .gone = try await it.delete(StoreConformance.widgets, "a") else {
                Issue.record("it is still there")
                return
            }
            #expect(try await it.isGone(StoreConformance.widgets, "a"))
        },
        ConformanceCase("refuses to delete what isn't there") { it in
            let error = try await it.refusal { _ = try await it.delete(StoreConformance.widgets, "nope") }
            #expect(error.reason == .notFound)
        },
        ConformanceCase("keeps what finalizers hold until they are gone") { it in
            _ = try await it.create(it.widget("a").with { $0.finalizers = ["gantry.dev/hold"] })
            guard case .pending(let pending) = try await it.delete(StoreConformance.widgets, "a") else {
                Issue.record("it is gone")
                return
            }
            #expect(pending.deletionTimestamp != nil)
            #expect(pending.metadata["deletionGracePeriodSeconds"] == 0)
            #expect(pending.generation == 2)
            _ = try await it.patch(StoreConformance.widgets, "a", .merge(["metadata": ["finalizers": nil]]))
            #expect(try await it.isGone(StoreConformance.widgets, "a"))
        },
        ConformanceCase("takes no new finalizers for what is to go") { it in
            _ = try await it.create(it.widget("a").with { $0.finalizers = ["gantry.dev/hold"] })
            _ = try await it.delete(StoreConformance.widgets, "a")
            let error = try await it.refusal {
                let patch: JSONValue = ["metadata": ["finalizers": ["gantry.dev/hold", "gantry.dev/new"]]]
                _ = try await it.patch(StoreConformance.widgets, "a", .merge(patch))
            }
            #expect(error.reason == .invalid)
            #expect(error.message.contains("no new finalizers can be added if the object is being deleted"))
            _ = try await it.patch(StoreConformance.widgets, "a", .merge(["metadata": ["finalizers": nil]]))
        },
        ConformanceCase("deletes only the object with the uid that is named") { it in
            _ = try await it.create(it.widget("a"))
            var options = DeleteOptions()
            options.uid = "nope"
            let error = try await it.refusal { [options] in
                _ = try await it.store.delete(it.reference(StoreConformance.widgets, "a"), options)
            }
            #expect(error.reason == .conflict)
            #expect(error.message.contains("the UID in the precondition (nope) does not match the UID in record"))
        },
        ConformanceCase("deletes only the version that is named") { it in
            let old = try await it.create(it.widget("a"))
            _ = try await it.patch(StoreConformance.widgets, "a", .merge(["spec": ["size": 2]]))
            var options = DeleteOptions()
            options.resourceVersion = old.resourceVersion
            let error = try await it.refusal { [options] in
                _ = try await it.store.delete(it.reference(StoreConformance.widgets, "a"), options)
            }
            #expect(error.reason == .conflict)
        },
        ConformanceCase("deletes nothing in a dry run") { it in
            _ = try await it.create(it.widget("a"))
            var options = DeleteOptions()
            options.isDryRun = true
            _ = try await it.store.delete(it.reference(StoreConformance.widgets, "a"), options)
            #expect(try await !it.isGone(StoreConformance.widgets, "a"))
        },
        ConformanceCase("deletes what a deleted object owns") { it in
            let owner = try await it.create(it.widget("owner"))
            _ = try await it.create(it.dependent("child", of: owner))
            _ = try await it.delete(StoreConformance.widgets, "owner")
            try await it.eventually("the dependent stays") { try await it.isGone(StoreConformance.widgets, "child") }
        },
        ConformanceCase("leaves dependents without an owner when asked to") { it in
            let owner = try await it.create(it.widget("owner"))
            _ = try await it.create(it.dependent("child", of: owner))
            _ = try await it.delete(StoreConformance.widgets, "owner", .orphan)
            try await it.eventually("the owner stays") { try await it.isGone(StoreConformance.widgets, "owner") }
            #expect(try await it.get(StoreConformance.widgets, "child").metadata["ownerReferences"] == nil)
        },
        ConformanceCase("deletes an owner in the foreground after what blocks it") { it in
            let owner = try await it.create(it.widget("owner"))
            let child = it.dependent("child", of: owner, blocking: true).with { $0.finalizers = ["gantry.dev/hold"] }
            _ = try await it.create(child)
            _ = try await it.delete(StoreConformance.widgets, "owner", .foreground)
            try await it.eventually("the dependent isn't asked to go") {
                try await it.get(StoreConformance.widgets, "child").deletionTimestamp != nil
            }
            #expect(try await it.get(StoreConformance.widgets, "owner").finalizers == ["foregroundDeletion"])
            _ = try await it.patch(StoreConformance.widgets, "child", .merge(["metadata": ["finalizers": nil]]))
            try await it.eventually("the owner stays") { try await it.isGone(StoreConformance.widgets, "owner") }
        },
        ConformanceCase("keeps what has another owner left") { it in
            let one = try await it.create(it.widget("one"))
            let two = try await it.create(it.widget("two"))
            let references = [one, two].flatMap { it.dependent("", of: $0).metadata["ownerReferences"]?.array ?? [] }
            _ = try await it.create(it.widget("child").with { $0.metadata["ownerReferences"] = .array(references) })
            _ = try await it.delete(StoreConformance.widgets, "one")
            try await it.eventually("the owner that is gone is still named") {
                let child = try await it.get(StoreConformance.widgets, "child")
                return child.metadata["ownerReferences"]?.array?.map { $0["uid"]?.string } == [two.uid]
            }
        },
        ConformanceCase("deletes what is created for an owner that is gone") { it in
            let owner = try await it.create(it.widget("owner"))
            _ = try await it.delete(StoreConformance.widgets, "owner")
            _ = try await it.create(it.dependent("late", of: owner))
            try await it.eventually("the dependent stays") { try await it.isGone(StoreConformance.widgets, "late") }
        },
        ConformanceCase("empties a namespace that is deleted, and takes nothing new into it") { it in
            _ = try await it.create(it.widget("a").with { $0.finalizers = ["gantry.dev/hold"] })
            _ = try await it.create(it.configMap("b"))
            _ = try await it.delete(.namespaces, it.namespace)
            let error = try await it.refusal { _ = try await it.create(it.configMap("c")) }
            #expect(error.reason == .forbidden)
            #expect(error.message.contains("because it is being terminated"))
            try await it.eventually("its content stays") { try await it.isGone(StoreConformance.configMaps, "b") }
            _ = try await it.patch(StoreConformance.widgets, "a", .merge(["metadata": ["finalizers": nil]]))
            try await it.eventually("the namespace stays") { try await it.isGone(.namespaces, it.namespace) }
        },
    ]
}
