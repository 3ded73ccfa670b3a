import Files
import Foundation
import ResourceStore
import Resources
import Testing
import Values

@testable import CommandLineTool

@Suite("Command line: apply, create, delete and wait")
struct ResourceWriteTests {
    private let sample = CommandLineSample()

    private func provider(_ name: String, _ spec: String = "type: ova") -> String {
        "apiVersion: forklift.konveyor.io/v1beta1\nkind: Provider\nmetadata: {name: \(name)}\nspec: {\(spec)}\n"
    }

    @Test("apply says what became of each object, and puts namespaces first")
    func apply() async {
        sample.resources.input = provider("a") + "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: team}\n"
        #expect(await sample.run("apply -f - -n team") == 0)
        #expect(sample.written == "namespace/team created\nprovider.forklift.konveyor.io/a created\n")
        #expect(sample.resources.calls == ["apply namespaces -/team", "apply providers team/a"])
        sample.resources.input = provider("a") + "---\n" + provider("b")
        #expect(await sample.run("apply -f - -n team") == 0)
        #expect(sample.written.hasSuffix("/a unchanged\nprovider.forklift.konveyor.io/b created\n"))
        sample.resources.input = provider("a", "type: vsphere")
        #expect(await sample.run("apply -f - -n team --force-conflicts -o name") == 0)
        #expect(sample.resources.calls.last == "force providers team/a")
    }

