import Subprocess
import Synchronization
import Testing
import Values

@Suite("An unmodified kubectl", .serialized)
struct KubectlTests {
    private static let plan = """
        apiVersion: forklift.konveyor.io/v1beta1
        kind: Plan
        metadata: {name: web, namespace: default, labels: {tier: front}}
        spec:
          map:
            network: {name: nm, namespace: default}
            storage: {name: sm, namespace: default}
          provider:
            source: {name: vsphere, namespace: default}
            destination: {name: host, namespace: default}
          targetNamespace: default
          vms: [{id: vm-101, name: web01}]
        """

    @Test("gets to know the server")
    func discovery() async throws {
        try await Kubectl.withControlPlane { kubectl in
            #expect(try await kubectl("version").contains("v1.32.0-gantry"))
            let names = try await kubectl("api-resources", "-o", "name")
            #expect(names.contains("plans.forklift.konveyor.io\n") && names.contains("secrets\n"))
            #expect(try await kubectl("api-versions").contains("forklift.konveyor.io/v1beta1\n"))
            let words = try await kubectl("explain", "plan.spec.vms")
            #expect(words.contains("KIND:       Plan") && words.contains("FIELD: vms"))
            #expect(try await kubectl("explain", "secret").contains("stringData"))
            #expect(try await kubectl("get", "ns").contains("default"))
            #expect(try await kubectl("auth", "can-i", "create", "plans") == "yes\n")
            #expect(try await kubectl("auth", "whoami").contains("gantry-admin"))
            #expect(try await kubectl("get", "--raw", "/readyz").hasPrefix("ok"))
        }
    }

    @Test("creates what it sends as protobuf")
    func typedCreates() async throws {
        try await Kubectl.withControlPlane { kubectl in
            #expect(try await kubectl("create", "namespace", "team-a") == "namespace/team-a created\n")
            try await kubectl("create", "secret", "generic", "s", "-n", "team-a", "--from-literal=password=geheim")
            let password = try await kubectl(
                "get", "secret", "s", "-n", "team-a", "-o", "jsonpath={.data.password} {.type}")
            #expect(password.hasPrefix("Z2VoZWlt Opaque"))
            try await kubectl("create", "configmap", "c", "-n", "team-a", "--from-literal=a=b")
            let map = try await kubectl("get", "cm", "c", "-n", "team-a", "-o", "jsonpath={.data.a}")
            #expect(map.hasPrefix("b"))
            #expect(try await kubectl("describe", "secret", "s", "-n", "team-a").contains("password:  6 bytes"))
            #expect(try await kubectl("describe", "ns", "team-a").contains("Status:       Active"))
            let again = try await kubectl.refused("create", "namespace", "team-a")
            #expect(again == "Error from server (AlreadyExists): namespaces \"team-a\" already exists\n")
            let nowhere = try await kubectl.refused("create", "configmap", "c", "-n", "nowhere")
            #expect(nowhere.contains("namespaces \"nowhere\" not found"))
            #expect(try await kubectl("delete", "namespace", "team-a").contains("deleted"))
            #expect(try await kubectl.refused("get", "ns", "team-a").contains("NotFound"))
        }
    }

