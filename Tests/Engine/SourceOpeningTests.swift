import DiskFormats
import Failures
import Foundation
import Testing

@testable import Engine

@Suite("Opening a source")
struct SourceOpeningTests {
    @Test(
        "--input-format is refused for what describes a machine",
        arguments: ["a.ova", "a.ovf", "a.OVA.gz", "a.tar", "a.xml", "folder"])
    func inputFormat(name: String) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "gantry-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "folder"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: name).path
        // Bytes that are a raw disk to whoever believes the option.
        if name != "folder" { try Data(count: 1 << 20).write(to: URL(filePath: path)) }
        var request = MigrationRequest(sources: [path], targetFolder: folder.path)
        request.inputFormat = .raw
        let error = await #expect(throws: EngineError.self) { _ = try await SourceOpening.open(request) }
        #expect(error?.failure.id == "usage.conflict")
    }
}
