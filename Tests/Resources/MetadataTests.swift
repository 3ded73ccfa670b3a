import Resources
import Testing
import Values

private let subdomain =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and "
    + "end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
    + #"'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"#
private let label =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with "
    + "an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
    + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
private let long = String(repeating: "a", count: 254)

private let table: [(ResourceType, JSONValue, [String])] = [
    (.plan, ["name": "a.b-c.0", "namespace": "default"], []),
    (
        // Recorded from a kube-apiserver.
        .plan, ["name": "Bad_Name", "namespace": "default"],
        ["metadata.name: Invalid value: \"Bad_Name\": \(subdomain)"]
    ),
    (.plan, ["namespace": "default"], ["metadata.name: Required value: name or generateName is required"]),
    (.plan, ["generateName": "plan-", "namespace": "default"], []),
    (
        .plan, ["generateName": "Plan-", "namespace": "default"],
        ["metadata.generateName: Invalid value: \"Plan-\": \(subdomain)"]
    ),
    (.plan, ["name": "a"], ["metadata.namespace: Required value"]),
    (.plan, ["name": "a", "namespace": "b.c"], ["metadata.namespace: Invalid value: \"b.c\": \(label)"]),
    (
        .plan, ["name": .string(long), "namespace": "default"],
        ["metadata.name: Invalid value: \"\(long)\": must be no more than 253 bytes"]
    ),
    (.namespace, ["name": "a.b"], ["metadata.name: Invalid value: \"a.b\": \(label)"]),
    (
        .namespace, ["name": "a", "namespace": "b"], ["metadata.namespace: Forbidden: not allowed on this type"]
    ),
    (
        .namespace, ["name": "a", "labels": ["good/name": "", "-bad": "ok", "fine": "a b"]],
        [
            "metadata.labels: Invalid value: \"-bad\": name part must consist of alphanumeric characters, '-', '_' or "
                + "'.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or "
                + "'123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
            "metadata.labels: Invalid value: \"a b\": a valid label must be an empty string or consist of "
                + "alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
                + "(e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is "
                + "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
        ]
    ),
    (
        .namespace, ["name": "a", "labels": ["a/b/c": "x"]],
        [
            "metadata.labels: Invalid value: \"a/b/c\": a qualified name must consist of alphanumeric characters, '-', "
                + "'_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or "
                + "'123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional "
                + "DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"
        ]
    ),
    (.plan, ["name": "a", "namespace": "b", "finalizers": ["mine"]], []),
    (
        .namespace, ["name": "a", "annotations": ["Any.Case/is-fine": "x", "/y": "z"]],
        ["metadata.annotations: Invalid value: \"/y\": prefix part must be non-empty"]
    ),
    (
        .namespace, ["name": "a", "annotations": ["x": .string(String(repeating: "y", count: 262_144))]],
        ["metadata.annotations: Too long: may not be more than 262144 bytes"]
    ),
    (
        .namespace, ["name": "a", "finalizers": ["foregroundDeletion", "gantry.io/x", "mine"]],
        [
            "metadata.finalizers[2]: Invalid value: \"mine\": name is neither a standard finalizer name nor is it "
                + "fully qualified"
        ]
    ),
    (
        .namespace, ["name": "a", "ownerReferences": [["apiVersion": "v1", "kind": "K", "name": "n", "uid": ""]]],
        ["metadata.ownerReferences.uid: Invalid value: \"\": uid must not be empty"]
    ),
]

@Suite("Metadata")
struct MetadataTests {
    @Test("is judged by Kubernetes' rules, in its words", arguments: table.indices)
    func words(row: Int) {
        let (type, metadata, sentences) = table[row]
        let object = ResourceObject(["metadata": metadata])
        #expect(type.metadataViolations(object).map(\.description) == sentences)
    }
}

@Suite("Moments")
struct TimestampTests {
    @Test(
        "are read to the fraction, with any offset",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2000-03-01T00:00:00Z", 951_868_800), ("2024-02-29T23:59:60Z", 1_709_251_200),
            ("2026-01-31T12:00:00+05:30", 1_769_841_000), ("1969-12-31t23:59:58.5z", -1.5),
        ] as [(String, Double)])
    func reading(text: String, seconds: Double) { #expect(Timestamp(text)?.secondsSince1970 == seconds) }

    @Test(
        "are refused when they are none",
        arguments: [
            "", "2026-01-31", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-01-01T24:00:00Z",
            "2026-01-01T00:00:00", "2026-01-01 00:00:00Z", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00+0100",
        ])
    func refusing(text: String) { #expect(Timestamp(text) == nil) }

    @Test("that are written are read as the same", arguments: 0..<60)
    func writing(step: Int64) {
        let seconds = -3_000_000_000 + step * 123_456_789
        let written = Timestamp(secondsSince1970: seconds)
        #expect(Timestamp(written.text)?.secondsSince1970 == Double(seconds), "\(written)")
    }
}
