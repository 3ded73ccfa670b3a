import Failures
import Files
import Testing

@testable import Conversion

/// First-boot scripts and addresses, with a shell script in virt-customize's place.
@Suite("Customising a converted guest")
struct ConversionCustomisationTests {
    @Test("Disks are given in the order in which virt-customize takes them", arguments: [true, false])
    func order(isReversed: Bool) async throws {
        let complains = "case \"$*\" in *absent-*) echo \"\(isReversed ? "$8" : "$4"): none\" >&2; exit 1;; esac\n"
        let (fake, request) = try await fake(customising: complains + "echo \"$*\" > $log/options\n", disks: 2)
        let result = try await convert(request) { _ in }
        let options = try #require(fake.folder.read("options"))
        let first = try #require(options.firstRange(of: "overlay-0.qcow2"))
        let second = try #require(options.firstRange(of: "overlay-1.qcow2"))
        #expect((second.lowerBound < first.lowerBound) == isReversed)
        #expect(options.contains("--firstboot \(fake.folder.path)/hello.sh"))
        #expect(result.appliedFirstBootScripts == ["hello.sh"])
    }

    @Test("When the order can't be told, nothing is changed")
    func unknownOrder() async throws {
        let (fake, request) = try await fake(customising: "exit 1\n", disks: 2)
        let error = await #expect(throws: ConversionError.self) { try await convert(request) { _ in } }
        #expect(error?.failure.why.contains("in which order") == true)
        #expect(try await fake.firstByte() == 0)
    }

    @Test("A guest with several systems isn't customised: it would happen to all of them")
    func severalSystems() async throws {
        let roots = #"echo 'libguestfs: trace: v2v: inspect_os = ["/dev/sda1", "/dev/sdb1"]' >&2"# + "\n"
        let (fake, request) = try await fake(customising: "", converting: roots)
        let error = await #expect(throws: ConversionError.self) { try await convert(request) { _ in } }
        #expect(error?.failure.id == "conversion.customise.several")
        #expect(try await fake.firstByte() == 0)
    }

    @Test("A failed customisation fails the conversion, with the disk as it was")
    func failure() async throws {
        let words = "virt-customize: error: gantry: no network configuration system was found in the guest"
        let (fake, request) = try await fake(customising: "echo '\(words)' >&2; exit 1\n")
        let error = await #expect(throws: ConversionError.self) { try await convert(request) { _ in } }
        #expect(error?.failure.id == "conversion.address.unsupported")
        #expect(try await fake.firstByte() == 0)
        #expect(try Files.names(in: request.workFolder) == ["virt-v2v.log"])
    }

    @Test("A Linux guest's address goes by script to virt-customize, a Windows guest's by option to virt-v2v")
    func addresses() async throws {
        let script = "cp $log/work/static-addresses.sh $log/seen; echo \"$*\" > $log/options\n"
        var (fake, request) = try await fake(customising: script, converting: "echo \"$*\" > $log/v2v\n")
        request.firstBootScripts = []
        request.staticAddresses = [
            StaticAddress(
                macAddress: "52:54:00:12:34:56", ipAddress: "10.0.0.5", prefixLength: 24, gateway: "10.0.0.1")
        ]
        let result = try await convert(request) { _ in }
        #expect(fake.folder.read("v2v")?.contains("--mac 52:54:00:12:34:56:ip:10.0.0.5,10.0.0.1,24 ") == true)
        #expect(fake.folder.read("seen")?.contains("mac=52:54:00:12:34:56 v4='10.0.0.5/24'") == true)
        #expect(fake.folder.read("options")?.contains("--run") == true)
        #expect(result.appliedStaticAddresses == ["52:54:00:12:34:56"])
    }

    private func fake(
        customising: String, converting: String = "", disks: Int = 1
    ) async throws -> (FakeConversion, ConversionRequest) {
        let fake = try await FakeConversion(doing: FakeConversion.facts + FakeConversion.change + converting)
        var request = fake.request
        if disks > 1 {
            let path = "\(fake.folder.path)/second.img"
            try fake.folder.write(String(repeating: "\0", count: 65536), to: "second.img")
            request.disks.append(.init(path: path, format: .raw))
        }
        request.firstBootScripts = [try fake.folder.write("#!/bin/sh\n", to: "hello.sh")]
        request.virtCustomizeProgram = try fake.folder.write(
            "#!/bin/sh\nlog=\(fake.folder.path)\n" + customising, to: "virt-customize", mode: 0o755)
        return (fake, request)
    }

    @Test("One that is stopped at the deadline has failed, whatever it ends with")
    func stopped() async throws {
        let script = "trap 'exit 0' TERM; sleep 30 & wait\n"
        var (fake, request) = try await fake(customising: script)
        request.deadlineSeconds = 1
        await #expect(throws: ConversionError.deadlineExceeded(seconds: 1)) { try await convert(request) { _ in } }
        #expect(try await fake.firstByte() == 0)
    }
}