    @Test("All that is wrong with manifests is told at once, and nothing is written")
    func allErrors() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "gantry-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder + "/deeper", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let files = [
            "a.yaml": provider("fine") + "---\n" + provider("x", "type: wrong") + "---\nkind: Nothing\n",
            "b.yml": "kind: Provider\n  spec: 1\n", "c.json": "{\"kind\": }", "d.txt": "not read",
            "deeper/e.yaml": "apiVersion: forklift.konveyor.io/v1\nkind: Provider\n",
            "f.yaml": "apiVersion: v1\nkind: Secert\n",
        ]
        for (name, text) in files { try Files.writeDurably(Array(text.utf8), to: "\(folder)/\(name)") }
        #expect(await sample.run(["apply", "-R", "-f", folder, "-f", folder + "/nope.yaml"]) == 5)
        for words in [
            "a.yaml, document 2) is not valid", "spec.type: Unsupported value: \"wrong\"",
            "a.yaml, document 3 is not an object", "b.yml: ", "Line 2, column 7", "c.json: ", "Line 1, column 10",
            "e.yaml: Provider has no version 'forklift.konveyor.io/v1'", "f.yaml: ", "Did you mean 'Secret'?",
            "nope.yaml: The file can't be read.", "7 of 8 objects could not be read",
        ] {
            #expect(sample.complaints.contains(words), "\(words) in \(sample.complaints)")
        }
        #expect(sample.resources.calls.isEmpty)
    }

    @Test("Unknown fields are warned of with a suggestion, refused when strict, and left when ignored")
    func unknownFields() async {
        sample.resources.input = provider(
            "a", "typ: ova, settings: {any: x}, secrets: [{name: a}, {nme: b}], type: ova")
        sample.resources.warnings = ["unknown field \"spec.typ\"", "Something else."]
        #expect(await sample.run("apply -f - --dry-run server") == 0)
        #expect(
            sample.complaints == """
                warning: provider.forklift.konveyor.io/a (standard input): unknown field "spec.typ"; did you mean "spec.type"?
                warning: provider.forklift.konveyor.io/a (standard input): unknown field "spec.secrets[1].nme"; \
                did you mean "spec.secrets[1].name"?
                warning: Something else.

                """)
        #expect(sample.written == "provider.forklift.konveyor.io/a created (server dry run)\n")
        #expect(await sample.run("apply -f - --validate strict") == 3)
        #expect(sample.complaints.contains("unknown field \"spec.typ\"; did you mean \"spec.type\"?\n"))
        let quiet = CommandLineSample()
        quiet.resources.input = sample.resources.input
        #expect(await quiet.run("create -f - --validate ignore") == 0)
        #expect(quiet.complaints.isEmpty && sample.resources.calls == ["apply providers default/a dry"])
    }

    @Test("An object that the store refuses doesn't keep the others back")
    func refusal() async {
        sample.resources.refuse("a", StoreError(.forbidden, "It may not."))
        sample.resources.input = provider("a") + "---\n" + provider("b")
        #expect(await sample.run("apply -f -") == 5)
        #expect(sample.written == "provider.forklift.konveyor.io/b created\n")
        #expect(sample.complaints.contains("provider.forklift.konveyor.io/a (standard input, document 1): It may not."))
        #expect(sample.complaints.contains("1 of 2 objects could not be applied."))
    }

    @Test("The namespace of the command line must be that of the manifest")
    func namespaces() async {
        sample.resources.input = "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: a}\n"
        #expect(await sample.run("create -f - -n b") == 2)
        #expect(sample.complaints.contains("for the namespace 'a', not for 'b'"))
        #expect(await sample.run("create -f - -n a") == 0)
    }

    @Test("create gives names, and refuses what is there")
    func create() async {
        sample.resources.input =
            "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {generateName: p-}}\n"
        #expect(await sample.run("create -f -") == 0)
        #expect(sample.written == "pod/p-abcde created\n")
        #expect(await sample.run("create -f -") == 3)
        #expect(sample.complaints.contains("already exists"))
        #expect(await sample.run("apply -f -") == 3)
        #expect(sample.complaints.contains("metadata.name is missing"))
        #expect(await sample.run("create") == 2)
    }

    @Test(
        "delete works by name, label, file and for all",
        arguments: [
            ("delete provider host", ["delete Background providers default/host"]),
            (
                "delete provider/host secret/s --cascade orphan",
                ["delete Orphan providers default/host", "delete Orphan secrets default/s"]
            ),
            ("delete providers -l app=web", ["delete Background providers default/vcenter"]),
            (
                "delete providers --all --dry-run",
                ["delete Background providers default/host dry", "delete Background providers default/vcenter dry"]
            ),
            ("delete -f -", ["delete Background secrets default/s"]),
        ])
    func delete(line: String, calls: [String]) async throws {
        try sample.resources.add(providersYAML)
        sample.resources.input = "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n"
        #expect(await sample.run(line) == 0)
        #expect(sample.resources.calls == calls)
    }

    @Test(
        "delete refuses what could mean too much",
        arguments: [
            "delete providers", "delete", "delete provider x -f y", "delete provider x --wait --no-wait",
        ])
    func deleteRefused(line: String) async {
        #expect(await sample.run(line) == 2)
        #expect(sample.resources.calls.isEmpty)
    }

    @Test("delete waits until finalizers are done, or its time is over")
    func deleteWaits() async throws {
        let yaml = """
            apiVersion: v1
            kind: Pod
            metadata: {name: p, namespace: default, uid: u, finalizers: [x]}
            """
        try sample.resources.add(yaml)
        let reference = ResourceReference(ResourceSample.types[2].id, namespace: "default", name: "p")
        let pod = try sample.resources.get(reference)
        #expect(await sample.run("delete pod p --timeout 1s --no-wait") == 0)
        sample.resources.willWatch(.modified(pod), .deleted(pod))
        #expect(await sample.run("delete pod p --wait") == 0)
        #expect(await sample.run("delete pod p --timeout 0") == 5)
        #expect(sample.complaints.contains("The end of pod/p did not happen within 0 s."))
        #expect(await sample.run("delete pod nope --ignore-not-found") == 0)
        #expect(await sample.run("delete pod nope") == 3)
    }

    @Test(
        "wait sees what is there, what comes, and that nothing comes",
        arguments: [
            ("provider/vcenter --for=condition=ready", 0),
            ("provider vcenter --for condition=Ready=false --timeout 0", 5),
            ("provider/vcenter --for=jsonpath={.spec.type}=vsphere", 0), ("provider/host --for=jsonpath=.spec.type", 0),
            ("provider/host --for=jsonpath={.spec.url} --timeout 0", 5), ("provider/nope --for=delete", 0),
            ("provider/nope --for=condition=Ready", 3), ("provider/nope --for=create --timeout 0", 5),
            ("providers --for=condition=Ready", 2), ("pods --all --for=condition=Ready", 2),
            ("provider/host --for=ready", 2), ("provider/host --for=jsonpath={.a", 2),
            ("provider/vcenter --for=condition=Ready --timeout soon", 2),
        ])
    func wait(line: String, code: Int32) async throws {
        try sample.resources.add(providersYAML)
        #expect(await sample.run("wait " + line) == code, "\(sample.complaints)")
    }

    @Test("wait sees a condition come, of this generation only")
    func waitForChange() async throws {
        try sample.resources.add(providersYAML)
        let reference = ResourceReference(ResourceSample.types[0].id, namespace: "default", name: "host")
        var stale = try sample.resources.get(reference)
        stale.generation = 2
        stale.setField("status", ["conditions": [["type": "Ready", "status": "True", "observedGeneration": 1]]])
        var fresh = stale
        fresh.setField("status", ["conditions": [["type": "Ready", "status": "True", "observedGeneration": 2]]])
        sample.resources.willWatch(.modified(stale))
        #expect(await sample.run("wait provider/host --for=condition=Ready --timeout 1s") == 5)
        sample.resources.willWatch(.modified(stale), .modified(fresh))
        #expect(await sample.run("wait provider/host --for=condition=Ready --timeout 5s") == 0)
        #expect(sample.written == "provider.forklift.konveyor.io/host condition met\n")
    }

    @Test("serve, token, crds and logs reach what they are for")
    func others() async throws {
        #expect(await sample.run("serve --data d --listen 0.0.0.0:0") == 0)
        #expect(sample.resources.serves.first?.listen == (try ListenAddress(argument: "0.0.0.0:0")))
        #expect(sample.complaints.contains("others in the network can reach"))
        #expect(sample.written.contains("export KUBECONFIG=d/kubeconfig"))
        #expect(await sample.run("token create --namespace team-a --role editor --expires 2h") == 0)
        #expect(sample.resources.tokens.first?.expirySeconds == 7200)
        #expect(sample.written.hasSuffix("token-of-editor:team-a\n"))
        #expect(await sample.run("token create --role viewer") == 2)
        #expect(await sample.run("token create --role admin --expires 1s") == 2)
        #expect(await sample.run("crds") == 0)
        #expect(sample.written.hasSuffix("kind: CustomResourceDefinition\n"))
        try sample.resources.add("apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: default}\n")
        #expect(await sample.run("logs p") == 6)
        #expect(sample.complaints.contains("This control plane has no logs of containers."))
        #expect(await sample.run("logs nope") == 3)
    }

    @Test("Text that comes in pieces is whole again, wherever it was cut", arguments: 1...9)
    func pieces(size: Int) {
        let bytes = Array("aé€😀b\u{0}ü".utf8)
        var decoder = TextDecoder()
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: size) {
            text += decoder.text(of: Array(bytes[start..<min(start + size, bytes.count)]))
        }
        #expect(text == "aé€😀b\u{0}ü")
        // What never was UTF-8 isn't kept back for ever.
        #expect(!decoder.text(of: [0xFF, 0xFF, 0xFF, 0xFF, 0x61]).isEmpty)
    }

    @Test(
        "Addresses to listen at",
        arguments: [
            ("127.0.0.1:6443", true), ("[::1]:0", true), ("localhost:1", true), ("6443", false), (":6443", false),
            ("a:65536", false), ("a b:1", false),
        ])
    func addresses(text: String, isValid: Bool) {
        let address = try? ListenAddress(argument: text)
        #expect((address != nil) == isValid)
        if let address { #expect(address.argumentText == text && address.isLoopback) }
    }
}
