extension GuestSystem {
    /// Recognises a name: VMware's and VirtualBox's identifiers, libosinfo's, os-release's, or a sentence.
    public init?(naming name: String) {
        let name = Self.withoutWordSize(name.lowercased())
        if name.contains("windows") || name.hasPrefix("win") || name.contains("/win/") {
            self = Self.windows(name)
            return
        }
        guard let (needle, family) = Self.needles.first(where: { name.contains($0.0) }) else { return nil }
        self.init(family, Self.number(in: name, after: needle))
    }

    /// Words to look for, the more particular first.
    private static let needles: [(String, Family)] = [
        ("alma", .alma), ("rocky", .rocky), ("oraclelinux", .oracle), ("/ol/", .oracle), ("oracle", .oracle),
        ("centos-stream", .centosStream), ("centos stream", .centosStream), ("centos", .centos), ("rhel", .rhel),
        ("redhat", .rhel), ("red hat", .rhel), ("fedora", .fedora), ("opensuse", .openSUSE), ("sles", .sles),
        ("/sle/", .sles), ("suse", .sles), ("ubuntu", .ubuntu), ("debian", .debian), ("freebsd", .freeBSD),
        ("netbsd", .netBSD), ("openbsd", .openBSD), ("amazon", .amazon), ("amzn", .amazon), ("photon", .photon),
        ("alpine", .alpine), ("arch", .arch), ("solaris", .solaris), ("linux", .linux),
    ]

    private static func withoutWordSize(_ name: String) -> String {
        var name = name
        for suffix in [
            "_64guest", "64guest", "guest", "(64-bit)", "(32-bit)", "64-bit", "32-bit", "x86_64", "x64", "_64",
        ] {
            name = replacing(suffix, in: name)
        }
        return name
    }

    private static func replacing(_ part: String, in name: String) -> String {
        guard let range = lastRange(of: part, in: name) else { return name }
        return name[..<range.lowerBound] + " " + name[range.upperBound...]
    }

    private static func lastRange(of part: String, in name: String) -> Range<String.Index>? {
        var start = name.endIndex
        while start > name.startIndex {
            start = name.index(before: start)
            if name[start...].hasPrefix(part) {
                return start..<name.index(start, offsetBy: part.count)
            }
        }
        return nil
    }

    /// The number that follows the last mention of a word, a few words between them allowed.
    private static func number(in name: String, after needle: String) -> String? {
        guard let range = lastRange(of: needle, in: name) else { return nil }
        let rest = name[range.upperBound...]
        let gap = rest.prefix { !$0.isNumber }
        guard gap.count <= 32 else { return nil }
        var number = rest.dropFirst(gap.count).prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        while number.last == "." { number = number.dropLast() }
        return number.isEmpty ? nil : String(number)
    }

    /// VMware's identifiers don't say what they mean; later systems have names with the year.
    private static let vmwareServers: [(String, String)] = [
        ("windows7server", "2008"), ("windows8server", "2012"), ("windows9server", "2016"),
        ("windows2019srvnext", "2022"), ("windows2022srvnext", "2025"), ("windows2019srv", "2019"),
    ]

    private static func windows(_ name: String) -> GuestSystem {
        if let (_, year) = vmwareServers.first(where: { name.contains($0.0) }) {
            return GuestSystem(.windowsServer, year)
        }
        for year in ["2003", "2008", "2012", "2016", "2019", "2022", "2025"] {
            let short = "2k" + String(Int(year.suffix(2)) ?? 0)
            if name.contains(year) || name.contains(short) { return GuestSystem(.windowsServer, year) }
        }
        if name.contains("server") { return GuestSystem(.windowsServer) }
        let version = number(in: name, after: "windows") ?? number(in: name, after: "win")
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
