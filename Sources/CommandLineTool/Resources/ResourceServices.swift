internal import ResourceStore
internal import Resources
internal import Values

/// What the commands about resources need: where they live, which types there are, and how words are understood.
struct ResourceServices: Sendable {
    /// Runs the control plane until it is cancelled; tells when it answers, and what goes wrong meanwhile.
    typealias Serve =
        @Sendable (
            ServeOptions, _ ready: @escaping @Sendable (ServeStart) throws -> Void,
            _ warn: @escaping @Sendable (String) -> Void
        ) async throws -> Void

    /// Opens the store that a kubeconfig leads to; nil looks for one in the usual places.
    ///
    /// The server's warnings go to the closure.
    typealias Connect =
        @Sendable (_ kubeconfig: String?, _ context: String?, _ warn: @escaping @Sendable (String) -> Void) async throws
        -> ResourceConnection

    /// Opens a store.
    var connect: Connect
    /// All types that this program knows.
    var types: @Sendable () -> [ResourceType]
    /// The CustomResourceDefinitions.
    var definitions: @Sendable () throws -> [JSONValue]
    /// Runs the control plane.
    var serve: Serve
    /// Makes a token; the answer is the token itself.
    var createToken: @Sendable (TokenOptions) async throws -> String
    /// Reads all of standard input.
    var readStandardInput: @Sendable () async throws -> [UInt8]
    /// Seconds since 1970.
    var now: @Sendable () -> Double
}

/// A store, with what its kubeconfig says besides.
struct ResourceConnection: Sendable {
    /// What a container wrote.
    typealias Logs = @Sendable (LogRequest, _ tell: @escaping @Sendable (String) throws -> Void) async throws -> Void

    /// The store.
    var store: any ResourceStore
    /// The namespace of the context.
    var namespace: String
    /// What containers wrote; nil when this way to the store has no such thing.
    var logs: Logs?
}

/// Which lines of which container are wanted.
struct LogRequest: Sendable, Equatable {
    /// The namespace of the pod.
    var namespace: String
    /// The pod.
    var pod: String
    /// The container; nil for the only one.
    var container: String?
    /// Whether lines that come later are wanted too.
    var follows: Bool
    /// How many lines of the end; nil for all.
    var tailLines: Int?
}

/// How the control plane is run.
struct ServeOptions: Sendable, Equatable {
    /// The folder of its state.
    var dataFolder: String
    /// Where it listens.
    var listen: ListenAddress
    /// The cluster that holds the resources; nil for the folder.
    var kubeconfig: String?
}

/// What the control plane tells when it answers, and what goes wrong meanwhile.
struct ServeStart: Sendable, Equatable {
    /// Its address.
    var url: String
    /// The kubeconfig that leads to it.
    var kubeconfig: String
}

/// What a token allows.
struct TokenOptions: Sendable, Equatable {
    /// The folder of the control plane's state.
    var dataFolder: String
    /// The name that requests with it go by.
    var user: String
    /// The namespace that it is for; nil for all, which only an administrator may have.
    var namespace: String?
    /// What it allows there.
    var role: TokenRole
    /// How long it is good for, in seconds.
    var expirySeconds: Int
}
