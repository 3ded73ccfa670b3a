import Resources
import Testing
import Values

@Suite("Typed resources")
struct TypedResourceTests {
    private let object = ResourceObject([
        "future": 1, "apiVersion": "forklift.konveyor.io/v1beta1", "kind": "Plan",
        "metadata": ["name": "p", "namespace": "n", "labels": ["a": "b"]],
        "spec": [
            "vms": [["id": "one", "later": true], ["name": "two", "later": 2]], "newField": ["x": "y"], "warm": nil,
            "provider": ["destination": ["name": "d"], "source": ["name": "s", "extra": 1]],
            "map": ["network": ["name": "m"], "storage": [:]], "targetNamespace": "t", "archived": true,
        ],
        "status": ["conditions": [], "kept": "yes"],
    ])

    @Test("without a change come back as they were, to the order of fields")
    func unchanged() throws { #expect(try TypedResource<Forklift.Plan>(object).object() == object) }

    @Test("keep unknown fields beside those that change")
    func changed() throws {
        var plan = try TypedResource<Forklift.Plan>(object)
        #expect(plan.spec.vms.map(\.id) == ["one", nil])
        plan.spec.targetNamespace = "elsewhere"
        plan.spec.archived = nil
        plan.spec.provider.source.name = "other"
        plan.status?.observedGeneration = 3
        plan.base.finalizers = ["a/b"]
        let written = try plan.object().value
        #expect(written["future"] == 1)
        #expect(written["spec"]?["targetNamespace"] == "elsewhere")
        #expect(written["spec"]?["archived"] == nil)
        #expect(written["spec"]?["newField"] == ["x": "y"])
        #expect(written["spec"]?["provider"]?["source"] == ["name": "other", "extra": 1])
        #expect(written["status"] == ["conditions": [], "kept": "yes", "observedGeneration": 3])
        #expect(written["metadata"]?["finalizers"] == ["a/b"])
    }

    @Test("keep unknown fields of elements that moved, by what names these")
    func movedElements() throws {
        var plan = try TypedResource<Forklift.Plan>(object)
        plan.spec.vms.swapAt(0, 1)
        var third = Forklift.Plan.Machine()
        third.id = "three"
        plan.spec.vms.insert(third, at: 1)
        plan.spec.vms[0].targetName = "zwei"
        #expect(
            try plan.object().value["spec"]?["vms"] == [
                ["name": "two", "later": 2, "targetName": "zwei"], ["id": "three"], ["id": "one", "later": true],
            ])
    }

    @Test("that are new have their type, name and fields")
    func new() throws {
        var hook = Forklift.Hook()
        hook.spec.image = "quay.io/x"
        let object = try TypedResource(name: "h", namespace: "n", hook).object()
        #expect(
            object.value == [
                "apiVersion": "forklift.konveyor.io/v1beta1", "kind": "Hook",
                "metadata": ["name": "h", "namespace": "n"], "spec": ["image": "quay.io/x"],
            ])
        #expect(ResourceType.hook.admit(object).violations == [])
    }

    @Test("say which field doesn't fit")
    func misfit() {
        let bad = ResourceObject(["spec": ["type": 5, "secret": [:]]])
        let error = #expect(throws: ValueError.self) { try TypedResource<Forklift.Provider>(bad) }
        #expect("\(String(describing: error))".contains("spec.type"))
    }

    @Test("settings that aren't given have their defaults")
    func settings() throws {
        let controller = ResourceObject(["spec": ["controller_max_vm_inflight": 3]])
        let typed = try TypedResource<Forklift.ForkliftController>(controller)
        #expect(typed.model.setting("controller_max_vm_inflight") == 3)
        #expect(typed.model.setting("controller_precopy_interval") == 60)
        #expect(typed.model.setting("vddk_image") == nil)
    }
}