    @Test("applies, changes and shows a plan in all its ways")
    func changes() async throws {
        try await Kubectl.withControlPlane { kubectl in
            let file = try kubectl.write(Self.plan, "plan.yaml")
            #expect(try await kubectl("apply", "-f", file).contains("web created"))
            #expect(try await kubectl("apply", "-f", file).contains("web unchanged"))
            let changed = try kubectl.write(Self.plan.replacing("vm-101", with: "vm-102"), "plan2.yaml")
            let difference = try await kubectl.run(["diff", "-f", changed])
            #expect(difference.status == .exited(1) && difference.output.contains("vm-102"))
            #expect(try await kubectl("apply", "-f", changed).contains("web configured"))
            #expect(try await kubectl("get", "plan", "web").contains("NAME"))
            #expect(try await kubectl("describe", "plan", "web").contains("vm-102"))
            try await kubectl("patch", "plan", "web", "--type=merge", "-p", #"{"spec":{"warm":true}}"#)
            try await kubectl(
                "patch", "plan", "web", "--type=json", "-p",
                #"[{"op":"replace","path":"/spec/vms/0/id","value":"vm-103"}]"#)
            let now = try await kubectl("get", "plan", "web", "-o", "jsonpath={.spec.warm} {.spec.vms[0].id}")
            #expect(now.hasPrefix("true vm-103"))
            try await kubectl("label", "plan", "web", "colour=green")
            try await kubectl("annotate", "plan", "web", "note=a b")
            #expect(
                try await kubectl("get", "plan", "-l", "colour=green,tier in (front)", "-o", "name").contains("web"))
            let editor = try kubectl.write("#!/bin/sh\nsed -i s/vm-103/vm-104/ \"$1\"\n", "editor.sh")
            let edited = try await kubectl("edit", "plan", "web", environment: ["KUBE_EDITOR": editor])
            #expect(edited.contains("edited"))
            #expect(try await kubectl("get", "plan", "web", "-o", "yaml").contains("vm-104"))
            #expect(try await kubectl("delete", "plan", "web", "--wait").contains("deleted"))
            #expect(try await kubectl.refused("get", "plan", "web").contains("\"web\" not found"))
        }
    }

    @Test("applies on the server's side, and is told of conflicts")
    func serverSideApply() async throws {
        try await Kubectl.withControlPlane { kubectl in
            let file = try kubectl.write(Self.plan, "plan.yaml")
            #expect(try await kubectl("apply", "--server-side", "-f", file).contains("serverside-applied"))
            #expect(try await kubectl("apply", "--server-side", "-f", file).contains("serverside-applied"))
            let other = try kubectl.write(
                Self.plan.replacing("targetNamespace: default", with: "targetNamespace: x"), "o.yaml")
            let conflict = try await kubectl.refused("apply", "--server-side", "--field-manager=other", "-f", other)
            #expect(conflict.contains("conflict") && conflict.contains(".spec.targetNamespace"))
            try await kubectl("apply", "--server-side", "--field-manager=other", "--force-conflicts", "-f", other)
            let map = try kubectl.write(
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: default}\ndata: {a: b}\n", "map.yaml")
            try await kubectl("apply", "-f", map)
            #expect(try await kubectl("apply", "--server-side", "-f", map).contains("serverside-applied"))
            try await kubectl("patch", "configmap", "c", "-p", #"{"data":{"c":"d"}}"#)
            let data = try await kubectl("get", "cm", "c", "-o", "jsonpath={.data.a}{.data.c}")
            #expect(data.hasPrefix("bd"))
        }
    }

    @Test("is told what is wrong with a manifest, strictly or by warning")
    func validation() async throws {
        try await Kubectl.withControlPlane { kubectl in
            let unknown = try kubectl.write(Self.plan.replacing("  vms:", with: "  virtual: 1\n  vms:"), "unknown.yaml")
            let strict = try await kubectl.refused("apply", "-f", unknown)
            #expect(strict.contains("strict decoding error: unknown field \"spec.virtual\""))
            let warned = try await kubectl.run(["apply", "--validate=warn", "-f", unknown])
            #expect(warned.status.isSuccess)
            #expect(warned.errorOutput.contains("Warning: unknown field \"spec.virtual\""))
            try await kubectl("delete", "plan", "web")
            let wrong = try kubectl.write(Self.plan.replacing("vms: [{", with: "warm: often\n  vms: [{"), "wrong.yaml")
            let invalid = try await kubectl.refused("apply", "-f", wrong)
            #expect(invalid.contains("spec.warm: Invalid value: \"string\": spec.warm in body must be of type boolean"))
        }
    }

    @Test("waits for conditions and sees changes as they come")
    func watching() async throws {
        try await Kubectl.withControlPlane { kubectl in
            try await kubectl("apply", "-f", try kubectl.write(Self.plan, "plan.yaml"))
            let lines = Mutex<[String]>([])
            let watcher = try RunningProcess.start(kubectl.command(["get", "plans", "-w"])) { _, line in
                lines.withLock { $0.append(line) }
            }
            async let waited = kubectl("wait", "--for=condition=Ready", "plan/web", "--timeout=30s")
            for _ in 0..<1000 where lines.withLock({ $0.count }) < 2 { try await Task.sleep(for: .milliseconds(10)) }
            let ready =
                #"{"status":{"conditions":[{"type":"Ready","status":"True","category":"Required","message":"m","#
                + #""lastTransitionTime":"2026-01-01T00:00:00Z"}]}}"#
            try await kubectl("patch", "plan", "web", "--subresource=status", "--type=merge", "-p", ready)
            #expect(try await waited.contains("condition met"))
            for _ in 0..<1000 where lines.withLock({ $0.count }) < 3 { try await Task.sleep(for: .milliseconds(10)) }
            _ = await watcher.stop(graceSeconds: 1)
            let seen = lines.withLock { $0 }
            #expect(seen.count == 3, "\(seen)")
            #expect(seen.last?.contains("True") ?? false, "\(seen)")
            async let gone = kubectl("wait", "--for=delete", "plan/web", "--timeout=30s")
            try await kubectl("delete", "plan", "web")
            _ = try await gone
        }
    }

    @Test("an editor's token holds in its namespace, a viewer's doesn't write or see secrets")
    func roles() async throws {
        try await Kubectl.withControlPlane { kubectl in
            try await kubectl("create", "namespace", "team-a")
            let editor = try await kubectl("create", "token", "editor", "-n", "team-a")
            let viewer = try await kubectl("create", "token", "viewer", "-n", "team-a")
            func ask(_ token: String, _ arguments: String...) async throws -> CompletedProcess {
                let empty = try kubectl.write("{apiVersion: v1, kind: Config}", "empty")
                let server = [
                    "--server=\(kubectl.address)", "--insecure-skip-tls-verify",
                    "--token=\(token.split(separator: "\n").joined())",
                ]
                return try await kubectl.run(server + arguments, kubeconfig: empty)
            }
            #expect(try await ask(editor, "create", "configmap", "c", "-n", "team-a").status.isSuccess)
            #expect(try await ask(viewer, "get", "configmaps", "-n", "team-a").status.isSuccess)
            let elsewhere = try await ask(editor, "get", "plans", "-n", "default")
            #expect(
                elsewhere.errorOutput
                    == "Error from server (Forbidden): plans.forklift.konveyor.io is forbidden: User "
                    + "\"system:serviceaccount:team-a:editor\" cannot list resource \"plans\" in API group "
                    + "\"forklift.konveyor.io\" in the namespace \"default\"\n")
            #expect(try await !ask(viewer, "create", "configmap", "d", "-n", "team-a").status.isSuccess)
            #expect(try await !ask(viewer, "get", "secrets", "-n", "team-a").status.isSuccess)
            #expect(try await ask(viewer, "auth", "can-i", "list", "secrets", "-n", "team-a").output == "no\n")
            #expect(try await ask(editor, "auth", "can-i", "list", "secrets", "-n", "team-a").output == "yes\n")
            let unknown = try await ask("gantry_x_y", "get", "plans")
            #expect(unknown.errorOutput.contains("Unauthorized"))
        }
    }
}
