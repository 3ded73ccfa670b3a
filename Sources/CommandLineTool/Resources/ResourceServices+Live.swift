internal import Failures
internal import Files
internal import HTTPClient
internal import KubernetesStore
internal import ResourceStore
internal import Resources
internal import Threads

extension ResourceServices {
    /// The services of this program.
    static let live = ResourceServices(
        connect: { kubeconfig, context, warn in try await connect(kubeconfig, context, warn) },
        types: { ResourceRegistry.all },
        definitions: { CustomResourceDefinition.installed.map(CustomResourceDefinition.definition) },
        serve: { options, ready, warn in try await serve(options, ready, warn) },
        createToken: { options in try await createToken(options) },
        readStandardInput: {
            try await onOwnThread(named: "standard-input") { try Files.read("/dev/stdin", maximumBytes: 64 << 20) }
        }, now: { wallClockSeconds() })

    /// The kubeconfig of a control plane that was started in this folder.
    private static let ownKubeconfig = "gantry-data/kubeconfig"

    private static func connect(
        _ kubeconfig: String?, _ context: String?, _ warn: @escaping @Sendable (String) -> Void
    ) async throws -> ResourceConnection {
        let api = try await onOwnThread(named: "kubeconfig") {
            let cluster = try configuration(kubeconfig).connection(context: context)
            var options = APIConnection.Options()
            options.onWarning = warn
            return try APIConnection(cluster, options)
        }
        return ResourceConnection(store: KubernetesStore(api), namespace: api.cluster.namespace) { request, tell in
            try await logs(request, api, tell)
        }
    }

    /// The file that is named, those of KUBECONFIG, or the one that `gantry serve` wrote here.
    ///
    /// Not `~/.kube/config`: whoever has several clusters doesn't expect a migration in the one used last.
    private static func configuration(_ named: String?) throws -> Kubeconfig {
        if let named { return try Kubeconfig(file: named) }
        if processEnvironment()["KUBECONFIG"] ?? "" != "" { return try Kubeconfig() }
        guard Files.exists(ownKubeconfig) else {
            throw ResourceFailure.noConnection(tried: ["KUBECONFIG", "./\(ownKubeconfig)"])
        }
        return try Kubeconfig(file: ownKubeconfig)
    }

    /// Streams a log; the names were those of an object that was read, so that they need no encoding.
    private static func logs(
        _ request: LogRequest, _ api: APIConnection, _ tell: @escaping @Sendable (String) throws -> Void
    ) async throws {
        var call = APICall("GET", "/api/v1/namespaces/\(request.namespace)/pods/\(request.pod)/log")
        call.accept = "text/plain, */*"
        if let container = request.container { call.query.append(("container", container)) }
        if let count = request.tailLines { call.query.append(("tailLines", String(count))) }
        if request.follows {
            call.query.append(("follow", "true"))
            call.deadlineSeconds = nil
        }
        do {
            let response = try await api.send(call)
            var decoder = TextDecoder()
            while let bytes = try await response.body.next() { try tell(decoder.text(of: bytes)) }
        } catch let error as StoreError where error.reason == .notFound || error.reason == .methodNotAllowed {
            // The pod is there, as it was read before: what is missing is the log.
            throw ResourceFailure.noLogs
        }
    }
}

/// Makes text of bytes that come in pieces: a character may be cut in two.
struct TextDecoder {
    private var rest: [UInt8] = []

    /// The characters that are complete.
    mutating func text(of bytes: [UInt8]) -> String {
        let all = rest + bytes
        // The last character begins at most three bytes before the end (RFC 3629, section 3).
        let start = all.indices.suffix(4).last { all[$0] & 0xC0 != 0x80 } ?? all.endIndex
        let isWhole = String(validating: all[start...], as: UTF8.self) != nil
        rest = isWhole ? [] : Array(all[start...])
        return String(decoding: isWhole ? all[...] : all[..<start], as: UTF8.self)
    }
}
