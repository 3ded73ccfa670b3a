import Resources
import Testing
import Values

private let refs: JSONValue = ["source": ["name": "a"], "destination": ["name": "b"]]
private let maps: JSONValue = ["network": ["name": "a"], "storage": ["name": "b"]]

private func plan(_ changes: (inout OrderedFields) -> Void) -> JSONValue {
    var spec = OrderedFields()
    spec["provider"] = refs
    spec["map"] = maps
    spec["targetNamespace"] = "x"
    spec["vms"] = []
    changes(&spec)
    return ["apiVersion": "forklift.konveyor.io/v1beta1", "kind": "Plan", "spec": .object(spec)]
}

private func networkMap(_ pair: JSONValue) -> JSONValue { ["spec": ["provider": refs, "map": [pair]]] }

/// What is wrong with objects, in the words that a kube-apiserver answers with.
private let table: [(ResourceType, JSONValue, [String])] = [
    (.plan, plan { _ in }, []),
    (
        // Recorded from a kube-apiserver.
        .plan, ["spec": ["warm": "yes"]],
        [
            "spec.warm: Invalid value: \"string\": spec.warm in body must be of type boolean: \"string\"",
            "spec.map: Required value", "spec.provider: Required value", "spec.targetNamespace: Required value",
            "spec.vms: Required value",
        ]
    ),
    (
        .plan, plan { $0["type"] = "lukewarm" },
        [
            "spec.type: Unsupported value: \"lukewarm\": supported values: \"cold\", \"warm\", \"live\", \"conversion\""
        ]
    ),
    (
        .plan, plan { $0["description"] = 5 },
        ["spec.description: Invalid value: \"integer\": spec.description in body must be of type string: \"integer\""]
    ),
    (
        .plan,
        plan {
            $0["description"] = nil; $0["diskBus"] = .null
        },
        ["spec.diskBus: Invalid value: \"null\": spec.diskBus in body must be of type string: \"null\""]
    ),
    (
        .plan, plan { $0["vms"] = [["id": "a"], ["id": 1, "hooks": [["step": "PreHook"]]]] },
        [
            "spec.vms[1].id: Invalid value: \"integer\": spec.vms[1].id in body must be of type string: \"integer\"",
            "spec.vms[1].hooks[0].hook: Required value",
        ]
    ),
    (
        .plan, plan { $0["serviceAccount"] = "Bad_Name" },
        [
            "spec.serviceAccount: Invalid value: \"Bad_Name\": spec.serviceAccount in body should match "
                + "'^[a-z0-9]([-a-z0-9]*[a-z0-9])?$'"
        ]
    ),
    (
        .plan, plan { $0["serviceAccount"] = .string(String(repeating: "a", count: 254)) },
        ["spec.serviceAccount: Too long: may not be more than 253 bytes"]
    ),
    (
        .plan, plan { $0["targetLabels"] = ["a": "b", "c": true] },
        [
            "spec.targetLabels.c: Invalid value: \"boolean\": spec.targetLabels.c in body must be of type string: "
                + "\"boolean\""
        ]
    ),
    (
        .networkMap,
        networkMap(["source": ["vlan": "4095"], "destination": ["type": "bridge"]]),
        [
            "spec.map[0].source.vlan: Invalid value: \"4095\": spec.map[0].source.vlan in body should match "
                + "'^([1-9]|[1-9][0-9]{1,2}|[1-3][0-9]{3}|40[0-8][0-9]|409[0-4])$'",
            "spec.map[0].destination.type: Unsupported value: \"bridge\": supported values: \"pod\", \"multus\", "
                + "\"ignored\"",
        ]
    ),
    (
        .migration,
        ["spec": ["plan": [:], "cutover": "tomorrow", "vmCutover": [["id": "", "cutover": "2026-01-01T00:00:00Z"]]]],
        [
            "spec.cutover: Invalid value: \"tomorrow\": spec.cutover in body must be of type date-time: \"tomorrow\"",
            "spec.vmCutover[0].id: Invalid value: \"\": spec.vmCutover[0].id in body should be at least 1 chars long",
        ]
    ),
    (
        .forkliftController, ["spec": ["controller_max_vm_inflight": 0, "controller_log_level": 1.5]],
        [
            "spec.controller_max_vm_inflight: Invalid value: 0: spec.controller_max_vm_inflight in body should be "
                + "greater than or equal to 1",
            "spec.controller_log_level: Invalid value: \"number\": spec.controller_log_level in body must be of type "
                + "integer: \"number\"",
        ]
    ),
    (
        .secret, ["data": ["key": "not base64!"]],
        ["data.key: Invalid value: \"not base64!\": data.key in body must be of type byte: \"not base64!\""]
    ),
    (
        .plan, plan { $0["targetPowerState"] = 5 },
        [
            "spec.targetPowerState: Invalid value: \"integer\": spec.targetPowerState in body must be of type string: "
                + "\"integer\"",
            "spec.targetPowerState: Unsupported value: 5: supported values: \"on\", \"off\", \"auto\"",
        ]
    ),
    (.openstackVolumePopulator, [:], ["spec: Required value"]),
]

@Suite("What is wrong with an object")
struct ViolationTests {
    @Test("is said all at once, in Kubernetes' words", arguments: table.indices)
    func words(row: Int) {
        let (type, value, sentences) = table[row]
        let found = type.schema.violations(value).map(\.description)
        #expect(found.sorted() == sentences.sorted())
    }

    @Test("of one violation the summary is the violation, of several a list without repetitions")
    func summary() {
        let one = SchemaViolation(.required, "a", "Required value")
        let two = SchemaViolation(.required, "b", "Required value")
        #expect(SchemaViolation.summary([one]) == "a: Required value")
        #expect(SchemaViolation.summary([one, two, one]) == "[a: Required value, b: Required value]")
    }

    @Test("the causes have the API's words")
    func causes() {
        let found = ResourceType.plan.schema.violations(["spec": ["warm": "x", "type": "y"]])
        #expect(
            found.map(\.reason.rawValue) == [
                "FieldValueNotSupported", "FieldValueTypeInvalid", "FieldValueRequired", "FieldValueRequired",
                "FieldValueRequired", "FieldValueRequired",
            ])
    }
}
