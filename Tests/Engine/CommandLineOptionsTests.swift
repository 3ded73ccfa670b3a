import Conversion
import DiskFormats
import Engine
import Inventory
import KubeVirtTarget
import Mapping
import Resources
import Testing

@testable import CommandLineTool

@Suite("Command line: the options of migrate")
struct CommandLineOptionsTests {
    @Test("What isn't said has the documented default")
    func defaults() async throws {
        let options = try #require(await CommandLineSample.options("a.ova", "--to", "out"))
        var request = MigrationRequest(sources: ["a.ova"], targetFolder: "out")
        request.parallelDisks = 4
        request.diskFormat = .raw
        request.verification = .full
        request.conversion = ConversionOptions()
        request.bootCheck = .bestEffort
        request.bootTimeoutSeconds = 300
        request.manifestStyle = .claims
        request.mapping.runStrategy = .halted
        #expect(options == MigrateOptions(request: request, isDryRun: false, output: .text))
    }

    @Test("Every option reaches its place")
    func all() async throws {
        let options = try #require(
            await CommandLineSample.options(
                "a.ova", "--to=out", "--vm", "web", "--name", "web2", "-o", "json", "--format", "qcow2",
                "--input-format", "vmdk", "--manifest", "datavolume", "--verify", "sample", "--limit-rate", "200M",
                "--root", "/dev/sda2", "--static-ip", "52:54:00:AA:bb:cc:192.0.2.7/24,192.0.2.1,192.0.2.53,192.0.2.54",
                "--luks-key-file", "k1", "--luks-key-file", "k2", "--first-boot", "s.sh", "--boot-check", "required",
                "--boot-timeout", "60", "--force", "--firmware", "efi", "--parallel", "3", "--storage-class", "fast.io",
                "--namespace", "prod", "--network", "VM Network=pod", "--network", "a=b=infra/vlan7",
                "--run-strategy", "Always", "--devices", "compatibility"))
        var request = MigrationRequest(sources: ["a.ova"], targetFolder: "out")
        request.machineNames = ["web"]
        request.targetName = "web2"
        request.diskFormat = .qcow2
        request.inputFormat = .vmdk
        request.manifestStyle = .dataVolumes
        request.verification = .sample
        request.rateLimitBytesPerSecond = 200 << 20
        request.parallelDisks = 3
        request.bootCheck = .required
        request.bootTimeoutSeconds = 60
        request.replacesExisting = true
        var conversion = ConversionOptions()
        conversion.rootDisk = .device("/dev/sda2")
        conversion.staticAddresses = [
            StaticAddress(
                macAddress: "52:54:00:aa:bb:cc", ipAddress: "192.0.2.7", prefixLength: 24, gateway: "192.0.2.1",
                nameServers: ["192.0.2.53", "192.0.2.54"])
        ]
        conversion.luksKeyFiles = ["k1", "k2"]
        conversion.firstBootScripts = ["s.sh"]
        request.conversion = conversion
        request.mapping.firmware = .efi(secureBoot: false)
        request.mapping.storageClass = "fast.io"
        request.mapping.namespace = "prod"
        request.mapping.networks = ["VM Network": .pod, "a=b": .multus("infra/vlan7")]
        request.mapping.runStrategy = .always
        request.mapping.deviceProfile = .compatibility
        #expect(options == MigrateOptions(request: request, isDryRun: false, output: .json))
    }

    @Test(
        "What doesn't go together or makes no sense is refused with exit code 2",
        arguments: [
            "a.ova", "--to out", "a.ova --to out -o yaml", "a.ova --to out --all --vm web",
            "a.ova --to out --all --name x",
            "a.ova --to out --no-convert --root first",
            "a.ova --to out --no-convert --first-boot s", "a.ova --to out --parallel 0", "a.ova --to out --parallel 65",
            "a.ova --to out --boot-timeout 0", "a.ova --to out --namespace Prod", "a.ova --to out --storage-class -x",
            "a.ova --to out --limit-rate 10", "a.ova --to out --limit-rate fast",
            "a.ova --to out --limit-rate 9999999999999T", "a.ova --to out --root sda1",
            "a.ova --to out --root /dev/../x",
            "a.ova --to out --network x", "a.ova --to out --network =pod", "a.ova --to out --network x=Y/z",
            "a.ova --to out --network x=pod --network x=a/b",
        ])
    func refused(line: String) async {
        let sample = CommandLineSample()
        #expect(await sample.run("migrate " + line) == 2)
        #expect(sample.requests.isEmpty)
        #expect(sample.complaints.hasPrefix("error: ") && sample.complaints.contains("gantry migrate --help"))
    }

    @Test(
        "Addresses are understood, or refused with what is wrong",
        arguments: [
            ("52:54:00:aa:bb:cc:2001:db8::7/64,2001:db8::1,2001:db8::53", true),
            ("52:54:00:aa:bb:cc:192.0.2.7/24", true), ("52:54:00:aa:bb:cc:192.0.2.7/24,,192.0.2.53", true),
            ("52:54:00:aa:bb:cc:192.0.2.7", false), ("52:54:00:aa:bb:cc:192.0.2.7/33", false),
            ("52:54:00:aa:bb:cc:192.0.2.7/0", false), ("52:54:00:aa:bb:cc:192.0.2.300/24", false),
            ("52:54:00:aa:bb:192.0.2.7/24", false), ("52:54:00:aa:bb:cc:192.0.2.7/24,2001:db8::1", false),
            ("52:54:00:aa:bb:cc:192.0.2.7/24,192.0.2.1,", false), ("", false),
        ])
    func addresses(text: String, isValid: Bool) {
        let value = try? StaticIP(argument: text)
        #expect((value != nil) == isValid)
        if let value { #expect(value.argumentText.hasPrefix(text)) }
    }
}
