import Failures
import Subprocess
import Testing

@testable import Conversion

/// Static addresses: what is refused, and what the script does in guests of each kind (folders that look like one).
@Suite("Static addresses")
struct ConversionAddressTests {
    private static let mac = "52:54:00:12:34:56"

    @Test(
        "Bad addresses are refused",
        arguments: [
            StaticAddress(macAddress: "52:54:00:12:34", ipAddress: "10.0.0.5", prefixLength: 24),
            StaticAddress(macAddress: "52:54:00:12:34:zz", ipAddress: "10.0.0.5", prefixLength: 24),
            StaticAddress(macAddress: "01:00:5e:00:00:01", ipAddress: "10.0.0.5", prefixLength: 24),
            StaticAddress(macAddress: "00:00:00:00:00:00", ipAddress: "10.0.0.5", prefixLength: 24),
            StaticAddress(macAddress: mac, ipAddress: "10.0.0.256", prefixLength: 24),
            StaticAddress(macAddress: mac, ipAddress: "10.0.0.5'; reboot; '", prefixLength: 24),
            StaticAddress(macAddress: mac, ipAddress: "10.0.0.5", prefixLength: 33),
            StaticAddress(macAddress: mac, ipAddress: "10.0.0.5", prefixLength: 0),
            StaticAddress(macAddress: mac, ipAddress: "fd00::5", prefixLength: 129),
            StaticAddress(macAddress: mac, ipAddress: "10.0.0.5", prefixLength: 24, gateway: "fd00::1"),
            StaticAddress(macAddress: mac, ipAddress: "10.0.0.5", prefixLength: 24, gateway: "10.0.0.5"),
            StaticAddress(macAddress: mac, ipAddress: "10.0.0.5", prefixLength: 24, nameServers: ["dns"]),
        ])
    func refused(address: StaticAddress) {
        let error = #expect(throws: ConversionError.self) { try address.check() }
        #expect(error?.failure.id == "conversion.address.invalid")
        #expect(error?.failure.category == .usage)
    }

    @Test("One address can't be given to two cards")
    func duplicate() {
        let first = StaticAddress(macAddress: Self.mac, ipAddress: "10.0.0.5", prefixLength: 24)
        var second = first
        second.macAddress = "52:54:00:12:34:57"
        #expect(throws: ConversionError.self) { try StaticAddress.check([first, second]) }
        #expect(throws: Never.self) { try StaticAddress.check([first]) }
    }

    @Test("Windows guests get theirs by virt-v2v, which can't do without a gateway")
    func windows() {
        var address = StaticAddress(
            macAddress: Self.mac, ipAddress: "10.0.0.5", prefixLength: 24, gateway: "10.0.0.1",
            nameServers: ["10.0.0.2", "10.0.0.3"])
        #expect(address.virtV2VOption == "52:54:00:12:34:56:ip:10.0.0.5,10.0.0.1,24,10.0.0.2,10.0.0.3")
        address.gateway = nil
        #expect(address.virtV2VOption == nil)
    }

    /// How each kind of guest writes the address 10.0.0.5 for its interface ens192.
    private static let staticGuests: [(file: String, text: String)] = [
        ("etc/sysconfig/network-scripts/ifcfg-ens192", "BOOTPROTO=none\nIPADDR=\"10.0.0.5\"\nPREFIX=24\n"),
        ("etc/sysconfig/network-scripts/ifcfg-Wired", "DEVICE=ens192\nIPADDR0='10.0.0.5'\n"),
        ("etc/sysconfig/network/ifcfg-ens192", "STARTMODE=auto\nIPADDR='10.0.0.5/24'\n"),
        (
            "etc/NetworkManager/system-connections/ens192.nmconnection",
            "[connection]\nid=x\ninterface-name=ens192\n[ipv4]\naddress1=10.0.0.5/24,10.0.0.1\n"
        ),
        (
            "etc/netplan/50-cloud-init.yaml",
            "network:\n  version: 2\n  ethernets:\n    ens160:\n      addresses:\n      - 10.0.0.50/24\n"
                + "    ens192:\n      addresses:\n      # - 10.9.9.9/24\n      - 10.0.0.5/24\n      nameservers:\n"
                + "        addresses: [10.0.0.2]\n"
        ),
        ("etc/netplan/01.yaml", "network:\n  ethernets:\n    \"ens192\":\n      addresses: [\"10.0.0.5/24\"]\n"),
        (
            "etc/netplan/01.yaml",
            "network:\n  ethernets:\n    lan:\n      match: {macaddress: \"\(mac)\"}\n      set-name: ens192\n"
                + "      addresses: [10.0.0.5/24]\n"
        ),
        ("etc/systemd/network/lan.network", "[Match]\nName=ens192\n[Network]\nAddress=10.0.0.5/24\n"),
        (
            "etc/network/interfaces",
            "auto lo\niface lo inet loopback\niface ens160 inet static\n  address 10.0.0.50/24\n"
                + "iface ens192 inet static\n    address 10.0.0.5\n    netmask 255.255.255.0\n"
        ),
        ("etc/network/interfaces.d/ens192", "iface ens192:0 inet static\n\taddress 10.0.0.5/24\n"),
    ]

