import Files
import Glibc
import KubernetesStore
import Subprocess
import Testing

/// A real kube-apiserver with etcd and its controllers, for the length of a suite.
///
/// `GANTRY_CONFORMANCE_KUBECONFIG` names one that runs already; else Tests/Support/kubernetes starts one, and builds it
/// first when this machine has none yet, which takes about ten minutes.
struct KubernetesTestServer: SuiteTrait, TestScoping {
    @TaskLocal static var kubeconfig: String?

    /// A store of the running server.
    static func store() throws -> KubernetesStore {
        let file = try #require(kubeconfig, "The suite lacks its server.")
        var options = APIConnection.Options()
        // The suite is no controller: it writes as fast as it can.
        options.requestsPerSecond = 1000
        return try KubernetesStore(try Kubeconfig(file: file).connection(), options)
    }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        if let file = processEnvironment()["GANTRY_CONFORMANCE_KUBECONFIG"] {
            return try await Self.$kubeconfig.withValue(file) { try await function() }
        }
        let support = Files.parent(of: Files.parent(of: Files.parent(of: #filePath))) + "/Tests/Support/kubernetes"
        let folder = "/tmp/gantry-kubernetes-\(getpid())"
        let base = 20000 + Int(getpid()) % 4000 * 5
        let ports = ["PORT": 0, "ETCD_PORT": 1, "KCM_PORT": 3].mapValues { String(base + $0) as String? }
        let environment = ports.merging(["NO_SCHED": "1"]) { port, _ in port }
        if !Files.exists("\(processEnvironment()["HOME"] ?? "")/.cache/gantry/kubernetes-1.20.2/kube-apiserver") {
            print("There is no kube-apiserver on this machine yet: it is built, which takes about ten minutes.")
        }
        do {
            try await runSuccessfully(Command("\(support)/build.sh"), deadlineSeconds: 3600)
            try await runSuccessfully(
                Command("\(support)/start.sh", [folder], environment: environment), deadlineSeconds: 120)
            try await Self.$kubeconfig.withValue("\(folder)/admin.kubeconfig") { try await function() }
        } catch {
            await stop(support, folder)
            throw error
        }
        await stop(support, folder)
    }

    private func stop(_ support: String, _ folder: String) async {
        _ = try? await run(Command("\(support)/stop.sh", [folder]), deadlineSeconds: 60)
        try? Files.removeTree(folder)
    }
}

extension Trait where Self == KubernetesTestServer {
    /// Runs the suite with a real API server.
    static var kubernetesServer: KubernetesTestServer { KubernetesTestServer() }
}
