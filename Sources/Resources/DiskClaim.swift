/// A disk that was copied and wants a claim in the cluster: what Mapping decides and targets render.
public struct DiskClaim: Sendable, Equatable, Codable {
    /// The disk of the source machine.
    public var diskID: String
    /// The name of the claim.
    public var claimName: String
    /// The name of the local file, beside the manifest.
    public var fileName: String
    /// The size of the disk as the guest sees it; zero when it isn't known yet.
    public var sizeBytes: Int64
    /// The storage class; nil for the default one.
    public var storageClass: String?
    /// How nodes may use it; nil for what the storage class is best at.
    public var accessMode: AccessMode?
    /// Files or blocks; nil for what the storage class is best at.
    public var volumeMode: VolumeMode?
    /// The preference that suits the guest on it; on the boot disk only.
    public var defaultPreference: String?

    /// Makes one; see the members.
    public init(
        diskID: String, claimName: String, fileName: String, sizeBytes: Int64, storageClass: String? = nil,
        accessMode: AccessMode? = nil, volumeMode: VolumeMode? = nil, defaultPreference: String? = nil
    ) {
        self.diskID = diskID
        self.claimName = claimName
        self.fileName = fileName
        self.sizeBytes = sizeBytes
        self.storageClass = storageClass
        self.accessMode = accessMode
        self.volumeMode = volumeMode
        self.defaultPreference = defaultPreference
    }
}
