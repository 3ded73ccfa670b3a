public import Glibc

/// How a machine is started this time: where its sockets are, what it may reach, whether it may write.
public struct QEMULaunch: Sendable, Equatable {
    /// A short path of a private folder that gets the sockets and the copy of the firmware's variables.
    public var socketFolder: String
    /// How guest code runs.
    public var acceleration: Acceleration
    /// What the guest can reach.
    public var network: Network
    /// For each disk the throw-away overlay that takes its writes; empty to write to the disks themselves.
    public var overlays: [String]
    /// Whether it waits for the `cont` command before its first instruction, so that no output is missed.
    public var isPausedAtStart: Bool
    /// Whether QEMU stays, paused, when the guest powers off, so that its last picture can be taken.
    public var staysAfterPowerOff: Bool
    /// When it is started, in seconds since 1970: what a clock with an offset is set by.
    public var startSeconds: Int
    /// The file of the firmware's variables (EFI); kept between starts by whoever keeps the machine.
    public var variablesFile: String

    /// Describes a start.
    public init(
        socketFolder: String, acceleration: Acceleration, network: Network = .restricted, overlays: [String] = [],
        isPausedAtStart: Bool = false, staysAfterPowerOff: Bool = false, variablesFile: String? = nil,
        startSeconds: Int = time(nil)
    ) {
        self.socketFolder = socketFolder
        self.acceleration = acceleration
        self.network = network
        self.overlays = overlays
        self.isPausedAtStart = isPausedAtStart
        self.staysAfterPowerOff = staysAfterPowerOff
        self.startSeconds = startSeconds
        self.variablesFile = variablesFile ?? "\(socketFolder)/efivars.fd"
    }

    /// What a guest can reach.
    public enum Network: Sendable, Equatable {
        /// Its cards have no cable.
        case unplugged
        /// It gets an address by DHCP and reaches nothing: not the host, not the network behind it.
        case restricted
        /// It reaches what this user reaches; these ports of the loopback interface lead into it.
        case userMode(forwards: [PortForward])
    }

    /// A TCP port of the host's loopback interface that leads to one of the guest.
    public struct PortForward: Sendable, Equatable {
        /// The port on 127.0.0.1.
        public var hostPort: UInt16
        /// The guest's port.
        public var guestPort: UInt16

        /// Forwards a port.
        public init(hostPort: UInt16, guestPort: UInt16) {
            self.hostPort = hostPort
            self.guestPort = guestPort
        }
    }

    /// The QEMU machine protocol.
    public var qmpSocket: String { "\(socketFolder)/qmp" }
    /// The first serial port.
    public var serialSocket: String { "\(socketFolder)/serial" }
    /// The guest agent's channel.
    public var agentSocket: String { "\(socketFolder)/agent" }
    /// What SeaBIOS says while it looks for something to boot.
    public var firmwareLogSocket: String { "\(socketFolder)/firmware" }
    /// The software TPM.
    public var tpmSocket: String { "\(socketFolder)/tpm" }
    /// The process number of a QEMU that outlives us.
    public var processFile: String { "\(socketFolder)/pid" }

    /// QEMU's own seccomp filter at its strictest: no new processes, no privileges, no scheduling.
    public static let sandbox = "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny"
}
