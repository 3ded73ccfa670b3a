import FoundationEssentials
import Testing

/// What virt-v2v reads in an appliance, it and we must agree on.
@Suite("Second opinion", .serialized, .oneAtATime, .convertsGuest)
struct SecondOpinionTests {
    @Test(
        "The manifest says of an appliance what virt-v2v --print-source says",
        arguments: [("tiny-ova/tiny.ova", "tiny"), ("uefi-ova/uefi.ova", "uefi"), ("broken/sound.ova", "small")])
    func printedSource(fixture: String, name: String) async throws {
        let gantry = try Gantry()
        let source = try await Fixtures.path(fixture)
        let opinion = try await gantry.tool("virt-v2v", ["-i", "ova", "--print-source", source])
        try #require(opinion.exitCode == 0, "virt-v2v said: \(opinion.errorOutput)")
        expectSuccess(try await gantry.migrate(source, copyOnly))
        let manifest = try await gantry.manifest(of: name)

        let text = opinion.output
        #expect(text.contains("source name: \(name)\n"))
        #expect(text.contains("memory: \(manifest.memoryBytes) (bytes)"))
        #expect(text.contains("nr vCPUs: \(manifest.processors)\n"))
        #expect(text.contains("firmware: \(manifest.firmware == "efi" ? "uefi" : "bios")\n"))
        #expect(text.matches(of: /\n\t\d+ \[/).count == manifest.disks)
        for mac in manifest.macs { #expect(text.lowercased().contains("mac: \(mac.lowercased())")) }
        #expect(text.matches(of: /mac:\s/).count == manifest.macs.count)
    }
}
