/// What a control plane is started with.
public struct ControlPlaneOptions: Sendable {
    /// Where its state, its certificates and its tokens are kept.
    public var dataFolder: String
    /// The address that it listens on, in numbers.
    public var host = "127.0.0.1"
    /// The port; 0 for any that is free.
    public var port: UInt16 = 6443
    /// Names and addresses that clients reach it by, besides those of loopback.
    public var names: [String] = []
    /// The most requests of one user at a time, watches aside.
    public var maximumRequestsPerUser = 200
    /// The most watches of one user.
    public var maximumWatchesPerUser = 1000
    /// The most connections in all.
    public var maximumConnections = 1200
    /// Where troubles of the background are told.
    public var report: @Sendable (String) -> Void = { _ in }

    /// A control plane on loopback.
    public init(dataFolder: String) { self.dataFolder = dataFolder }
}
