/// A network of an instance; one of its two sources is set.
public struct Network: Sendable, Equatable, Codable {
    /// Its name.
    public var name: String
    /// The pod network.
    public var pod: Present?
    /// A NetworkAttachmentDefinition.
    public var multus: Multus?

    /// Makes one; see the members.
    public init(name: String, pod: Present? = nil, multus: Multus? = nil) {
        self.name = name
        self.pod = pod
        self.multus = multus
    }
}

extension Network {
    /// A NetworkAttachmentDefinition.
    public struct Multus: Sendable, Equatable, Codable {
        /// Its name, or `namespace/name`.
        public var networkName: String

        /// Makes one; see the members.
        public init(networkName: String) {
            self.networkName = networkName
        }
    }
}

/// A volume of an instance; one of its two sources is set.
public struct Volume: Sendable, Equatable, Codable {
    /// Its name.
    public var name: String
    /// A claim.
    public var persistentVolumeClaim: ClaimReference?
    /// A DataVolume.
    public var dataVolume: DataVolumeReference?

    /// Makes one; see the members.
    public init(name: String, persistentVolumeClaim: ClaimReference? = nil, dataVolume: DataVolumeReference? = nil) {
        self.name = name
        self.persistentVolumeClaim = persistentVolumeClaim
        self.dataVolume = dataVolume
    }
}

extension Volume {
    /// A claim.
    public struct ClaimReference: Sendable, Equatable, Codable {
        /// Its name.
        public var claimName: String
        /// Whether it is mounted read-only.
        public var readOnly: Bool?

        /// Makes one; see the members.
        public init(claimName: String, readOnly: Bool? = nil) {
            self.claimName = claimName
            self.readOnly = readOnly
        }
    }

    /// A DataVolume, and the claim of the same name.
    public struct DataVolumeReference: Sendable, Equatable, Codable {
        /// Its name.
        public var name: String

        /// Makes one; see the members.
        public init(name: String) {
            self.name = name
        }
    }
}