    @Test("A guest that has the address keeps its interface's name, and its settings", arguments: staticGuests)
    func keepsName(file: String, text: String) async throws {
        let root = try ConversionFolder()
        try root.write(text, to: file)
        try await apply(in: root)
        #expect(
            root.read("etc/udev/rules.d/70-persistent-net.rules")
                == "SUBSYSTEM==\"net\", ACTION==\"add\", ATTR{address}==\"\(Self.mac)\", NAME=\"ens192\"\n")
        #expect(
            root.read("etc/systemd/network/10-gantry-0.link")
                == "[Match]\nMACAddress=\(Self.mac)\n\n[Link]\nName=ens192\n")
        #expect(root.read(file) == text)
    }

    @Test("A rule that the guest has for the card is not doubled")
    func existingRule() async throws {
        let root = try ConversionFolder()
        try root.write("iface eth7 inet static\naddress 10.0.0.5/24\n", to: "etc/network/interfaces")
        let rule = "SUBSYSTEM==\"net\", ATTR{address}==\"52:54:00:12:34:56\", NAME=\"eth7\"\n"
        try root.write(rule, to: "etc/udev/rules.d/70-persistent-net.rules")
        try await apply(in: root)
        #expect(root.read("etc/udev/rules.d/70-persistent-net.rules") == rule)
    }

    @Test("A longer address, or one in a comment, is not the address")
    func similarAddress() async throws {
        let root = try ConversionFolder()
        try root.write("iface ens1 inet static\n address 10.0.0.55\n# address 10.0.0.5\n", to: "etc/network/interfaces")
        try root.write("", to: "sbin/ifup", mode: 0o755)
        try await apply(in: root)
        #expect(root.exists("etc/network/interfaces.d/gantry0"))
    }

    @Test("netplan gets a file of its own that only root can read")
    func netplan() async throws {
        let root = try ConversionFolder()
        try root.write("network: {version: 2}\n", to: "etc/netplan/00.yaml")
        try root.write("", to: "usr/sbin/netplan", mode: 0o755)
        try root.write("", to: "etc/cloud/cloud.cfg")
        try await apply(in: root)
        #expect(
            root.read("etc/netplan/99-gantry-0.yaml") == """
                network:
                  version: 2
                  ethernets:
                    gantry0:
                      match: {macaddress: "52:54:00:12:34:56"}
                      addresses:
                        - "10.0.0.5/24"
                        - "fd00::5/64"
                      routes:
                        - {to: "0.0.0.0/0", via: "10.0.0.1"}
                      nameservers:
                        addresses:
                          - "10.0.0.2"
                          - "fd00::2"

                """)
        #expect(root.read("etc/cloud/cloud.cfg.d/99-gantry-network.cfg") == "network: {config: disabled}\n")
        let loads = "import sys, yaml; yaml.safe_load(open(sys.argv[1]))"
        try await runSuccessfully(
            Command("python3", ["-c", loads, "\(root.path)/etc/netplan/99-gantry-0.yaml"]), deadlineSeconds: 30)
        let mode = try await run(
            Command("stat", ["-c", "%a", "\(root.path)/etc/netplan/99-gantry-0.yaml"]), deadlineSeconds: 10)
        #expect(mode.output == "600\n")
    }

    @Test("NetworkManager gets a profile for the card")
    func networkManager() async throws {
        let root = try ConversionFolder()
        try root.write("", to: "usr/sbin/NetworkManager", mode: 0o755)
        try await apply(in: root)
        #expect(
            root.read("etc/NetworkManager/system-connections/gantry0.nmconnection") == """
                [connection]
                id=gantry0
                type=ethernet
                autoconnect-priority=100

                [ethernet]
                mac-address=52:54:00:12:34:56

                [ipv4]
                method=manual
                address1=10.0.0.5/24
                gateway=10.0.0.1
                dns=10.0.0.2;

                [ipv6]
                method=manual
                address1=fd00::5/64
                dns=fd00::2;

                """)
    }

    @Test("ifcfg files say the network mask too, and the card gets the name in them")
    func ifcfg() async throws {
        let root = try ConversionFolder()
        try root.write("", to: "etc/sysconfig/network-scripts/ifcfg-lo")
        try await apply(in: root)
        let text = try #require(root.read("etc/sysconfig/network-scripts/ifcfg-gantry0"))
        for line in [
            "IPADDR=10.0.0.5", "PREFIX=24", "NETMASK=255.255.255.0", "GATEWAY=10.0.0.1", "IPV6ADDR=fd00::5/64",
        ] {
            #expect(text.contains("\(line)\n"))
        }
        #expect(root.read("etc/systemd/network/10-gantry-0.link")?.contains("Name=gantry0") == true)
    }

    @Test(
        "Network masks are right",
        arguments: [
            (1, "128.0.0.0"), (8, "255.0.0.0"), (20, "255.255.240.0"), (25, "255.255.255.128"),
            (32, "255.255.255.255"),
        ])
    func masks(prefix: Int, mask: String) async throws {
        let root = try ConversionFolder()
        try root.write("", to: "etc/sysconfig/network-scripts/ifcfg-lo")
        try await apply(
            in: root, [StaticAddress(macAddress: Self.mac, ipAddress: "10.0.0.5", prefixLength: prefix)])
        let text = try #require(root.read("etc/sysconfig/network-scripts/ifcfg-gantry0"))
        #expect(text.contains("NETMASK=\(mask)\n"))
    }

    @Test("systemd-networkd is used where it is enabled")
    func networkd() async throws {
        let root = try ConversionFolder()
        try root.write("", to: "etc/systemd/system/multi-user.target.wants/systemd-networkd.service")
        try await apply(in: root)
        #expect(
            root.read("etc/systemd/network/10-gantry-0.network") == """
                [Match]
                MACAddress=52:54:00:12:34:56

                [Network]
                Address=10.0.0.5/24
                Address=fd00::5/64
                Gateway=10.0.0.1
                DNS=10.0.0.2
                DNS=fd00::2

                """)
    }

    @Test("ifupdown gets a stanza, and reads its folder")
    func ifupdown() async throws {
        let root = try ConversionFolder()
        try root.write("auto lo\niface lo inet loopback\n", to: "etc/network/interfaces")
        try root.write("", to: "sbin/ifup", mode: 0o755)
        try await apply(in: root)
        #expect(root.read("etc/network/interfaces")?.contains("\nsource /etc/network/interfaces.d/*\n") == true)
        #expect(
            root.read("etc/network/interfaces.d/gantry0") == """
                auto gantry0
                iface gantry0 inet static
                    address 10.0.0.5/24
                    gateway 10.0.0.1
                    dns-nameservers 10.0.0.2 fd00::2
                iface gantry0 inet6 static
                    address fd00::5/64
                    dns-nameservers 10.0.0.2 fd00::2

                """)
    }

    @Test("wicked gets its files")
    func wicked() async throws {
        let root = try ConversionFolder()
        try root.write("", to: "usr/sbin/wicked", mode: 0o755)
        try await apply(in: root)
        #expect(
            root.read("etc/sysconfig/network/ifcfg-gantry0")
                == "STARTMODE=auto\nBOOTPROTO=static\nIPADDR=10.0.0.5/24\nIPADDR_1=fd00::5/64\n")
        #expect(root.read("etc/sysconfig/network/ifroute-gantry0") == "default 10.0.0.1 - gantry0\n")
    }

    @Test("A guest without any network configuration is an error, not a silent success")
    func nothingToConfigure() async throws {
        let root = try ConversionFolder()
        let done = try await runScript(in: root, Self.addresses)
        #expect(done.status == .exited(1))
        #expect(KnownProblem.recognised(in: done.errorOutput)?.id == "conversion.address.unsupported")
    }

    private static let addresses = [
        StaticAddress(
            macAddress: mac, ipAddress: "10.0.0.5", prefixLength: 24, gateway: "10.0.0.1",
            nameServers: ["10.0.0.2", "fd00::2"]),
        StaticAddress(macAddress: mac.uppercased(), ipAddress: "FD00::5", prefixLength: 64),
    ]

    private func apply(in root: ConversionFolder, _ addresses: [StaticAddress] = Self.addresses) async throws {
        let done = try await runScript(in: root, addresses)
        #expect(done.status.isSuccess, "\(done.errorOutput)")
        #expect(done.errorOutput.isEmpty)
    }

    private func runScript(in root: ConversionFolder, _ addresses: [StaticAddress]) async throws -> CompletedProcess {
        let script = try root.write(LinuxAddressScript(addresses: addresses).text, to: "script.sh")
        return try await run(Command("sh", [script], environment: ["GANTRY_ROOT": root.path]), deadlineSeconds: 30)
    }
}
