import Failures
import Inventory
import Subprocess
import Testing

@testable import Conversion

/// What is refused before anything is made, what virt-v2v is told, and what is logged.
@Suite("Conversion requests")
struct ConversionRequestTests {
    @Test("A missing virt-v2v is named with its package")
    func missing() async throws {
        var fake = try await FakeConversion(doing: "")
        fake.request.virtV2VProgram = "no-such-virt-v2v"
        let error = await #expect(throws: ConversionError.self) { try await fake.convert() }
        #expect(error?.failure.id == "component.missing")
        #expect(error?.failure.category == .component)
        #expect(error?.failure.remedy.contains("apt-get install virt-v2v") == true)
        #expect(!fake.folder.exists("work"))
    }

    @Test(
        "Root devices that virt-v2v would take for something else are refused",
        arguments: ["ask", "--x", "/dev/a b", ""])
    func rootDevices(name: String) async throws {
        var fake = try await FakeConversion(doing: "")
        fake.request.rootDisk = .device(name)
        await #expect(throws: ConversionError.badRootDevice(name)) { try await fake.convert() }
    }

    @Test("Files that can't be read are refused by name")
    func files() async throws {
        var fake = try await FakeConversion(doing: "")
        fake.request.firstBootScripts = ["/nowhere/script.sh"]
        let error = await #expect(throws: ConversionError.self) { try await fake.convert() }
        #expect(error?.failure.id == "conversion.file.unreadable")
        fake.request.firstBootScripts = []
        fake.request.luksKeys = [.init(path: "relative.key")]
        await #expect(throws: ConversionError.unsuitablePath("relative.key")) { try await fake.convert() }
    }

    @Test("The domain says what virt-v2v needs, whatever the names hold; a second parser agrees")
    func domain() async throws {
        let folder = try ConversionFolder()
        var request = ConversionRequest(
            machineName: "a<b> & 'c' \"d\" \u{1}", disks: [], workFolder: folder.path, accelerator: .tcg)
        request.firmware = .efi(secureBoot: true)
        request.processors = 2
        request.nics = [.init(macAddress: "52:54:00:12:34:56", network: "x'y&z"), .init(macAddress: nil, network: nil)]
        let text = try DomainXML(request: request, overlayPaths: ["/a'b/0.qcow2", "/\"<c>/1.qcow2"]).text()
        try folder.write(text, to: "domain.xml")
        let script = """
            import sys, xml.etree.ElementTree as E
            d = E.parse(sys.argv[1]).getroot()
            print(d.find('os').get('firmware'), d.find('name').text, [s.get('file') for s in d.iter('source') if s.get('file')],
                [t.get('dev') for t in d.iter('target')], [s.get('network') for s in d.iter('source') if s.get('network')])
            """
        let seen = try await runSuccessfully(
            Command("python3", ["-c", script, "\(folder.path)/domain.xml"]), deadlineSeconds: 30)
        #expect(
            seen.output
                == "efi a<b> & 'c' \"d\" \u{FFFD} [\"/a'b/0.qcow2\", '/\"<c>/1.qcow2'] ['sda', 'sdb'] "
                + "[\"x'y&z\", 'default']\n")
    }

    @Test("A path that XML can't hold is refused")
    func controlCharacters() {
        let request = ConversionRequest(machineName: "a", disks: [], workFolder: "/w", accelerator: .tcg)
        #expect(throws: ConversionError.unsuitablePath("/a\u{1}b")) {
            try DomainXML(request: request, overlayPaths: ["/a\u{1}b"]).text()
        }
    }

    @Test(
        "The log hides what opens encrypted disks",
        arguments: [
            (
                #"libguestfs: trace: v2v: cryptsetup_open "/dev/sda1" "secret" "luks-1""#,
                #"libguestfs: trace: v2v: cryptsetup_open "/dev/sda1" ***"#
            ),
            ("libguestfs: trace: v2v: cryptsetup_open = 0", "libguestfs: trace: v2v: cryptsetup_open = 0"),
            ("plain", "plain"),
        ])
    func secrets(line: String, kept: String) {
        #expect(withoutSecrets(line) == kept)
    }

    @Test("A long log keeps its beginning and its end, and says what it left out")
    func longLog() throws {
        let folder = try ConversionFolder()
        let log = try ConversionLog(path: "\(folder.path)/log", headLimitBytes: 1000, tailLimitBytes: 1000)
        for number in 1000..<2000 { log.append("line \(number)") }
        log.close()
        let lines = try #require(folder.read("log")).split(separator: "\n")
        #expect(lines.first == "line 1000")
        #expect(lines.last == "line 1999")
        #expect(lines.contains("[8000 bytes left out]"))
        #expect(lines.count == 201)
    }
}
