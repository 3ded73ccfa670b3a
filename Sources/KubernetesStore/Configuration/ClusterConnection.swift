internal import Failures
internal import Files
public import HTTPClient

/// How to reach a cluster, and who we are there.
public struct ClusterConnection: Sendable {
    /// The address of its API, without a slash at the end.
    public var server: String
    /// The connections.
    public var http: HTTPClientConfiguration
    /// The namespace of objects that name none.
    public var namespace: String
    /// Who we are, besides the certificate that `http` has.
    public var credentials: Credentials

    /// Describes a cluster.
    public init(
        server: String, http: HTTPClientConfiguration, namespace: String = "default", credentials: Credentials = .none
    ) {
        var server = server
        while server.hasSuffix("/") { server.removeLast() }
        self.server = server
        self.http = http
        self.namespace = namespace
        self.credentials = credentials
    }

    /// The cluster that this program runs in as a pod, with its service account; the token is read anew as it rotates.
    /// - Throws: `KubeconfigError.missing` when it isn't a pod.
    public static func inCluster(
        environment: [String: String] = processEnvironment(),
        folder: String = "/var/run/secrets/kubernetes.io/serviceaccount"
    ) throws -> ClusterConnection {
        guard let host = environment["KUBERNETES_SERVICE_HOST"], let port = environment["KUBERNETES_SERVICE_PORT"],
            Files.exists("\(folder)/token")
        else { throw KubeconfigError.missing(searched: ["service account of a pod"]) }
        var http = HTTPClientConfiguration()
        http.proxy = .none
        do {
            http.trust = .authorities(pem: try Files.read("\(folder)/ca.crt", maximumBytes: 1 << 20))
        } catch {
            throw KubeconfigError.unreadable(file: "\(folder)/ca.crt", field: "", reason: error.reason + ".")
        }
        let namespace = try? Files.read("\(folder)/namespace", maximumBytes: 256)
        return ClusterConnection(
            server: "https://\(host.contains(":") ? "[\(host)]" : host):\(port)", http: http,
            namespace: namespace.map { String(decoding: $0, as: UTF8.self) } ?? "default",
            credentials: .tokenFile(path: "\(folder)/token", field: ""))
    }

    /// What kubectl would take: the file that is named, `KUBECONFIG`, the pod, or `~/.kube/config`.
    public static func standard(
        kubeconfig: String? = nil, context: String? = nil, environment: [String: String] = processEnvironment()
    ) throws -> ClusterConnection {
        if let kubeconfig { return try Kubeconfig(file: kubeconfig).connection(context: context) }
        if environment["KUBECONFIG"] ?? "" == "", context == nil,
            let pod = try? inCluster(environment: environment)
        {
            return pod
        }
        return try Kubeconfig(environment: environment).connection(context: context)
    }
}
