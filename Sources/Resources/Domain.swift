/// The hardware of an instance.
public struct Domain: Sendable, Equatable, Codable {
    /// The machine type.
    public var machine: Machine?
    /// The processors.
    public var cpu: CPU?
    /// The memory.
    public var memory: Memory?
    /// How it starts.
    public var firmware: Firmware?
    /// Its clock.
    public var clock: Clock?
    /// Switches of the hypervisor.
    public var features: Features?
    /// Its devices.
    public var devices: Devices

    /// Makes one; see the members.
    public init(
        machine: Machine? = nil, cpu: CPU? = nil, memory: Memory? = nil, firmware: Firmware? = nil, clock: Clock? = nil,
        features: Features? = nil, devices: Devices
    ) {
        self.machine = machine
        self.cpu = cpu
        self.memory = memory
        self.firmware = firmware
        self.clock = clock
        self.features = features
        self.devices = devices
    }
}

extension Domain {
    /// The machine type.
    public struct Machine: Sendable, Equatable, Codable {
        /// `q35` for amd64, `virt` for arm64.
        public var type: String

        /// Makes one; see the members.
        public init(type: String) {
            self.type = type
        }
    }

    /// Processors: the guest sees the product of the three.
    public struct CPU: Sendable, Equatable, Codable {
        /// Sockets.
        public var sockets: Int?
        /// Cores in a socket.
        public var cores: Int?
        /// Threads in a core.
        public var threads: Int?

        /// Makes one; see the members.
        public init(sockets: Int? = nil, cores: Int? = nil, threads: Int? = nil) {
            self.sockets = sockets
            self.cores = cores
            self.threads = threads
        }
    }

    /// Memory.
    public struct Memory: Sendable, Equatable, Codable {
        /// What the guest sees.
        public var guest: Quantity?

        /// Makes one; see the members.
        public init(guest: Quantity? = nil) {
            self.guest = guest
        }
    }

    /// Firmware.
    public struct Firmware: Sendable, Equatable, Codable {
        /// The UUID of SMBIOS.
        public var uuid: String?
        /// The serial number of SMBIOS.
        public var serial: String?
        /// BIOS or EFI.
        public var bootloader: Bootloader?

        /// Makes one; see the members.
        public init(uuid: String? = nil, serial: String? = nil, bootloader: Bootloader? = nil) {
            self.uuid = uuid
            self.serial = serial
            self.bootloader = bootloader
        }
    }

    /// Which firmware starts the guest; one of the two is set.
    public struct Bootloader: Sendable, Equatable, Codable {
        /// A PC BIOS.
        public var bios: Present?
        /// UEFI.
        public var efi: EFI?

        /// Makes one; see the members.
        public init(bios: Present? = nil, efi: EFI? = nil) {
            self.bios = bios
            self.efi = efi
        }
    }

    /// UEFI.
    public struct EFI: Sendable, Equatable, Codable {
        /// Whether Secure Boot is on; KubeVirt takes nil for true.
        public var secureBoot: Bool?
        /// Whether its variables are kept when the instance ends.
        public var persistent: Bool?

        /// Makes one; see the members.
        public init(secureBoot: Bool? = nil, persistent: Bool? = nil) {
            self.secureBoot = secureBoot
            self.persistent = persistent
        }
    }

    /// The clock.
    public struct Clock: Sendable, Equatable, Codable {
        /// Set to UTC, with an offset.
        public var utc: UTC?
        /// Set to the local time of a zone.
        public var timezone: String?
        /// Timers; none is named.
        public var timer: Present?

        /// Makes one; see the members.
        public init(utc: UTC? = nil, timezone: String? = nil, timer: Present? = nil) {
            self.utc = utc
            self.timezone = timezone
            self.timer = timer
        }
    }

    /// A clock in UTC.
    public struct UTC: Sendable, Equatable, Codable {
        /// How far it is from UTC.
        public var offsetSeconds: Int?

        /// Makes one; see the members.
        public init(offsetSeconds: Int? = nil) {
            self.offsetSeconds = offsetSeconds
        }
    }

    /// Switches of the hypervisor.
    public struct Features: Sendable, Equatable, Codable {
        /// ACPI.
        public var acpi: Present?
        /// System Management Mode, which Secure Boot needs.
        public var smm: Feature?

        /// Makes one; see the members.
        public init(acpi: Present? = nil, smm: Feature? = nil) {
            self.acpi = acpi
            self.smm = smm
        }
    }

    /// A switch.
    public struct Feature: Sendable, Equatable, Codable {
        /// Whether it is on; nil means on.
        public var enabled: Bool?

        /// Makes one; see the members.
        public init(enabled: Bool? = nil) {
            self.enabled = enabled
        }
    }
}
