internal import Inventory

/// The guest's operating system in KubeVirt's words.
struct SystemMapping {
    /// What was found inside the guest, else what the source says.
    let system: GuestSystem?
    private let facts: GuestFacts?
    private let profile: MappingOptions.DeviceProfile

    init(source: SourceMachine, options: MappingOptions, facts: GuestFacts?) {
        self.facts = facts
        profile = options.deviceProfile
        system = Self.system(source, facts)
    }

    private static func system(_ source: SourceMachine, _ facts: GuestFacts?) -> GuestSystem? {
        let inside = [facts?.osinfoID, facts?.productName].compactMap { $0 }.compactMap { GuestSystem(naming: $0) }
        if let best = inside.first(where: { $0.version != nil }) ?? inside.first { return best }
        if let distribution = facts?.distribution, var system = GuestSystem(naming: distribution) {
            system.version = system.version ?? facts?.version
            return system
        }
        return source.guest.system
    }

    /// Where `system` comes from.
    var origin: String {
        let isFound = facts?.osinfoID != nil || facts?.productName != nil || facts?.distribution != nil
        return isFound ? "guest facts: system" : "guest"
    }

    /// The preference of the project common-instancetypes that suits the guest.
    var preference: String? {
        guard let system else { return nil }
        let major = system.majorVersion.flatMap { Int($0) }
        switch system.family {
        case .debian, .ubuntu, .fedora, .alpine, .sles: return system.family.rawValue
        case .openSUSE: return major == nil ? "opensuse.tumbleweed" : "opensuse.leap"
        // Rocky, Alma and Oracle Linux are built to be the RHEL of the same number.
        case .rhel, .rocky, .alma, .oracle: return (7...10).contains(major ?? 0) ? "rhel.\(major ?? 0)" : "linux"
        case .centosStream: return major.map { "centos.stream\($0)" } ?? "linux"
        case .centos: return major == 7 ? "centos.7" : major == 8 ? "centos.stream8" : "linux"
        case .linux, .amazon, .arch, .photon: return "linux"
        case .windows, .windowsServer: return windowsPreference(system)
        case .freeBSD, .netBSD, .openBSD, .solaris: return nil
        }
    }

    private func windowsPreference(_ system: GuestSystem) -> String? {
        let virtio = profile == .virtio ? ".virtio" : ""
        guard let version = system.version else { return nil }
        guard system.family == .windowsServer else {
            return version == "10" || version == "11" ? "windows.\(version)\(virtio)" : nil
        }
        guard let year = Int(version), year >= 2016 else { return nil }
        return "windows.2k\(year - 2000)\(virtio)"
    }
}
