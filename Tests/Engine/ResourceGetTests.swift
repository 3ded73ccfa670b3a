import ResourceStore
import Resources
import Testing
import Values
import YAML

@testable import CommandLineTool

let providersYAML = """
    apiVersion: forklift.konveyor.io/v1beta1
    kind: Provider
    metadata:
      {name: vcenter, namespace: default, uid: u1, resourceVersion: "7", creationTimestamp: "2026-08-21T09:55:00Z",
       labels: {env: prod, app: web}, managedFields: [{manager: x}]}
    spec: {type: vsphere, url: "https://vc"}
    status:
      conditions:
      - {type: Ready, status: "True", category: Required, reason: Ok, message: It is ready., lastTransitionTime: "2026-08-21T09:58:00Z"}
    ---
    apiVersion: forklift.konveyor.io/v1beta1
    kind: Provider
    metadata: {name: host, namespace: default, uid: u2, resourceVersion: "8", creationTimestamp: "2026-08-18T09:00:00Z"}
    spec: {type: openshift}
    ---
    apiVersion: forklift.konveyor.io/v1beta1
    kind: Provider
    metadata: {name: other, namespace: team-a, uid: u3, resourceVersion: "9", creationTimestamp: "2026-08-21T09:59:30Z"}
    spec: {type: "ova\\e[31m"}
    ---
    apiVersion: v1
    kind: Secret
    metadata: {name: s, namespace: default, uid: u4, resourceVersion: "10"}
    data: {user: cm9vdA==, password: aHVudGVyMg==}
    """

@Suite("Command line: get and describe")
struct ResourceGetTests {
    private let sample = CommandLineSample()

    init() throws { try sample.resources.add(providersYAML) }

