import Foundation
import Subprocess
import Testing

@testable import QEMU

@Suite("Acceleration")
struct QEMUAccelerationTests {
    @Test("Guest code that runs is told from an emulator that merely starts")
    func probeGuest() async throws {
        let done = try await AccelerationProbe(cacheFile: nil).runProbe(acceleration: "tcg")
        #expect(done.status == .exited(ProbeGuest.exitCode))
    }

    @Test("The verdict agrees with a guest that is really run under KVM")
    func verdict() async throws {
        let probe = AccelerationProbe(cacheFile: nil)
        let found = try await probe.acceleration()
        let ran = try? await probe.runProbe(acceleration: "kvm").status == .exited(ProbeGuest.exitCode)
        #expect(found.kind == (ran == true ? .kvm : .tcg))
        #expect(!found.reason.isEmpty)
    }

    @Test("The verdict is kept for this boot of the host, and another boot's is not believed")
    func cache() async throws {
        let folder = try TestFolder()
        let file = folder.url.appending(path: "cache/acceleration.json")
        let probe = AccelerationProbe(cacheFile: file.path)
        let found = try await probe.acceleration()
        let kept = try String(contentsOf: file, encoding: .utf8)
        try kept.replacing(found.reason, with: "From the cache.").write(to: file, atomically: true, encoding: .utf8)
        #expect(try await probe.acceleration().reason == "From the cache.")
        try kept.replacing("\"key\":\"", with: "\"key\":\"0").write(to: file, atomically: true, encoding: .utf8)
        #expect(try await probe.acceleration() == found)
    }
}
