import ControlPlane
import Files
import Glibc
import Subprocess
import Testing

/// A control plane in a folder of its own, and an unmodified kubectl that talks to it.
struct Kubectl: Sendable {
    let folder: String
    let address: String

    static func withControlPlane(_ body: @escaping @Sendable (Kubectl) async throws -> Void) async throws {
        try #require(findExecutable("kubectl") != nil, "kubectl is needed: apt-get install kubernetes-client")
        try await withTemporaryFolder { folder in
            var options = ControlPlaneOptions(dataFolder: "\(folder)/data")
            options.port = 0
            let (addresses, found) = AsyncStream.makeStream(of: String.self)
            try await withThrowingTaskGroup(of: Void.self) { [options] group in
                group.addTask {
                    defer { found.finish() }
                    try await ControlPlaneServer.runEmbedded(options) { found.yield($0) }
                }
                var iterator = addresses.makeAsyncIterator()
                if let address = await iterator.next() {
                    try await body(Kubectl(folder: folder, address: address))
                    group.cancelAll()
                }
                try await group.waitForAll()
            }
        }
    }

    /// Runs kubectl to its end.
    func run(_ arguments: [String], environment: [String: String] = [:], kubeconfig: String? = nil) async throws
        -> CompletedProcess
    {
        try await Subprocess.run(command(arguments, environment, kubeconfig), deadlineSeconds: 60)
    }

    func command(
        _ arguments: [String], _ environment: [String: String] = [:], _ kubeconfig: String? = nil
    ) -> Command {
        let own = ["KUBECONFIG": kubeconfig ?? "\(folder)/data/kubeconfig", "HOME": folder]
        return Command(
            "kubectl", arguments, environment: own.merging(environment) { $1 }.mapValues { Optional($0) })
    }

    /// Runs kubectl, which has to succeed; what it printed.
    @discardableResult
    func callAsFunction(_ arguments: String..., environment: [String: String] = [:]) async throws -> String {
        let ended = try await run(arguments, environment: environment)
        guard ended.status.isSuccess else { throw Refused(arguments: arguments, ended: ended) }
        return ended.output
    }

    /// Runs kubectl, which has to fail; what it complained of.
    func refused(_ arguments: String...) async throws -> String {
        let ended = try await run(arguments)
        #expect(!ended.status.isSuccess, "\(arguments) was not refused: \(ended.output)")
        return ended.errorOutput
    }

    func write(_ text: String, _ name: String) throws -> String {
        try Files.writeDurably(Array(text.utf8), to: "\(folder)/\(name)", mode: 0o755)
        return "\(folder)/\(name)"
    }

    struct Refused: Error, CustomStringConvertible {
        let arguments: [String]
        let ended: CompletedProcess
        var description: String {
            "kubectl \(arguments.joined(separator: " ")): \(ended.status): \(ended.output) \(ended.errorOutput)"
        }
    }
}
