/// A KubeVirt VirtualMachine (`kubevirt.io/v1`), as far as Gantry writes it; other fields are ignored when read.
public struct VirtualMachine: Sendable, Equatable, Codable {
    /// The group and version.
    public var apiVersion: String
    /// The kind.
    public var kind: String
    /// Its name, labels and annotations.
    public var metadata: ObjectMeta
    /// What it is.
    public var spec: Spec

    /// Makes one; see the members.
    public init(
        apiVersion: String = "kubevirt.io/v1", kind: String = "VirtualMachine", metadata: ObjectMeta, spec: Spec
    ) {
        self.apiVersion = apiVersion
        self.kind = kind
        self.metadata = metadata
        self.spec = spec
    }
}

extension VirtualMachine {
    /// What a VirtualMachine is.
    public struct Spec: Sendable, Equatable, Codable {
        /// Whether it runs.
        public var runStrategy: RunStrategy?
        /// The instance that is made of it.
        public var template: Template

        /// Makes one; see the members.
        public init(runStrategy: RunStrategy? = nil, template: Template) {
            self.runStrategy = runStrategy
            self.template = template
        }
    }

    /// The instance that a VirtualMachine makes.
    public struct Template: Sendable, Equatable, Codable {
        /// Labels and annotations of the instance.
        public var metadata: ObjectMeta?
        /// The instance.
        public var spec: InstanceSpec

        /// Makes one; see the members.
        public init(metadata: ObjectMeta? = nil, spec: InstanceSpec) {
            self.metadata = metadata
            self.spec = spec
        }
    }

    /// The instance: its hardware, networks and volumes.
    public struct InstanceSpec: Sendable, Equatable, Codable {
        /// The processor architecture: `amd64`, `arm64`, ....
        public var architecture: String?
        /// The hardware.
        public var domain: Domain
        /// The networks that interfaces name.
        public var networks: [Network]?
        /// The volumes that disks name.
        public var volumes: [Volume]?

        /// Makes one; see the members.
        public init(architecture: String? = nil, domain: Domain, networks: [Network]? = nil, volumes: [Volume]? = nil) {
            self.architecture = architecture
            self.domain = domain
            self.networks = networks
            self.volumes = volumes
        }
    }
}

/// Whether and when KubeVirt runs a machine.
public enum RunStrategy: String, Sendable, Codable, CaseIterable {
    /// It runs, whatever happens to it.
    case always = "Always"
    /// It does not run.
    case halted = "Halted"
    /// It is started and stopped by hand.
    case manual = "Manual"
    /// It runs, and again when it failed.
    case rerunOnFailure = "RerunOnFailure"
    /// It runs once.
    case once = "Once"
}
