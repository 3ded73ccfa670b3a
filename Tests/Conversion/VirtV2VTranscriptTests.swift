import Failures
import Inventory
import Testing

@testable import Conversion

/// What is read out of virt-v2v's words; the samples are lines of our own runs of virt-v2v 2.2.0.
@Suite("virt-v2v's output")
struct VirtV2VTranscriptTests {
    @Test("Stage lines become phases, warnings become messages, and lines for people are passed over")
    func output() throws {
        var transcript = Transcript()
        let events = VirtV2VSamples.output.split(separator: "\n").compactMap { transcript.takeOutput(String($0)) }
        #expect(
            transcript.phases == [
                "Setting up the source", "Opening the source", "Inspecting the source",
                "Converting 12.0 to run on KVM",
            ])
        #expect(events.count == 6)
        #expect(
            transcript.messages == [
                ConversionMessage(
                    level: .warning, text: "could not determine a way to update the configuration of Grub2",
                    time: "2026-11-20T11:10:05.351218207+00:00"),
                ConversionMessage(
                    level: .info, text: "This guest has virtio drivers installed.",
                    time: "2026-11-20T11:10:12.081875635+00:00"),
            ])
    }

    @Test("The facts of a Debian guest are found")
    func facts() throws {
        var parser = GuestFactsParser()
        for line in VirtV2VSamples.debug.split(separator: "\n") { parser.consume(String(line)) }
        var expected = GuestFacts()
        expected.rootDevice = "/dev/sda1"
        expected.osType = "linux"
        expected.distribution = "debian"
        expected.osinfoID = "debian12"
        expected.architecture = "x86_64"
        expected.majorVersion = 12
        expected.minorVersion = 0
        expected.packageFormat = "deb"
        expected.productName = "12.0"
        expected.firmware = .bios
        expected.bootDevice = "/dev/sda1"
        expected.bootDiskIndex = 0
        expected.blockBus = "virtio-blk"
        expected.netBus = "virtio-net"
        expected.hasVirtioRNG = true
        expected.hasVirtioBalloon = true
        expected.machine = "q35"
        #expect(parser.facts == expected)
        #expect(parser.version == "2.2.0")
        #expect(parser.socketFolder == "/tmp/libguestfsctNsFe")
    }

    @Test("The firmware of an EFI guest names the disk that it starts from")
    func efi() {
        var parser = GuestFactsParser()
        parser.consume("i_root = /dev/sda2")
        parser.consume("i_firmware = UEFI [/dev/sdb1, /dev/sdc1]")
        #expect(parser.facts.firmware == .efi)
        #expect(parser.facts.bootDevice == "/dev/sdb1")
        #expect(parser.facts.bootDiskIndex == 1)
    }

    @Test("A separate /boot is what a BIOS guest starts from, not its root volume")
    func bootPartition() {
        var parser = GuestFactsParser()
        parser.consume(
            #"libguestfs: trace: v2v: inspect_get_mountpoints = ["/", "/dev/vg/root", "/boot", "/dev/sdb1"]"#)
        parser.consume("i_root = /dev/vg/root")
        parser.consume("i_firmware = BIOS")
        #expect(parser.facts.bootDevice == "/dev/sdb1")
        #expect(parser.facts.bootDiskIndex == 1)
    }

    @Test("What the guest's own programs print can't change what inspection found")
    func spoofed() {
        var parser = GuestFactsParser()
        parser.consume("i_root = /dev/sda1")
        parser.consume("i_root = /dev/sdz9")
        parser.consume("gcaps_block_bus = ide")
        parser.consume("gcaps_block_bus = virtio-blk")
        #expect(parser.facts.rootDevice == "/dev/sda1")
        #expect(parser.facts.blockBus == "virtio-blk")
    }

    @Test("A fact after the beginning of another line is found")
    func interleaved() {
        var parser = GuestFactsParser()
        parser.consume("guestfsd: => inspect_gei_root = /dev/sda1")
        #expect(parser.facts.rootDevice == "/dev/sda1")
    }

    @Test(
        "Devices of the appliance are counted as libguestfs names them",
        arguments: [
            ("/dev/sda", 0), ("/dev/sdb12", 1), ("/dev/sdz1", 25), ("/dev/sdaa1", 26), ("/dev/vg/root", nil),
            ("/dev/sd", nil), ("/dev/sda1x", nil), ("", nil),
        ] as [(String, Int?)])
    func devices(device: String, index: Int?) {
        #expect(diskIndex(ofDevice: device) == index)
    }

    @Test(
        "Errors are recognised",
        arguments: [
            (VirtV2VSamples.blankDisk, "conversion.guest.unknown"),
            (VirtV2VSamples.severalSystems, "conversion.guest.several"),
            ("could not read key from user", "conversion.guest.encrypted"),
            ("could not find key to open LUKS encrypted /dev/sda1.", "conversion.guest.encrypted"),
            (
                "libguestfs error: filesize: /var/lib/dpkg/status: No such file or directory",
                "conversion.guest.packages"
            ),
            (
                "not enough free space for conversion on filesystem ‘/’ (/dev/sda1). 3.1 MB free < 100 MB needed",
                "conversion.guest.full"
            ),
            (
                "insufficient free space in the conversion server temporary directory /var/tmp (512M).",
                "conversion.target.full"
            ),
            (
                "unable to mount the disk image for writing. This has probably happened because Windows Hibernation or "
                    + "Fast Restart is being used in this guest.", "conversion.windows.dirty"
            ),
            ("mount: mount_stub: /dev/sda1: No such file or directory", "conversion.guest.fstab"),
            ("no installed kernel packages were found.", "conversion.guest.kernel"),
            ("libguestfs error: /usr/bin/supermin exited with error status 1.", "conversion.appliance.kernel"),
            (
                "libguestfs error: guestfs_launch failed.\nThis usually means the libguestfs appliance failed to start",
                "conversion.appliance.failed"
            ),
            ("root device /dev/sdx1 not found.  Roots found were: /dev/sda1", "conversion.root.missing"),
            ("virt-v2v is unable to convert this guest type (freebsd/freebsd)", "conversion.guest.unknown"),
            (
                "there are no virtio drivers available for this version of Windows (10.0 x86_64 Client).  virt-v2v",
                "conversion.windows.drivers"
            ),
            ("something nobody has seen", nil),
        ] as [(String, String?)])
    func knownProblems(message: String, id: String?) {
        #expect(KnownProblem.recognised(in: message)?.id == id)
    }

    @Test("Every known problem has a name of its own and full sentences")
    func table() {
        let problems = KnownProblem.all
        #expect(Set(problems.map(\.id)).count == problems.count)
        for problem in problems {
            #expect(problem.patterns.allSatisfy { $0 == $0.lowercased() && !$0.isEmpty }, "\(problem.id)")
            for text in [problem.what, problem.why, problem.remedy] { #expect(text.hasSuffix("."), "\(problem.id)") }
        }
    }

    @Test("The systems of a multi-boot guest are listed")
    func roots() {
        var parser = GuestFactsParser()
        parser.consume(#"libguestfs: trace: v2v: inspect_os = ["/dev/sda1", "/dev/sdb1"]"#)
        #expect(parser.roots == ["/dev/sda1", "/dev/sdb1"])
        let failure = ConversionError.severalSystems(roots: parser.roots).failure
        #expect(failure.why.contains("/dev/sda1, /dev/sdb1"))
        #expect(failure.remedy.contains("--root DEVICE"))
    }

    @Test("An error that is only printed is found behind the debugging output")
    func printedError() {
        var transcript = Transcript()
        transcript.takeDebug("virt-v2v-in-place: virt-v2v 2.2.0 (x86_64)")
        transcript.takeDebug("virt-v2v-in-place: could not read key from user")
        transcript.takeDebug("libguestfs: closing guestfs handle 0x55b1a3acbc70 (state 2)")
        #expect(transcript.reason(program: "virt-v2v-in-place") == "could not read key from user")
        #expect(transcript.knownProblem(program: "virt-v2v-in-place")?.id == "conversion.guest.encrypted")
    }

    @Test("Broken JSON is passed over", arguments: ["{", "{}", "{\"type\": 3}", "{ \"message\": \"x\" }"])
    func brokenJSON(line: String) {
        var transcript = Transcript()
        #expect(transcript.takeOutput(line) == nil)
        #expect(transcript.messages.isEmpty)
    }

    @Test("A guest with endless warnings does not fill the memory")
    func bounds() {
        var transcript = Transcript()
        for _ in 0..<3000 { _ = transcript.takeOutput(#"{ "message": "m", "type": "warning" }"#) }
        #expect(transcript.messages.count == 2000)
    }
}
