import Resources
import Testing
import Values

@Suite("What happens to an object that is written")
struct WritingRuleTests {
    @Test("fields without a value get their defaults, but no objects are made for these")
    func defaults() {
        let filled = ResourceType.plan.schema.applyingDefaults(to: ["spec": ["migrateSharedDisks": false]])
        #expect(filled["spec"]?["migrateSharedDisks"] == false)
        #expect(filled["spec"]?["preserveStaticIPs"] == true)
        #expect(filled["spec"]?["skipGuestConversion"] == false)
        #expect(ResourceType.plan.schema.applyingDefaults(to: [:]) == [:])
        let null = ResourceType.plan.schema.applyingDefaults(to: ["spec": ["preserveStaticIPs": nil]])
        #expect(null["spec"]?["preserveStaticIPs"] == true)
    }

    @Test("unknown fields go, each with its path and what was probably meant")
    func unknownFields() {
        var value: JSONValue = [
            "kind": "Plan", "metadata": ["nam": "x", "annotations": ["any": "thing"]],
            "Spec": 1, "spec": ["vms": [["nmae": "a", "id": "b"]], "targetnamespace": "x", "nosuchthing": [1]],
        ]
        let removed = ResourceType.plan.schema.prune(&value)
        #expect(
            removed.map(\.advice) == [
                "unknown field \"metadata.nam\"; did you mean \"metadata.name\"?",
                "unknown field \"Spec\"; did you mean \"spec\"?",
                "unknown field \"spec.vms[0].nmae\"; did you mean \"spec.vms[0].name\"?",
                "unknown field \"spec.targetnamespace\"; did you mean \"spec.targetNamespace\"?",
                "unknown field \"spec.nosuchthing\"",
            ])
        #expect(removed.last?.message == "unknown field \"spec.nosuchthing\"")
        #expect(
            value == [
                "kind": "Plan", "metadata": ["annotations": ["any": "thing"]], "spec": ["vms": [["id": "b"]]],
            ])
    }

    @Test("open objects keep what they are given")
    func openObjects() {
        let machine: JSONValue = ["spec": ["template": ["spec": ["domain": ["devices": [:]]]], "novelty": 1]]
        var value = machine
        #expect(ResourceType.virtualMachine.schema.prune(&value) == [])
        #expect(value == machine)
    }

    @Test("text data of secrets becomes data, and wins")
    func secretText() {
        let secret = ResourceObject([
            "apiVersion": "v1", "kind": "Secret", "metadata": ["name": "s", "namespace": "n"],
            "data": ["a": "b2xk", "b": "Yg=="], "stringData": ["a": "new", "c": ""],
        ])
        let admission = ResourceType.secret.admit(secret)
        #expect(admission.object.value["data"] == ["a": "bmV3", "b": "Yg==", "c": ""])
        #expect(admission.object.value["stringData"] == nil)
        #expect(admission.object.value["type"] == "Opaque")
        #expect(admission.violations == [])
    }

    @Test("base64 there and back is the same", arguments: 0..<40)
    func base64(count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
        #expect(Base64.bytes(of: Base64.text(of: bytes)) == bytes)
    }

    @Test("null is nothing for the types of Kubernetes itself, as clients written in Go send it")
    func nulls() {
        let namespace = ResourceObject([
            "metadata": ["name": "n", "creationTimestamp": nil], "spec": ["finalizers": nil], "status": [:],
        ])
        let admission = ResourceType.namespace.admit(namespace)
        #expect(admission.violations == [])
        #expect(admission.object.value["spec"] == [:])
    }

    @Test("what a server's provider is can't be changed, but set")
    func immutableReference() {
        let type = ResourceType.ovaProviderServer
        func server(_ provider: JSONValue) -> ResourceObject { ResourceObject(["spec": ["provider": provider]]) }
        let changed = type.changeViolations(from: server(["name": "a"]), to: server(["name": "b"]))
        #expect(
            changed.map(\.description) == ["spec.provider: Invalid value: \"object\": spec.provider is immutable"])
        #expect(type.changeViolations(from: server(["name": "a"]), to: server(["name": "a"])) == [])
        #expect(type.changeViolations(from: server([:]), to: server(["name": "b"])) == [])
        #expect(type.changeViolations(from: server(["name": ""]), to: server(["name": "b"])) == [])
    }

    @Test("a secret that says it never changes doesn't")
    func immutableSecret() {
        let old = ResourceObject(["immutable": true, "data": ["a": "YQ=="], "type": "Opaque"])
        let new = ResourceObject(["data": ["a": "Yg=="], "type": "other"])
        #expect(
            ResourceType.secret.changeViolations(from: old, to: new).map(\.description) == [
                "type: Invalid value: \"other\": field is immutable",
                "immutable: Forbidden: field is immutable when `immutable` is set",
                "data: Forbidden: field is immutable when `immutable` is set",
            ])
    }

    @Test("nobody adds finalizers to what is going away")
    func finalizers() {
        let old = ResourceObject(["metadata": ["deletionTimestamp": "2026-01-01T00:00:00Z", "finalizers": ["a/b"]]])
        var new = old
        new.finalizers = ["a/b", "c/d"]
        #expect(
            ResourceType.plan.changeViolations(from: old, to: new).map(\.description) == [
                "metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, "
                    + "found new finalizers []string{\"c/d\"}"
            ])
        new.finalizers = []
        #expect(ResourceType.plan.changeViolations(from: old, to: new) == [])
    }
}
