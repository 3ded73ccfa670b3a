import Concerns
import Inventory
import KubeVirtTarget
import Mapping
import Resources
import Testing

@Suite("Mapping of anything")
struct MappingPropertyTests {
    @Test("whatever the description says, the machine is one that KubeVirt accepts", arguments: 0..<400)
    func accepted(offset: UInt64) throws {
        let seed = 77_000 + offset
        var generator = SeededGenerator(seed: seed)
        let source = randomMachine(&generator)
        let mapped = MachineMapper.map(source, options: randomOptions(&generator))
        let spec = mapped.virtualMachine.spec.template.spec
        let devices = spec.domain.devices
        #expect(KubernetesNames.isValid(mapped.virtualMachine.metadata.name ?? "", as: .subdomain), "seed \(seed)")
        #expect(mapped.claims.allSatisfy { KubernetesNames.isValid($0.claimName, as: .label) }, "seed \(seed)")
        #expect(Set(mapped.claims.map(\.claimName)).count == source.disks.count, "seed \(seed)")
        #expect((spec.networks ?? []).count { $0.pod != nil } <= 1, "seed \(seed)")
        #expect((spec.networks ?? []).map(\.name) == (devices.interfaces ?? []).map(\.name), "seed \(seed)")
        #expect((spec.volumes ?? []).map(\.name) == (devices.disks ?? []).map(\.name), "seed \(seed)")
        let orders = (devices.disks ?? []).compactMap(\.bootOrder)
        #expect(orders.sorted() == Array(1..<(orders.count + 1)), "seed \(seed)")
        let addresses = (devices.interfaces ?? []).compactMap(\.macAddress)
        #expect(Set(addresses).count == addresses.count, "seed \(seed)")
        #expect(
            [spec.domain.cpu?.sockets, spec.domain.cpu?.cores, spec.domain.cpu?.threads].allSatisfy { $0 ?? 0 > 0 },
            "seed \(seed)")
        #expect(spec.domain.memory?.guest?.bytes ?? 0 > 0, "seed \(seed)")
        let efi = spec.domain.firmware?.bootloader?.efi
        #expect(efi == nil || efi?.secureBoot != nil, "seed \(seed)")
    }

    @Test("whatever the description says, its manifest is read back as it was written", arguments: 0..<100)
    func readBack(offset: UInt64) throws {
        let seed = 78_000 + offset
        var generator = SeededGenerator(seed: seed)
        let mapped = MachineMapper.map(randomMachine(&generator), options: randomOptions(&generator))
        let text = try KubeVirtManifest(mapped.virtualMachine, claims: mapped.claims).yaml()
        let local = try LocalMachine(yaml: text)
        #expect(local.virtualMachine == mapped.virtualMachine, "seed \(seed)")
        #expect(local.files.count == mapped.claims.count, "seed \(seed)")
    }

    @Test("whatever the description says, it can be judged", arguments: 0..<200)
    func judged(offset: UInt64) {
        var generator = SeededGenerator(seed: 79_000 + offset)
        let concerns = ConcernCatalog.concerns(on: randomMachine(&generator))
        #expect(concerns.map(\.category) == concerns.map(\.category).sorted(), "seed \(79_000 + offset)")
    }
}
