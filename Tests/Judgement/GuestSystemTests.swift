import Inventory
import Mapping
import Resources
import Testing

private typealias Family = GuestSystem.Family

@Suite("Operating systems")
struct GuestSystemTests {
    @Test(
        "are recognised by the names that platforms give them",
        arguments: [
            ("debian12_64Guest", .debian, "12"), ("Debian_64", .debian, nil), ("Debian12_64", .debian, "12"),
            ("http://debian.org/debian/12", .debian, "12"), ("Debian GNU/Linux 12 (bookworm)", .debian, "12"),
            ("ubuntu64Guest", .ubuntu, nil), ("Ubuntu22_LTS_64", .ubuntu, "22"),
            ("Ubuntu 22.04.3 LTS", .ubuntu, "22.04.3"),
            ("http://ubuntu.com/ubuntu/22.04", .ubuntu, "22.04"), ("rhel9_64Guest", .rhel, "9"),
            ("rhel_8x64", .rhel, "8"),
            ("Red Hat Enterprise Linux 9.2 (Plow)", .rhel, "9.2"), ("http://redhat.com/rhel/9.2", .rhel, "9.2"),
            ("RedHat_64", .rhel, nil), ("rocky9.1", .rocky, "9.1"), ("rockylinux_64Guest", .rocky, nil),
            ("http://rockylinux.org/rocky/9", .rocky, "9"), ("almalinux9", .alma, "9"),
            ("oraclelinux8_64Guest", .oracle, "8"), ("http://oracle.com/ol/8.5", .oracle, "8.5"),
            ("Oracle_64", .oracle, nil),
            ("centos-stream9", .centosStream, "9"), ("http://centos.org/centos-stream/9", .centosStream, "9"),
            ("centos7_64Guest", .centos, "7"), ("fedora64Guest", .fedora, nil), ("fedora38", .fedora, "38"),
            ("opensuse15.4", .openSUSE, "15.4"), ("OpenSUSE_64", .openSUSE, nil), ("sles15_64Guest", .sles, "15"),
            ("SUSE Linux Enterprise Server 15 SP4", .sles, "15"), ("http://suse.com/sle/15.3", .sles, "15.3"),
            ("freebsd13_64Guest", .freeBSD, "13"), ("http://freebsd.org/freebsd/13.1", .freeBSD, "13.1"),
            ("vmwarePhoton64Guest", .photon, nil), ("amazonlinux2_64Guest", .amazon, "2"),
            ("other3xLinux64Guest", .linux, nil),
            ("windows9_64Guest", .windows, "10"), ("windows11_64Guest", .windows, "11"),
            ("Windows10_64", .windows, "10"),
            ("windows7Server64Guest", .windowsServer, "2008"), ("windows8Server64Guest", .windowsServer, "2012"),
            ("windows9Server64Guest", .windowsServer, "2016"), ("windows2019srv_64Guest", .windowsServer, "2019"),
            ("windows2019srvNext_64Guest", .windowsServer, "2022"),
            ("windows2022srvNext_64Guest", .windowsServer, "2025"),
            ("Windows2022_64", .windowsServer, "2022"), ("windows_2019x64", .windowsServer, "2019"),
            ("http://microsoft.com/win/2k22", .windowsServer, "2022"), ("http://microsoft.com/win/10", .windows, "10"),
            ("win2k8r2", .windowsServer, "2008"), ("Windows Server 2012 R2 Standard", .windowsServer, "2012"),
            ("win11", .windows, "11"),
        ] as [(String, GuestSystem.Family, String?)])
    func recognised(name: String, family: GuestSystem.Family, version: String?) {
        #expect(GuestSystem(naming: name) == GuestSystem(family, version))
    }

    @Test("that no one knows stay unknown", arguments: ["otherGuest64", "", "Other (64-bit)", "darwin21_64Guest"])
    func unknown(name: String) { #expect(GuestSystem(naming: name) == nil) }

    @Test("are taken from the most precise of what the source says")
    func precision() {
        typealias Guest = SourceMachine.GuestDescription
        #expect(Guest(platformID: "Debian_64", text: "Debian 12").system == GuestSystem(.debian, "12"))
        #expect(Guest(platformID: "otherLinux64Guest", cimID: 94).system == GuestSystem(.ubuntu))
        #expect(Guest(platformID: "otherLinux64Guest", cimID: 102).system == GuestSystem(.linux))
        #expect(Guest(cimID: 115).system == GuestSystem(.windowsServer, "2012"))
        #expect(Guest().system == nil)
    }

    @Test(
        "lead to the preference that suits them",
        arguments: [
            ("debian12", "debian"), ("rocky9", "rhel.9"), ("almalinux8.5", "rhel.8"), ("ol8.5", nil),
            ("oraclelinux9", "rhel.9"),
            ("rhel6", "linux"), ("centos-stream9", "centos.stream9"), ("centos7", "centos.7"),
            ("ubuntu22.04", "ubuntu"),
            ("opensuse15.4", "opensuse.leap"), ("sles15", "sles"), ("freebsd13", nil),
            ("win2k22", "windows.2k22.virtio"),
            ("win2k8", nil), ("win11", "windows.11.virtio"), ("photon4", "linux"),
        ] as [(String, String?)])
    func preference(name: String, preference: String?) {
        let mapped = MachineMapper.map(machine { $0.guest = .init(platformID: name) })
        #expect(mapped.claims.first?.defaultPreference == preference)
    }

    @Test("found inside the guest are believed before the source's")
    func facts() {
        let facts = GuestFacts(
            osinfoID: "rhel9.2", productName: "Red Hat Enterprise Linux 9.2 (Plow)", isConverted: true)
        let mapped = MachineMapper.map(machine(), facts: facts)
        #expect(mapped.claims.first?.defaultPreference == "rhel.9")
        #expect(mapped.virtualMachine.metadata.labels?["gantry.io/os"] == "rhel9.2")
        #expect(mapped.virtualMachine.metadata.annotations?["gantry.io/guest-converted"] == "true")
        #expect(mapped.fields.contains { $0.rule == "os.preference" && $0.source == "guest facts: system" })
        let alpine = GuestFacts(distribution: "alpine", majorVersion: 3, minorVersion: 18)
        let byWord = MachineMapper.map(machine(), facts: alpine)
        #expect(byWord.virtualMachine.metadata.labels?["gantry.io/os"] == "alpine3.18")
    }
}
