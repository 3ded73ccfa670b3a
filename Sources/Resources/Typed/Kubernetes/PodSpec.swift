public import Values

extension Kubernetes {
    /// What runs.
    public struct PodSpec: Codable, Sendable, Equatable {
        /// The containers.
        public var containers: [Container] = []
        /// What runs before them.
        public var initContainers: [Container]?
        /// Volumes to mount.
        public var volumes: [JSONValue]?
        /// Always, OnFailure or Never.
        public var restartPolicy: String?
        /// The service account.
        public var serviceAccountName: String?
        /// The node.
        public var nodeName: String?
        /// Labels of nodes that may run it.
        public var nodeSelector: [String: String]?
        /// Where it runs.
        public var affinity: JSONValue?

        /// Makes an empty one.
        public init() {}
    }
}

extension Kubernetes.PodSpec {
    /// A container.
    public struct Container: Codable, Sendable, Equatable {
        /// Its name.
        public var name: String = ""
        /// Its image.
        public var image: String?
        /// What it runs.
        public var command: [String]?
        /// The arguments.
        public var args: [String]?
        /// Its environment.
        public var env: [JSONValue]?
        /// Its mounts.
        public var volumeMounts: [JSONValue]?

        /// Makes an empty one.
        public init() {}
    }
}
