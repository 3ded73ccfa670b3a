/// A guest operating system, recognised from the names that platforms give it.
public struct GuestSystem: Sendable, Equatable, Codable {
    /// What it is.
    public var family: Family
    /// Its version as far as the name tells: `12`, `22.04`, `2022`.
    public var version: String?

    /// Describes a system.
    public init(_ family: Family, _ version: String? = nil) {
        self.family = family
        self.version = version
    }

    /// The part of the version before the first dot.
    public var majorVersion: String? { version.map { String($0.prefix { $0 != "." }) } }

    /// A short name such as `debian12`, in the style of libosinfo.
    public var id: String { family.rawValue + (version ?? "") }

    /// Whether it is some Windows.
    public var isWindows: Bool { family == .windows || family == .windowsServer }

    /// Kinds of systems.
    public enum Family: String, Sendable, Codable, CaseIterable {
        /// AlmaLinux.
        case alma = "almalinux"
        /// Alpine Linux.
        case alpine
        /// Amazon Linux.
        case amazon = "amazonlinux"
        /// Arch Linux.
        case arch = "archlinux"
        /// CentOS Linux.
        case centos
        /// CentOS Stream.
        case centosStream = "centos-stream"
        /// Debian GNU/Linux.
        case debian
        /// Fedora Linux.
        case fedora
        /// FreeBSD.
        case freeBSD = "freebsd"
        /// A Linux of another kind.
        case linux
        /// NetBSD.
        case netBSD = "netbsd"
        /// OpenBSD.
        case openBSD = "openbsd"
        /// openSUSE Leap or Tumbleweed.
        case openSUSE = "opensuse"
        /// Oracle Linux.
        case oracle = "oraclelinux"
        /// VMware Photon OS.
        case photon
        /// Red Hat Enterprise Linux.
        case rhel
        /// Rocky Linux.
        case rocky
        /// SUSE Linux Enterprise.
        case sles
        /// Solaris or illumos.
        case solaris
        /// Ubuntu.
        case ubuntu
        /// Windows for clients.
        case windows = "win"
        /// Windows Server; its version is the year.
        case windowsServer = "windows-server"
    }
}

extension SourceMachine.GuestDescription {
    /// The system that the description means; nil when it names none that is known.
    ///
    /// The platform's identifier is believed first, then the words, then CIM's number, which exporters often
    /// leave at "Other".
    public var system: GuestSystem? {
        let named = [platformID, text].compactMap { $0 }.compactMap { GuestSystem(naming: $0) }
        let precise = named.first { $0.version != nil } ?? named.first { $0.family != .linux }
        return precise ?? cimID.flatMap { GuestSystem.cimSystems[$0] } ?? named.first
    }
}