    @Test("A table has the columns of the type")
    func table() async {
        #expect(await sample.run("get providers") == 0)
        #expect(
            sample.written == """
                NAME      TYPE        READY   AGE
                host      openshift           3d1h
                vcenter   vsphere     True    5m

                """)
    }

    @Test("-A shows namespaces, and what names contain is harmless for a terminal")
    func allNamespaces() async {
        #expect(await sample.run("get provider -A --show-labels") == 0)
        #expect(
            sample.written == """
                NAMESPACE   NAME      TYPE        READY   AGE    LABELS
                default     host      openshift           3d1h   <none>
                default     vcenter   vsphere     True    5m     app=web,env=prod
                team-a      other     ova\u{FFFD}[31m            30s    <none>

                """)
    }

    @Test("-o wide shows all columns")
    func wide() async {
        #expect(await sample.run("get providers.forklift.konveyor.io vcenter -o wide --no-headers") == 0)
        #expect(sample.written == "vcenter   vsphere   True   https://vc   5m\n")
    }

    @Test("Several types are several tables, with the types in front of the names")
    func severalTypes() async {
        #expect(await sample.run("get provider/host secret/s") == 0)
        #expect(
            sample.written == """
                NAME                                 TYPE        READY   AGE
                provider.forklift.konveyor.io/host   openshift           3d1h

                NAME       AGE
                secret/s

                """)
    }

    @Test(
        "Other forms",
        arguments: [
            ("get provider -o name", "provider.forklift.konveyor.io/host\nprovider.forklift.konveyor.io/vcenter\n"),
            ("get provider vcenter -o jsonpath={.spec.url}", "https://vc"),
            ("get provider -o jsonpath={.items[*].metadata.name}", "host vcenter"),
            ("get provider --field-selector metadata.name=host -o jsonpath={.items[*].spec.type}", "openshift"),
            (
                "get provider -o custom-columns=N:.metadata.name,URL:.spec.url",
                "N         URL\nhost      <none>\nvcenter   https://vc\n"
            ),
            ("get provider host -o json", "{\n  \"apiVersion\": \"forklift.konveyor.io/v1beta1\",\n"),
            ("get secrets -n nowhere -o name", ""), ("get provider nope --ignore-not-found", ""),
        ])
    func forms(line: String, text: String) async {
        #expect(await sample.run(line) == 0)
        #expect(text.hasSuffix(",\n") ? sample.written.hasPrefix(text) : sample.written == text, "\(sample.written)")
    }

    @Test("YAML leaves managedFields out, unless they are asked for, and reads back")
    func yaml() async throws {
        #expect(await sample.run("get provider -o yaml") == 0)
        let list = try #require(try YAML.parse(sample.written).first)
        #expect(list["kind"] == "List" && list["items"]?.array?.count == 2)
        #expect(!sample.written.contains("managedFields"))
        #expect(await sample.run("get provider vcenter -o yaml --show-managed-fields") == 0)
        #expect(sample.written.contains("managedFields"))
    }

    @Test("What isn't there is told on standard error; what is there is shown all the same")
    func missing() async {
        #expect(await sample.run("get provider host nope") == 5)
        #expect(sample.written.contains("openshift"))
        #expect(sample.complaints.contains("providers.forklift.konveyor.io \"nope\" not found"))
        let nothing = CommandLineSample()
        #expect(await nothing.run("get pods -n x") == 0)
        #expect(nothing.complaints == "No resources found in the namespace x.\n")
    }

    @Test(
        "What can't be meant is refused",
        arguments: [
            ("get provder", "Did you mean 'providers'?"), ("get provider x -l a=b", "don't go together"),
            ("get provider/x secret", "TYPE/NAME"), ("get pods -o jsonpath={.a", "closing brace"),
            ("get pods -o jsn", "'json'"), ("get pods,providers -w", "Only one type"),
        ])
    func refused(line: String, words: String) async {
        #expect(await sample.run(line) == 2)
        #expect(sample.complaints.contains(words), "\(sample.complaints)")
    }

    @Test("A watch shows all, then changes; after a gap only what is new")
    func watch() async throws {
        var changed = try sample.resources.get(
            ResourceReference(ResourceSample.types[0].id, namespace: "default", name: "host"))
        changed.resourceVersion = "20"
        sample.resources.willWatch(.modified(changed), .bookmark(resourceVersion: "21"))
        let task = Task { await sample.run("get providers -w") }
        while sample.written.split(separator: "\n").count < 4 { try await Task.sleep(for: .milliseconds(5)) }
        try await Task.sleep(for: .milliseconds(30))
        task.cancel()
        #expect(await task.value == 130)
        #expect(
            sample.written == """
                NAME      TYPE        READY   AGE
                host      openshift           3d1h
                vcenter   vsphere     True    5m
                host      openshift           3d1h

                """)
    }

    @Test("describe shows conditions and events, and of a Secret only sizes")
    func describe() async throws {
        try sample.resources.add(
            """
            kind: Event
            metadata: {name: e, namespace: default}
            involvedObject: {name: vcenter, kind: Provider, uid: u1}
            type: Normal
            reason: Connected
            count: 3
            lastTimestamp: "2026-08-21T09:59:00Z"
            source: {component: gantry}
            message: The inventory is read.
            """)
        #expect(await sample.run("describe provider vcenter") == 0)
        #expect(
            sample.written == """
                Name:         vcenter
                Namespace:    default
                Labels:       app=web
                              env=prod
                Annotations:  <none>
                API Version:  forklift.konveyor.io/v1beta1
                Kind:         Provider
                Created:      2026-08-21T09:55:00Z (5m ago)
                Spec:
                  type: vsphere
                  url: "https://vc"
                Conditions:
                  TYPE    STATUS   CATEGORY   REASON   AGE   MESSAGE
                  Ready   True     Required   Ok       2m    It is ready.
                Events:
                  TYPE     REASON      AGE        FROM     MESSAGE
                  Normal   Connected   60s (x3)   gantry   The inventory is read.

                """)
        #expect(await sample.run("describe secret s") == 0)
        #expect(sample.written.contains("  user: 4 bytes\n  password: 7 bytes\n"))
        #expect(!sample.written.contains("aHVudGVyMg"))
    }
}
