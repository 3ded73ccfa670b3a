extension GuestSystem {
    /// Recognises a name: VMware's and VirtualBox's identifiers, libosinfo's, os-release's, or a sentence.
    public init?(naming name: String) {
        var name = LoweredName(name)
        for suffix in Self.wordSizes { name.blank(last: suffix) }
        if name.contains("windows") || name.hasPrefix("win") || name.contains("/win/") {
            self = Self.windows(name)
            return
        }
        guard let (needle, family) = Self.needles.first(where: { name.contains($0.0) }) else { return nil }
        self.init(family, name.number(after: needle))
    }

    /// What platforms append to say that a system has 64 bits; its digits are no version.
    private static let wordSizes: [StaticString] = [
        "_64guest", "64guest", "guest", "(64-bit)", "(32-bit)", "64-bit", "32-bit", "x86_64", "x64", "_64",
    ]

    /// Words to look for, the more particular first.
    private static let needles: [(StaticString, Family)] = [
        ("alma", .alma), ("rocky", .rocky), ("oraclelinux", .oracle), ("/ol/", .oracle), ("oracle", .oracle),
        ("centos-stream", .centosStream), ("centos stream", .centosStream), ("centos", .centos), ("rhel", .rhel),
        ("redhat", .rhel), ("red hat", .rhel), ("fedora", .fedora), ("opensuse", .openSUSE), ("sles", .sles),
        ("/sle/", .sles), ("suse", .sles), ("ubuntu", .ubuntu), ("debian", .debian), ("freebsd", .freeBSD),
        ("netbsd", .netBSD), ("openbsd", .openBSD), ("amazon", .amazon), ("amzn", .amazon), ("photon", .photon),
        ("alpine", .alpine), ("arch", .arch), ("solaris", .solaris), ("linux", .linux),
    ]

    /// VMware's identifiers don't say what they mean; later systems have names with the year.
    private static let vmwareServers: [(StaticString, String)] = [
        ("windows7server", "2008"), ("windows8server", "2012"), ("windows9server", "2016"),
        ("windows2019srvnext", "2022"), ("windows2022srvnext", "2025"), ("windows2019srv", "2019"),
    ]

    private static let serverYears: [(StaticString, StaticString, String)] = [
        ("2003", "2k3", "2003"), ("2008", "2k8", "2008"), ("2012", "2k12", "2012"), ("2016", "2k16", "2016"),
        ("2019", "2k19", "2019"), ("2022", "2k22", "2022"), ("2025", "2k25", "2025"),
    ]

    private static func windows(_ name: LoweredName) -> GuestSystem {
        if let (_, year) = vmwareServers.first(where: { name.contains($0.0) }) {
            return GuestSystem(.windowsServer, year)
        }
        if let (_, _, year) = serverYears.first(where: { name.contains($0.0) || name.contains($0.1) }) {
            return GuestSystem(.windowsServer, year)
        }
        if name.contains("server") { return GuestSystem(.windowsServer) }
        let version = name.number(after: "windows") ?? name.number(after: "win")
        // VMware calls Windows 10 "windows9".
        return GuestSystem(.windows, version == "9" ? "10" : version)
    }

    /// `CIM_OperatingSystem.OSType` (DMTF CIM schema 2.49), which OVF uses for `ovf:id`.
    static let cimSystems: [Int: GuestSystem] = [
        36: GuestSystem(.linux), 42: GuestSystem(.freeBSD), 67: GuestSystem(.windows),
        69: GuestSystem(.windowsServer, "2003"), 70: GuestSystem(.windowsServer, "2003"),
        73: GuestSystem(.windows), 74: GuestSystem(.windows), 76: GuestSystem(.windowsServer, "2008"),
        77: GuestSystem(.windowsServer, "2008"), 78: GuestSystem(.freeBSD), 79: GuestSystem(.rhel),
        80: GuestSystem(.rhel), 82: GuestSystem(.sles), 83: GuestSystem(.sles), 84: GuestSystem(.sles),
        85: GuestSystem(.sles), 93: GuestSystem(.ubuntu), 94: GuestSystem(.ubuntu), 95: GuestSystem(.debian),
        96: GuestSystem(.debian), 97: GuestSystem(.linux), 98: GuestSystem(.linux), 99: GuestSystem(.linux),
        100: GuestSystem(.linux), 101: GuestSystem(.linux), 103: GuestSystem(.windowsServer, "2008"),
        105: GuestSystem(.windows, "7"), 106: GuestSystem(.centos), 107: GuestSystem(.centos),
        108: GuestSystem(.oracle), 109: GuestSystem(.oracle), 111: GuestSystem(.windowsServer, "2011"),
        112: GuestSystem(.windowsServer, "2012"), 113: GuestSystem(.windows, "8"), 114: GuestSystem(.windows, "8"),
        115: GuestSystem(.windowsServer, "2012"), 116: GuestSystem(.windows, "10"),
    ]
}
